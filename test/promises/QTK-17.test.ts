import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const program = (never: string) => `
troth: 1
organization: { name: Kenari Stats, country: ID, contact: privasi@kenari.example }
laws: [id-pdp]
subjects: [visitor]
data:
  usage.*: { never: [${never}] }
purposes:
  analytics: { basis: consent, data: [usage] }
  linking: { basis: consent, data: [device] }
  support: { basis: contract, data: [usage, contact.email] }
`;
const site = openCompany(program("linking"));
const yes = [
  { kind: "resides", country: "ID", evidence: "stated" },
  { kind: "linked", to: "b1", on: true },
  ...["analytics", "linking"].map((purpose) => ({ kind: "consented", purpose, given: true, explicit: true, confirmed: true })),
];
const VISITS = ["usage.page-view", "usage.click", "usage.session"];

test("statistics are never linked to a person, consent or not, and the rule is named", async () => {
  for (const data of VISITS) {
    for (const facts of [yes, yes.slice(0, 1)]) {
      const answer = await site.decide({ person: "v1", browser: "b1", purpose: "linking", data: [data] }, facts);
      expect(answer).toMatchObject({ allowed: false, rule: "never-for", source: { place: { line: 7 } } });
      expect(answer.because).toContain("never serves `linking`, whatever was agreed to");
    }
  }
});

test("nor under another name: beside a person they serve nothing", async () => {
  for (const purpose of ["analytics", "support"]) {
    const answer = await site.decide({ person: "v1", browser: "b1", purpose, data: ["usage.click"], as: "visitor" }, yes);
    expect(answer).toMatchObject({ allowed: false, rule: "linking" });
    expect(answer.because).toContain("never for `linking`");
  }
});

test("of a browser alone they are counted, where that was agreed to", async () => {
  const facts = yes.map((fact) => (fact.kind === "linked" ? { kind: "shown", notice: "v1" } : fact));
  expect(await site.ask({ browser: "b1", purpose: "analytics", data: ["usage.click"], as: "visitor" }, facts)).toBe("yes");
});
