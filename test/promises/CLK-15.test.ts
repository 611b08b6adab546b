import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../support/browser.ts";
import { openCompany } from "./support/decisions.ts";
import { CALIFORNIA, EU, openTaggedSite, type TaggedSite } from "./support/tagged-site.ts";

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

describeInBrowser("in a browser", () => {
  let tagged: TaggedSite;
  beforeAll(async () => {
    tagged = await openTaggedSite();
  });
  afterAll(() => tagged.close());

  test("a page for a Californian loads no such tag, whatever was clicked", async () => {
    const visitor = await tagged.visit({ place: CALIFORNIA });
    await visitor.page.evaluate("troth.consent.set({ retargeting: true, following: true })");
    await visitor.go("/books");
    expect(visitor.asked()).toContain("parade.localhost/retarget.js");
    expect(visitor.asked()).not.toContain("parade.localhost/follow.js");
    await visitor.press("Do Not Sell or Share My Personal Information");
    expect(await visitor.page.getByRole("group", { name: "Follow across sites" }).count()).toBe(0);
  });

  test("a page for others loads it after a yes", async () => {
    const visitor = await tagged.visit({ place: EU });
    await visitor.press("Accept all");
    await expect.poll(visitor.asked).toContain("parade.localhost/follow.js");
  });
});
