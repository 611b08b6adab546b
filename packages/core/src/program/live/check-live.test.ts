import { expect, test } from "vitest";
import { checkLive, compileProgram, type LiveColumn, type LiveDataset, renderFinding } from "../index.ts";

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
      users:
        is: { customer: { role: member } }
        identity: { email: email }
        gone: deleted_at
        fields:
          email: { is: contact.email, erasure: clear }
          phone: { is: contact.phone, erasure: pseudonym }
          code:  { is: account.id, erasure: { constant: "erased" } }
          born:  { is: demographic.birth-date, erasure: pseudonym }
          nmae:  name.full
      invoices:
        fields: { total: commerce.invoice }
        links: { user_id: owned by users, sold_by: mentions users, pair: owned by lines, free: owned }
        erasure: fields
      lines: { rest: none, links: { invoice_id: owned by invoices.nr } }
      visit: { rest: none }
retention:
  books: { datasets: [invoices], keep: 7 years since isued_at, because: 26 U.S.C. 6001 }
  tabs: { datasets: [invoices], keep: 7 years since total, because: 26 U.S.C. 6001 }
`;

function column(name: string, more: Partial<LiveColumn> = {}): LiveColumn {
  return {
    name,
    type: "text",
    family: "text",
    nullable: true,
    maxLength: null,
    generated: false,
    unique: false,
    checked: false,
    ...more,
  };
}

function table(name: string, columns: readonly LiveColumn[], more: Partial<LiveDataset> = {}): LiveDataset {
  return { name, columns, primaryKey: ["id"], foreignKeys: [], parent: null, ...more };
}

const key = (name: string, target: string) => ({ columns: [name], target, targetColumns: ["id"] });
const id = column("id", { family: "number", type: "integer" });

const TABLES = [
  table("users", [
    id,
    column("email", { nullable: false }),
    column("phone", { maxLength: 5 }),
    column("code", { unique: true }),
    column("born", { family: "date", type: "date" }),
    column("name"),
    column("note"),
    column("role"),
    column("deleted_at"),
  ]),
  table(
    "invoices",
    [
      id,
      column("total", { family: "number", type: "numeric" }),
      column("user_id"),
      column("sold_by", { nullable: false }),
      column("pair"),
      column("free"),
      column("paid_by"),
      column("issued_at", { family: "timestamp" }),
    ],
    { foreignKeys: [key("user_id", "users"), key("sold_by", "users"), key("paid_by", "users")] },
  ),
  table("lines", [column("order_no"), column("line_no"), column("invoice_id")], { primaryKey: ["order_no", "line_no"] }),
  table("visits", [id]),
  table("sessions", [id, column("user_id")], { foreignKeys: [key("user_id", "users")] }),
  table("invoices_2026", [id], { parent: "invoices", foreignKeys: [key("user_id", "users")] }),
];

const { program, texts } = compileProgram({ file: "troth.yaml", read: (path) => (path === "troth.yaml" ? PROGRAM : undefined) });
if (!program) throw new Error("the program of this test compiles");
const live = {
  store: "main",
  datasets: Object.fromEntries(TABLES.map((one) => [one.name, one])),
  role: { name: "app", warnings: ["superuser"] },
};

test("what the store shows is told, with its place", () => {
  const findings = checkLive(program, [live], texts);
  expect(findings.map(({ level, code, place, says }) => `${level} ${code} ${place?.line} ${says}`)).toEqual([
    "error strategy 16 `clear` does not fit `users.email`: it may not be empty",
    "error strategy 17 `pseudonym` does not fit `users.phone`: it holds 5 letters",
    "error strategy 18 `constant` does not fit `users.code`: its values are unique",
    "error strategy 19 `pseudonym` does not fit `users.born`: it is date, not a text",
    "error column 20 `users` has no column `nmae`",
    "error link 23 the key of `lines` is (order_no, line_no)",
    "error link 23 `invoices.free` has no declared foreign key to follow",
    "error column 25 `invoices` has no column `nr`",
    "error place 26 `main` has no dataset `visit`",
    "error no-date 28 `invoices` has no column `isued_at` for `books` to count from",
    "error no-date 29 `invoices.total` is numeric, and no date: `tabs` cannot count from it",
    "warning role 7 the role `app` is a superuser: nothing limits what it can do",
    "warning unnamed 7 the table `sessions` points to `users`, and no dataset names it",
    "warning unmapped 11 2 columns of `users` have no category: name, note",
    "warning undecided 21 `invoices.paid_by` points to `users`, and the program does not say what that means: it is taken for a mention",
    "warning unmapped 21 a column of `invoices` has no category: issued_at",
    "warning strategy 23 `invoices.sold_by` may not be empty, so a mention there cannot be cleared",
  ]);
  expect(findings.find(({ code }) => code === "column")).toMatchObject({ write: "name" });
  expect(findings.find(({ code }) => code === "place")).toMatchObject({ write: "visits" });
  expect(findings.find(({ code, level }) => code === "no-date" && level === "error")).toMatchObject({ write: "issued_at" });
});

test("a finding of a live store is drawn like any other", () => {
  const finding = checkLive(program, [live], texts).find(({ code }) => code === "column");
  if (!finding) throw new Error("found");
  expect(renderFinding(finding, { ascii: true })).toEqual([
    "XX `users` has no column `nmae`",
    "  troth.yaml:20:11",
    '     18 |           code:  { is: account.id, erasure: { constant: "erased" } }',
    "     19 |           born:  { is: demographic.birth-date, erasure: pseudonym }",
    "     20 |           nmae:  name.full",
    "        |           ^^^^",
    "  expected  one of 9 columns: born, code, deleted_at, email, id, name, note, phone, role",
    "  write     name",
  ]);
});

test("a store that is as the program says has nothing to tell", () => {
  const quiet = compileProgram({
    file: "troth.yaml",
    read: () =>
      'troth: 1\norganization: { name: L, country: US, contact: x@l.example }\nlaws: [ccpa]\nsubjects: [c]\nstores: { main: { connector: sqlite, url: "${DB}", datasets: { users: { is: c, identity: { email: email }, fields: { email: contact.email } } } } }\n',
  }).program;
  if (!quiet) throw new Error("compiles");
  const users = table("users", [id, column("email")]);
  expect(checkLive(quiet, [{ store: "main", datasets: { users }, role: { name: "read", warnings: [] } }])).toEqual([]);
});
