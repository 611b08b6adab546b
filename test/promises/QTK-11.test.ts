import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const app = openCompany(`
troth: 1
organization: { name: Rusa Mailroom, country: ID, contact: privasi@rusa.example }
laws: [id-pdp]
subjects: [user]
data:
  inbox: { is: communication.email-content, limited: google-workspace, transfers: [feature, law, merger] }
  inbox-summary: { is: inference.profile, derived: [inbox] }
collection:
  connect: { from: federated, of: [user], takes: [inbox] }
purposes:
  mail: { kind: mail-client, basis: contract, data: [inbox] }
  watch: { kind: security, basis: legitimate-interest, interest: To keep thieves out, data: [inbox] }
  improving: { kind: product-improvement, basis: consent, data: [inference.profile] }
  credit: { kind: credit-check, basis: consent, data: [communication.email-metadata] }
  advertising: { basis: consent, data: [communication.email-metadata] }
  courts: { kind: legal-duty, basis: legal-duty, duty: court orders, data: [inbox] }
recipients:
  reader:
    name: Reader
    kind: hosting
    country: ID
    for: [mail, watch, courts]
    receives: [inbox]
    told: { mail: privacy@reader.example }
    agreement: { kind: dpa, date: 2026-01-01, document: reader.pdf }
`);
const known = [
  { kind: "collected", point: "connect", categories: ["inbox"] },
  { kind: "resides", country: "ID", evidence: "stated" },
  ...["improving", "credit", "advertising"].map((purpose) => ({ kind: "consented", purpose, given: true, explicit: true })),
];
const ask = (purpose: string, data = "inbox", recipient?: string) => ({ person: "u1", purpose, data: [data], recipient });

test("connected mail serves the features of mail, and what keeps it safe", async () => {
  expect(await app.ask(ask("mail"), known)).toBe("yes");
  expect(await app.ask(ask("watch"), known)).toBe("yes");
});

test("for everything else the rule goes before all others, and is named", async () => {
  for (const purpose of ["improving", "credit", "advertising"]) {
    const answer = await app.decide(ask(purpose), known);
    expect(answer).toMatchObject({ allowed: false, rule: "limited-use", source: { place: { line: 7 } } });
    expect(answer.because).toContain("google-workspace");
  }
  // Nobody is known here, nothing was agreed to, and still it is this rule that answers.
  expect(await app.ask({ ...ask("credit"), person: "nobody" }, [])).toBe("no: limited-use");
});

test("it is passed on for a feature, by law or in a merger alone", async () => {
  expect(await app.ask(ask("mail", "inbox", "reader"), known)).toBe("yes");
  expect(await app.ask(ask("courts", "inbox", "reader"), known)).toBe("yes");
  expect(await app.ask(ask("watch", "inbox", "reader"), known)).toBe("no: transfer-ground");
});

test("what is worked out from it keeps the rule", async () => {
  expect(await app.ask(ask("improving", "inbox-summary"), known)).toBe("no: limited-use");
});
