import { expect, test } from "vitest";
import { checked, openCompany } from "./support/decisions.ts";

const text = `
troth: 1
organization: { name: Teasel Bikes, country: BE, contact: privacy@teasel.example }
laws: [gdpr]
subjects: [rider]
purposes:
  retargeting: { kind: advertising, basis: consent, data: [usage.page-view] }
  research: { basis: consent, data: [usage.page-view] }
recipients:
  partner:
    name: Partner
    kind: advertiser
    country: BE
    for: [retargeting]
    receives: { usage.page-view: pseudonym }
    told: { mail: privacy@partner.example }
    agreement: { kind: third-party, date: 2026-01-01, document: partner.pdf, ends: 2026-12-31 }
`;
const company = openCompany(text);
const facts = [
  { kind: "consented", purpose: "retargeting", given: true },
  { kind: "consented", purpose: "research", given: true },
  { kind: "resides", country: "BE", evidence: "stated" },
];
const ask = (purpose: string, form: "any" | "pseudonym", data = "usage.page-view") => ({
  browser: "b1",
  purpose,
  data: [data],
  form,
  recipient: "partner",
});

test("a partner receives for the uses of its agreement, in their form", async () => {
  expect(await company.ask(ask("retargeting", "pseudonym"), facts)).toBe("yes");
  expect(await company.ask(ask("research", "pseudonym"), facts)).toBe("no: recipient-purpose");
  expect(await company.ask(ask("retargeting", "any"), facts)).toBe("no: recipient-form");
});

test("each yes asks for a record of what went to whom", async () => {
  const { obligations } = await company.decide(ask("retargeting", "pseudonym"), facts);
  expect(obligations).toEqual([{ kind: "form", form: "pseudonym" }, { kind: "record" }]);
});

test("with the agreement at an end nothing is sent", async () => {
  expect(await company.ask(ask("retargeting", "pseudonym"), facts, { now: "2027-01-01T12:00:00Z" })).toBe("no: agreement");
});

test("a partner without one fails the check", () => {
  const { program, findings } = checked(text.replace(/ {4}agreement.*\n/, ""));
  expect(program).toBeUndefined();
  expect(findings).toContain("error agreement 10: Partner has no agreement on record: nothing is sent to it");
});
