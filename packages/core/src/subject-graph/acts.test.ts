import { expect, test } from "vitest";
import { compileProgram } from "../program/index.ts";
import { fieldChanges } from "./acts.ts";
import { makePlan } from "./make-plan.ts";
import type { PlanFinding } from "./plan.ts";
import type { ColumnSchema, DatasetSchema } from "./store-schema.ts";

const column = (name: string, more: Partial<ColumnSchema> = {}): ColumnSchema => ({
  ...{ name, type: "text", family: "text", nullable: true, maxLength: null, generated: false },
  ...{ unique: false, checked: false, indexed: false, ...more },
});

function planned(fields: string, columns: readonly ColumnSchema[], more = "") {
  const text = `troth: 1
organization: { name: L, country: US, contact: x@l.example }
laws: [ccpa]
subjects: [c]
stores:
  main:
    connector: sqlite
    url: \${DB}
    datasets:
      users: { is: c, identity: { email: email }, erasure: fields, fields: { ${fields} }${more} }
`;
  const { program } = compileProgram({ file: "troth.yaml", read: () => text });
  const rule = program?.stores.main?.datasets.users;
  if (!program || !rule) throw new Error("the program does not compile");
  const users: DatasetSchema = {
    ...{ name: "users", kind: "table", columns: [column("id"), ...columns], primaryKey: ["id"], rowKey: ["id"], foreignKeys: [] },
    ...{ triggers: [], children: [], parent: null, rowSecurity: false, estimatedRows: null },
  };
  const unfit: PlanFinding[] = [];
  const changes = fieldChanges(rule, users, unfit).map(({ column: name, strategy, constant }) => ({ name, strategy, constant }));
  const schema = { store: "main", kind: "sqlite", product: "SQLite", datasets: { users }, role: { name: "app", warnings: [] } };
  const { findings } = makePlan({ program, schemas: [schema], right: "erasure", identities: ["email"] });
  return { changes, unfit: unfit.map((one) => one.says), findings: findings.map((one) => `${one.code} ${one.column}`) };
}

test("what the program says itself is refused where it does not fit, as `check --live` refuses it", () => {
  const { unfit, changes } = planned(
    "email: { is: contact.email, erasure: clear }, born: { is: demographic.birth-date, erasure: { constant: gone } }",
    [column("email", { nullable: false }), column("born", { family: "number", type: "INTEGER" })],
  );
  expect(changes).toEqual([]);
  expect(unfit).toEqual([
    "`clear` does not fit users.email: it may not be empty",
    "`constant` does not fit users.born: it is INTEGER",
  ]);
});

test("a default that does not fit is exchanged for what comes nearest", () => {
  const { unfit, changes } = planned("email: contact.email, name: name.full, city: contact.city", [
    column("email"),
    column("name", { maxLength: 4 }),
    column("city", { nullable: false }),
  ]);
  expect(unfit).toEqual([]);
  expect(changes).toEqual([
    { name: "email", strategy: "pseudonym", constant: null },
    { name: "name", strategy: "clear", constant: null },
    { name: "city", strategy: "constant", constant: "" },
  ]);
});

test("a column that the program names as metadata has a meaning, and none that it does not name", () => {
  const columns = [column("email"), column("deleted_at"), column("shoe_size")];
  expect(planned("email: contact.email", columns, ", gone: deleted_at").findings).toEqual(["unmapped shoe_size"]);
});
