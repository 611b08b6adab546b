import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const books = openCompany(`
troth: 1
organization: { name: Pandan Ledger, country: ID, contact: privasi@pandan.example }
laws: [id-pdp]
subjects: [owner]
purposes:
  bookkeeping-service: { kind: service, basis: contract, data: [finance.ledger, usage] }
  tuning: { kind: product-improvement, basis: legitimate-interest, interest: A faster product, data: { usage: anonymous } }
  campaigns: { kind: promotion, basis: consent, data: { usage: aggregated } }
  insight: { kind: analytics, basis: legitimate-interest, interest: To see what is used, data: { usage: anonymous } }
  debugging: { kind: troubleshooting, basis: legitimate-interest, interest: To mend what broke, data: { usage: anonymous, finance.ledger: anonymous } }
  building: { kind: research, basis: consent, data: { usage: anonymous } }
`);
const NAMELESS = ["tuning", "campaigns", "insight", "debugging", "building"];
const facts = [
  { kind: "resides", country: "ID", evidence: "stated" },
  ...["campaigns", "building"].map((purpose) => ({ kind: "consented", purpose, given: true })),
];
const ask = (purpose: string, form?: "pseudonym" | "aggregated", data = "usage.click") => ({
  person: "o1",
  purpose,
  data: [data],
  form,
  as: "owner",
});

test("raw rows are denied to each of these purposes", async () => {
  for (const purpose of NAMELESS) {
    expect(await books.ask(ask(purpose), facts), purpose).toBe("no: form");
    expect(await books.ask(ask(purpose, "pseudonym"), facts), purpose).toBe("no: form");
  }
  expect(await books.ask(ask("bookkeeping-service"), facts)).toBe("yes");
});

test("what points at nobody may serve them", async () => {
  for (const purpose of NAMELESS) expect(await books.ask(ask(purpose, "aggregated"), facts), purpose).toBe("yes");
});

test("debugging sees no ledger of anybody", async () => {
  expect(await books.ask(ask("debugging", undefined, "finance.ledger"), facts)).toBe("no: form");
});
