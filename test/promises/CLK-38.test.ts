import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const site = openCompany(`
troth: 1
organization: { name: Dunlin Tasks, country: IE, contact: privacy@dunlin.example }
laws: [gdpr]
subjects: [member]
purposes:
  linking: { basis: consent, data: [device, usage] }
  help: { kind: support, basis: contract, data: [usage, contact.email] }
`);
const beside = { person: "m1", browser: "b1", purpose: "help", data: ["usage.click"], as: "member" };
const home = { kind: "resides", country: "IE", evidence: "stated" };
const link = { kind: "linked", to: "b1", on: true };
const yes = { kind: "consented", purpose: "linking", given: true };

test("a browser is tied to a name once that was allowed, and not before", async () => {
  const tie = { person: "m1", browser: "b1", purpose: "linking", data: ["usage.click"], as: "member" };
  expect(await site.ask(tie, [home])).toBe("no: consent");
  expect(await site.ask(tie, [home, yes])).toBe("yes");
});

test("without that, what a browser did is not used beside a name", async () => {
  expect(await site.ask(beside, [home])).toBe("no: linking");
  expect(await site.ask(beside, [home, link])).toBe("no: linking");
  expect(await site.ask(beside, [home, yes])).toBe("no: linking");
  expect(await site.ask(beside, [home, link, yes])).toBe("yes");
  expect(await site.ask({ ...beside, browser: "b2" }, [home, link, yes])).toBe("no: linking");
});

test("it comes undone at once when the yes is taken back, or the link is cut", async () => {
  const back = { ...yes, given: false, at: "2026-05-01T09:00:00Z" };
  expect(await site.ask(beside, [home, link, yes, back])).toBe("no: linking");
  const cut = { ...link, on: false, at: "2026-05-01T09:00:00Z" };
  expect(await site.ask(beside, [home, link, yes, cut])).toBe("no: linking");
});

test("a yes that the browser gave without a name ties nobody", async () => {
  expect(await site.ask(beside, [home, link, { ...yes, browser: "b1" }])).toBe("no: linking");
});

test("what the person gave themselves needs no link", async () => {
  expect(await site.ask({ ...beside, data: ["contact.email"] }, [home])).toBe("yes");
});
