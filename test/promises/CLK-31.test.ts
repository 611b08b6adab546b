import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const site = openCompany(`
troth: 1
organization: { name: Pell Weather, country: IE, contact: privacy@pell.example }
laws: [gdpr, ccpa]
subjects: [reader]
purposes:
  forecast: { kind: service, basis: contract, data: [location.approximate] }
  newsletter: { basis: consent, data: [contact.email] }
`);
const newsletter = { person: "r1", purpose: "newsletter", data: ["contact.email"], as: "reader" };
const visits = (days: number) =>
  Array.from({ length: days }, (_, day) => ({
    kind: "shown",
    notice: day < 40 ? "v1" : "v2",
    at: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
  }));

test("any amount of use is no consent", async () => {
  for (const days of [1, 40, 120]) expect(await site.ask(newsletter, visits(days))).toBe("no: consent");
  const { because } = await site.decide(newsletter, visits(120));
  expect(because).toContain("use is no consent");
});

test("of a browser neither", async () => {
  const seen = { kind: "shown", notice: "v2", browser: "b1" };
  expect(await site.ask({ browser: "b1", purpose: "newsletter", data: ["contact.email"], as: "reader" }, [seen])).toBe(
    "no: consent",
  );
});

test("what rests on the contract goes on, and a recorded yes is a yes", async () => {
  expect(await site.ask({ ...newsletter, purpose: "forecast", data: ["location.approximate"] }, visits(3))).toBe("yes");
  expect(await site.ask(newsletter, [...visits(3), { kind: "consented", purpose: "newsletter", given: true }])).toBe("yes");
});

test("use after a no changes nothing", async () => {
  const no = { kind: "consented", purpose: "newsletter", given: false, at: "2025-12-01T09:00:00Z" };
  expect(await site.ask(newsletter, [no, ...visits(120)])).toBe("no: consent");
});
