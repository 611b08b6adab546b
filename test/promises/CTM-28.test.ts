import { expect, test } from "vitest";
import { checked, openCompany } from "./support/decisions.ts";

const text = `
troth: 1
organization: { name: Tallow Fitness, country: US, contact: privacy@tallow.example }
laws: [gdpr, ccpa]
subjects: [member]
minors: { under: { gdpr: 14, ccpa: 16 }, then: parent }
collection:
  desk: { of: [member], takes: [contact.email, health.condition, commerce.invoice] }
purposes:
  training: { kind: service, basis: contract, data: [health.condition] }
  newsletter: { basis: consent, data: [contact.email] }
  billing: { basis: { gdpr: legitimate-interest }, interest: To be paid, data: [commerce.invoice] }
`;
const club = openCompany(text);
const from = (country: string, region?: string) => [
  { kind: "collected", point: "desk", categories: ["contact.email", "health.condition", "commerce.invoice"] },
  { kind: "resides", country, ...(region ? { region } : {}), evidence: "stated" },
];
const ask = (purpose: string, data: string, facts: readonly Record<string, unknown>[]) =>
  club.decide({ person: "m3", purpose, data: [data] }, facts);

test("a ground that the program names and the person's law does not take is none", async () => {
  const european = await ask("training", "health.condition", from("PT"));
  expect(european).toMatchObject({
    allowed: false,
    rule: "special-data",
    source: { law: "gdpr", article: "GDPR Art. 9(1)-(2), 10", place: { line: 10 } },
  });
  expect((await ask("training", "health.condition", from("US", "CA"))).allowed).toBe(true);
});

test("an objection that the program does not offer counts where the person's law gives it", async () => {
  const objected = { kind: "objected", purpose: "billing", on: true };
  const european = await ask("billing", "commerce.invoice", [...from("PT"), objected]);
  expect(european).toMatchObject({ allowed: false, rule: "objection", source: { law: "gdpr", article: "GDPR Art. 21(1)" } });
  expect((await ask("billing", "commerce.invoice", [...from("US", "CA"), objected])).allowed).toBe(true);
});

test("a child is one up to the age of the law, not up to the program's lower one", async () => {
  const fifteen = { kind: "born", day: "2011-02-01" };
  const agreed = { kind: "consented", purpose: "newsletter", given: true };
  expect(await ask("newsletter", "contact.email", [...from("PT"), fifteen, agreed])).toMatchObject({
    allowed: false,
    rule: "minor",
    source: { law: "gdpr", article: "GDPR Art. 8(1)" },
  });
  const byParent = { ...agreed, by: "parent" };
  expect((await ask("newsletter", "contact.email", [...from("PT"), fifteen, byParent])).allowed).toBe(true);
});

test("somebody whose country nobody knows has the strictest answer of all laws", async () => {
  const [collected] = from("PT");
  const answer = await ask("training", "health.condition", collected === undefined ? [] : [collected]);
  expect(answer).toMatchObject({ allowed: false, rule: "special-data" });
});

test("in Brazil neither a contract nor a legitimate interest is a ground for data about health, and the check says so", async () => {
  const interest = text
    .replace("laws: [gdpr, ccpa]", "laws: [gdpr, lgpd]")
    .replace("basis: { gdpr: legitimate-interest }", "basis: legitimate-interest")
    .replace("minors: { under: { gdpr: 14, ccpa: 16 }, then: parent }", "")
    .replace("basis: contract", "basis: { gdpr: explicit-consent, lgpd: legitimate-interest }, interest: To train well");
  const brazilian = await openCompany(interest).decide({ person: "m3", purpose: "training", data: ["health.condition"] }, [
    ...from("BR"),
    { kind: "consented", purpose: "training", given: true, explicit: true },
  ]);
  expect(brazilian).toMatchObject({
    allowed: false,
    rule: "special-data",
    source: { law: "lgpd", article: "LGPD Art. 5 II, 11" },
  });
  const special = (of: string) => checked(of).findings.filter((finding) => finding.includes(" special "));
  expect(special(interest)).toEqual([expect.stringContaining("`training` has no ground that LGPD Art. 5 II, 11 takes")]);
  expect(special(interest.replace("lgpd: legitimate-interest", "lgpd: contract"))).toHaveLength(1);
  expect(special(interest.replace("lgpd: legitimate-interest", "lgpd: explicit-consent"))).toEqual([]);
});

test("the check lists each conflict with its line and the article", () => {
  const { findings } = checked(text);
  const conflicts = findings.filter((finding) => / (special|law-conflict) /.test(finding));
  expect(conflicts).toHaveLength(3);
  expect(conflicts[0]).toMatch(/^warning law-conflict 6: .*under 14 here, and under 16 by GDPR Art\. 8\(1\)/);
  expect(conflicts[1]).toMatch(/^warning special 10: .*`training` has no ground that GDPR Art\. 9\(1\)-\(2\), 10 takes/);
  expect(conflicts[2]).toMatch(/^warning law-conflict 12: .*`billing` cannot be stopped.*GDPR Art\. 21\(1\)/);
});
