import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const bureau = openCompany(`
troth: 1
organization: { name: Lumbung Books, country: ID, contact: privasi@lumbung.example }
laws: [id-pdp]
subjects: [taxpayer]
purposes:
  filing: { kind: tax-filing, basis: legal-duty, duty: the act on tax procedure, data: [finance.tax-return, identity.tax-id], stop: object }
  newsletter: { basis: consent, data: [contact.email] }
recipients:
  tax-office:
    name: The tax office
    kind: tax-authority
    country: ID
    for: [filing]
    receives: [finance.tax-return, identity.tax-id]
`);
const filing = { person: "t1", purpose: "filing", data: ["finance.tax-return", "identity.tax-id"], recipient: "tax-office" };
const known = { kind: "resides", country: "ID", evidence: "stated" };

test("a return goes to the tax office, without consent and without an agreement", async () => {
  const answer = await bureau.decide(filing, [known]);
  expect(answer).toMatchObject({ allowed: true, obligations: [{ kind: "record" }] });
  expect(answer.because).toContain("legal-duty under id-pdp");
});

test("neither an objection nor a refusal stops it", async () => {
  const objected = { kind: "objected", purpose: "filing", on: true };
  const refused = { kind: "consented", purpose: "filing", given: false };
  expect(await bureau.ask(filing, [known, objected, refused])).toBe("yes");
});

test("the tax office gets nothing else", async () => {
  expect(await bureau.ask({ ...filing, data: ["contact.email"] }, [known])).toBe("no: data-listed");
  const letter = { person: "t1", purpose: "newsletter", data: ["contact.email"], recipient: "tax-office" };
  const agreed = { kind: "consented", purpose: "newsletter", given: true };
  expect(await bureau.ask(letter, [known, agreed])).toBe("no: recipient-purpose");
});
