// What is declared and can never be is told at its line, before anybody is denied it.
import { expect, test } from "vitest";
import { compileProgram } from "./index.ts";

const PROGRAM = `
troth: 1
organization: { name: Larkspur, country: IE, contact: privacy@larkspur.example }
laws: [gdpr]
subjects: { customer: controller, staff: controller, guest: processor }
clients: { rows: main/orders, name: mail, contact: mail, of: [guest], instructions: { mailing: asked } }
collection:
  form: { at: /form, takes: [contact.email], for: [account] }
  desk: { at: /desk, takes: [contact.email] }
purposes:
  account: { basis: contract, data: [contact.email], of: [customer] }
  seen: { kind: product-improvement, basis: legitimate-interest, interest: Use, data: { contact.email: hashed }, of: [customer] }
  mailing: { kind: communication, basis: instruction, data: [contact.email], of: [guest] }
recipients:
  far: { name: Far, kind: mail-delivery, country: IE, for: [account], receives: [contact.email], of: [customer], agreement: { kind: dpa, date: 2026-01-10, document: a.pdf }, told: { mail: a@far.example } }
  sums: { name: Sums, kind: analytics, country: IE, for: [seen], receives: { contact.email: hashed }, agreement: { kind: dpa, date: 2026-01-10, document: a.pdf }, told: { mail: a@sums.example } }
  post: { name: Post, kind: partner, capacity: third-party, country: IE, for: [mailing], receives: [contact.email], agreement: { kind: third-party, date: 2026-01-10, document: a.pdf }, told: { mail: a@post.example } }
stores:
  main:
    connector: sqlite
    url: "\${DB}"
    datasets:
      orders: { is: customer, identity: { email: mail }, fields: { mail: contact.email } }
      visits: { is: customer, identity: { account: id }, fields: { page: usage.page-view } }
retention:
  books: { data: [contact.email], keep: 10 years since placed_at, because: Companies Act }
  gone: { datasets: [visits], after: 3 years since placed_at }
`;

const told = (...edits: readonly (readonly [string, string])[]) => {
  const text = edits.reduce((all, [from, to]) => {
    expect(all).toContain(from);
    return all.replace(from, to);
  }, PROGRAM);
  const { findings } = compileProgram({ file: "troth.yaml", read: () => text, today: "2026-11-22" });
  const lineOf = (part: string) => text.split("\n").findIndex((line) => line.includes(part)) + 1;
  return {
    findings: findings.filter(({ code }) => code === "contradiction").map(({ level, says, place }) => [level, says, place?.line]),
    lineOf,
  };
};

test("what can be is told nothing of", () => {
  expect(told().findings).toEqual([]);
});

test.each<readonly [readonly (readonly [string, string])[], "warning" | "error", string, string]>([
  [
    [["receives: [contact.email], of: [customer]", "receives: [contact.email], of: [staff]"]],
    "warning",
    "Far receives data of staff, and `account` is about customer: it is always denied",
    "far:",
  ],
  [
    [["takes: [contact.email], for: [account]", "takes: [contact.email, contact.phone], for: [account]"]],
    "warning",
    "`form` takes `contact.phone` for account only, which uses none: it is always denied",
    "form:",
  ],
  [
    [["receives: { contact.email: hashed }", "receives: [contact.email]"]],
    "warning",
    "Sums receives `contact.email` as it is, and seen has it hashed: as it is, it is always denied",
    "sums:",
  ],
  [
    [["capacity: third-party, country", "capacity: third-party, sale: true, country"]],
    "error",
    "Post says `sale: true`, and `mailing` is about guest, held as processor: what a client had processed is not sold",
    "post:",
  ],
  [
    [["datasets: [visits], after", "datasets: [orders], after"]],
    "error",
    "it goes 3 years after placed_at, and `books` keeps it for 10 years",
    "gone:",
  ],
])("%j", (edits, level, says, at) => {
  const { findings, lineOf } = told(...edits);
  expect(findings).toContainEqual([level, says, lineOf(at)]);
  expect(findings).toHaveLength(1);
});
