import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const site = openCompany(`
troth: 1
organization: { name: Marlow Maps, country: US, contact: privacy@marlow.example }
laws: [gdpr, ccpa, us-states]
subjects: [visitor]
purposes:
  following: { kind: cross-context-advertising, basis: consent, never: [ccpa], data: [device.cookie-id] }
`);
const ask = { browser: "b1", purpose: "following", data: ["device.cookie-id"], as: "visitor" };
const yes = { kind: "consented", purpose: "following", given: true, explicit: true, confirmed: true };
const lives = (country: string, region?: string) => ({
  kind: "resides",
  country,
  ...(region ? { region } : {}),
  evidence: "stated",
});

test("a Californian is never followed, whatever was clicked", async () => {
  for (const facts of [[], [yes], [{ ...yes, given: false }]])
    expect(await site.ask(ask, [lives("US", "CA"), ...facts])).toBe("no: law-never");
  expect((await site.decide(ask, [lives("US", "CA"), yes])).source).toMatchObject({ law: "ccpa", place: { line: 7 } });
});

test("whoever may be a Californian is none that is followed", async () => {
  expect(await site.ask(ask, [yes])).toBe("no: law-never");
  expect(await site.ask(ask, [lives("US"), yes])).toBe("no: law-never");
  expect(await site.ask({ ...ask, place: { country: "US", region: "CA" } }, [yes])).toBe("no: law-never");
  expect(await site.ask({ ...ask, place: { country: "DE" } }, [lives("US", "CA"), yes])).toBe("no: law-never");
});

test("elsewhere it waits for a yes", async () => {
  expect(await site.ask(ask, [lives("DE")])).toBe("no: consent");
  expect(await site.ask(ask, [lives("DE"), yes])).toBe("yes");
});

test.skip("a page for a Californian loads no such tag (part of a later issue)", () => {});
