import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const house = openCompany(`
troth: 1
organization: { name: Larkin Themes, country: DE, contact: privacy@larkin.example }
laws: [gdpr]
subjects: [customer]
purposes:
  follow-up: { kind: direct-marketing, basis: legitimate-interest, interest: Help with what was downloaded, data: [contact.email] }
recipients:
  reseller:
    name: Reseller
    kind: reseller
    country: AT
    for: [follow-up]
    receives: [contact.email]
    when: download
    regions: [AT, SI]
    told: { mail: privacy@reseller.example }
    agreement: { kind: third-party, date: 2026-01-01, document: reseller.pdf }
`);
const ask = { person: "c1", purpose: "follow-up", data: ["contact.email"], recipient: "reseller" };
const lives = (country: string) => ({ kind: "resides", country, evidence: "stated" });
const download = { kind: "occasion", event: "download" };

test("the reseller of somebody's region hears of a download, and of nobody without one", async () => {
  for (const country of ["AT", "SI"]) {
    expect(await house.ask(ask, [lives(country), download])).toBe("yes");
    expect(await house.ask(ask, [lives(country)])).toBe("no: occasion");
  }
});

test("of another region it hears nothing", async () => {
  const answer = await house.decide(ask, [lives("PL"), download]);
  expect(answer).toMatchObject({ allowed: false, rule: "region" });
  expect(answer.because).toContain("AT, SI");
  const moved = { ...lives("PL"), at: "2026-05-01T09:00:00Z" };
  expect(await house.ask(ask, [lives("AT"), moved, download])).toBe("no: region");
  const shown = { kind: "resides", country: "PL", evidence: "shown" };
  expect(await house.ask(ask, [lives("AT"), shown, download])).toBe("no: region");
});

test("where nobody knows where somebody lives, it hears nothing", async () => {
  expect(await house.ask(ask, [download])).toBe("no: region");
});

test("an objection ends it in every region", async () => {
  const objected = { kind: "objected", purpose: "follow-up", on: true };
  expect(await house.ask(ask, [lives("AT"), download, objected])).toBe("no: objection");
});
