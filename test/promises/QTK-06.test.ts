import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const lender = openCompany(`
troth: 1
organization: { name: Beringin Score, country: ID, contact: privasi@beringin.example }
laws: [id-pdp]
subjects: [borrower]
data:
  agency-file: { is: finance.credit, only: [credit-check], follows: true }
  risk: { is: inference.score, derived: [agency-file, contact.city] }
stores:
  main:
    connector: postgres
    url: "\${DATABASE_URL}"
    datasets:
      towns: { anonymous: true, rest: none }
      prices: { anonymous: true, rest: none }
      people: { is: borrower, identity: { email: mail }, fields: { mail: contact.email } }
purposes:
  credit-check: { basis: legitimate-interest, interest: To lend with care, data: [agency-file, risk] }
  figures: { kind: anonymous-report, basis: legitimate-interest, interest: To know the market, data: { contact.city: anonymous } }
  offers: { kind: promotion, basis: consent, data: [inference.score, inference.segment] }
`);
const facts = [
  { kind: "resides", country: "ID", evidence: "stated" },
  { kind: "consented", purpose: "offers", given: true },
];
const figures = (form: "anonymous" | "aggregated", ...from: readonly string[]) => ({
  person: "b1",
  purpose: "figures",
  data: ["contact.city"],
  form,
  from: from.map((name) => `main/${name}`),
  as: "borrower",
});

test("nameless data put together with named data is about people", async () => {
  for (const form of ["anonymous", "aggregated"] as const) {
    expect(await lender.ask(figures(form, "towns", "prices"), facts)).toBe("yes");
    for (const mixed of [["people"], ["towns", "people"], ["people", "prices", "towns"]])
      expect(await lender.ask(figures(form, ...mixed), facts)).toBe("no: anonymity");
  }
  expect((await lender.decide(figures("anonymous", "towns", "people"), facts)).because).toContain("main/people");
});

test("and what is about people is not used as if it were about nobody", async () => {
  const { form: _, ...plain } = figures("anonymous", "towns", "people");
  expect(await lender.ask(plain, facts)).toBe("no: form");
});

test("what is worked out from the agency's file has the rules of that file", async () => {
  const ask = (purpose: string) => ({ person: "b1", purpose, data: ["risk"], as: "borrower" });
  expect(await lender.ask(ask("credit-check"), facts)).toBe("yes");
  expect(await lender.ask(ask("offers"), facts)).toBe("no: only-for");
});

test("and so has what was worked out of it about one person alone, as the application told", async () => {
  const offers = { person: "b1", purpose: "offers", data: ["inference.segment"], as: "borrower" };
  const derived = (...from: readonly string[]) => ({ kind: "derived", category: "inference.segment", from });
  expect(await lender.ask(offers, [...facts, derived("contact.city")])).toBe("yes");
  expect(await lender.ask(offers, [...facts, derived("agency-file"), derived("contact.city")])).toBe("no: only-for");
  const steps = [derived("inference.profile"), { kind: "derived", category: "inference.profile", from: ["agency-file"] }];
  expect(await lender.ask(offers, [...facts, ...steps])).toBe("no: only-for");
});
