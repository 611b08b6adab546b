import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const firm = openCompany(`
troth: 1
organization: { name: Alder Software, country: US, contact: privacy@alder.example }
laws: [gdpr, ccpa]
subjects: [subscriber]
purposes:
  own-news: { kind: newsletter, basis: consent, data: [contact.email] }
  partner-news: { kind: direct-marketing, basis: consent, data: [contact.email] }
`);
const ask = (purpose: string) => ({ person: "s1", purpose, data: ["contact.email"] });
const chose = (purpose: string, given: boolean, at = "2026-03-01T09:00:00Z") => ({ kind: "consented", purpose, given, at });
const BOTH = ["own-news", "partner-news"];

test("a yes to one is no yes to the other", async () => {
  for (const purpose of BOTH) {
    const other = BOTH.filter((name) => name !== purpose)[0] ?? "";
    expect(await firm.ask(ask(purpose), [chose(purpose, true)])).toBe("yes");
    expect(await firm.ask(ask(other), [chose(purpose, true)])).toBe("no: consent");
  }
});

test("each is left apart: the other goes on", async () => {
  const both = BOTH.map((purpose) => chose(purpose, true));
  const left = chose("partner-news", false, "2026-05-01T09:00:00Z");
  expect(await firm.ask(ask("partner-news"), [...both, left])).toBe("no: consent");
  expect(await firm.ask(ask("own-news"), [...both, left])).toBe("yes");
});

test("an objection to one is none to the other", async () => {
  const both = BOTH.map((purpose) => chose(purpose, true));
  const objected = { kind: "objected", purpose: "partner-news", on: true, at: "2026-05-01T09:00:00Z" };
  expect(await firm.ask(ask("partner-news"), [...both, objected])).toBe("no: objection");
  expect(await firm.ask(ask("own-news"), [...both, objected])).toBe("yes");
});
