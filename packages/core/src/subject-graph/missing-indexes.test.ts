import { expect, test } from "vitest";
import { compileProgram } from "../program/index.ts";
import { makePlan } from "./make-plan.ts";
import type { ColumnSchema, DatasetSchema, StoreSchema } from "./store-schema.ts";

const PROGRAM = `
troth: 1
organization: { name: Larkspur, country: US, contact: privacy@larkspur.example }
laws: [ccpa]
subjects: [customer]
stores:
  main:
    connector: postgres
    url: \${DB}
    datasets:
      users: { is: customer, identity: { email: email }, fields: { email: contact.email } }
      notes: { rest: none, links: { user_id: owned by users } }
      parts: { rest: none, links: { user_id: owned by users } }
      mails: { rest: none, tenant: firm, links: { "firm, at": { owned: "users.(firm, email)" } } }
`;

const column = (name: string, more: Partial<ColumnSchema> = {}): ColumnSchema => ({
  ...{ name, type: "integer", family: "number", nullable: true, maxLength: null },
  ...{ generated: false, unique: false, checked: false, indexed: true },
  ...more,
});

function table(name: string, columns: readonly ColumnSchema[], more: Partial<DatasetSchema> = {}): DatasetSchema {
  return {
    ...{ name, kind: "table", columns: [column("id"), ...columns], primaryKey: ["id"], rowKey: ["id"] },
    ...{ foreignKeys: [], triggers: [], children: [], parent: null, rowSecurity: false, estimatedRows: 50_000 },
    ...more,
  };
}

const key = (name: string, columns: readonly string[]) => ({
  ...{ name, columns, target: "users", targetColumns: ["id"], deferrable: false },
  ...{ onDelete: "cascade" as const, onUpdate: "no-action" as const },
});
const email = column("email", { family: "text", type: "text", indexed: false });
const bare = column("user_id", { indexed: false });

function found(...tables: readonly DatasetSchema[]): readonly (string | undefined)[] {
  const { program } = compileProgram({ file: "troth.yaml", read: () => PROGRAM });
  if (!program) throw new Error("the program of this test compiles");
  const schema: StoreSchema = {
    ...{ store: "main", kind: "postgres", product: "PostgreSQL 15", role: { name: "read", warnings: [] } },
    datasets: Object.fromEntries(tables.map((one) => [one.name, one])),
  };
  const { findings } = makePlan({ program, schemas: [schema], right: "erasure", identities: ["email"] });
  return findings.filter((one) => one.code === "index" && !one.blocks).map((one) => `${one.dataset}.${one.column}`);
}

test("identities, links and references of large datasets are named where they have no index", () => {
  const tables = [
    table("users", [email]),
    table("notes", [bare]),
    table("parts", [column("user_id")]),
    table("audit", [column("by", { indexed: false })], { foreignKeys: [key("audit_by", ["by"])] }),
  ];
  expect(found(...tables)).toEqual(["users.email", "notes.user_id", "audit.by"]);
});

test("small datasets, and those whose size nobody knows, are not", () => {
  const notes = (estimatedRows: number | null) => table("notes", [bare], { estimatedRows });
  const rest = [table("users", [column("email", { family: "text" })]), table("parts", [column("user_id")])];
  expect(found(...rest, notes(10_000))).toEqual([]);
  expect(found(...rest, notes(null))).toEqual([]);
  expect(found(...rest, notes(10_001))).toEqual(["notes.user_id"]);
});

test("every table that inherits needs an index of its own; a partition has its part of the whole's", () => {
  const child = table("parts_1", [bare], { parent: "parts", estimatedRows: 1 });
  const rest = [table("users", [column("email", { family: "text" })]), table("notes", [column("user_id")]), child];
  expect(found(...rest, table("parts", [column("user_id")], { children: ["parts_1"] }))).toEqual(["parts.user_id"]);
  expect(found(...rest, table("parts", [column("user_id")], { children: ["parts_1"], kind: "partitioned" }))).toEqual([]);
});

test("an index on the tenant alone, or on any other part of what is asked for, finds half the rows", () => {
  const firm = column("firm");
  const rest = [
    table("users", [column("email", { family: "text" }), firm]),
    table("notes", [column("user_id")]),
    table("parts", [column("user_id")]),
  ];
  const mails = (...indexes: readonly (readonly string[])[]) => found(...rest, table("mails", [firm, column("at")], { indexes }));
  expect(mails(["firm"])).toEqual(["mails.firm"]);
  expect(mails(["at", "day", "firm"])).toEqual(["mails.firm"]);
  expect(mails(["day", "firm", "at"])).toEqual(["mails.firm"]);
  expect(mails(["firm", "at"])).toEqual([]);
  expect(mails(["day"], ["at", "firm", "day"])).toEqual([]);
});
