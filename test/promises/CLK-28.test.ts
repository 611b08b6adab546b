import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../support/browser.ts";
import { checked } from "./support/decisions.ts";
import { EU, openTaggedSite, PROGRAM, type TaggedSite } from "./support/tagged-site.ts";

const WITHOUT_PURPOSE = PROGRAM.replace("_pd:            { purpose: retargeting, ", "_pd:            { ");

test("a tracker without a purpose is none that a program may have", () => {
  expect(checked(PROGRAM).program?.trackers._ct).toMatchObject({ kind: "cookie", party: "first", purpose: "recognition" });
  expect(checked(WITHOUT_PURPOSE).program).toBeUndefined();
  expect(checked(WITHOUT_PURPOSE).findings.join("\n")).toContain("`trackers._pd` lacks `purpose`");
});

describeInBrowser("in a browser", () => {
  let tagged: TaggedSite;
  beforeAll(async () => {
    tagged = await openTaggedSite();
  });
  afterAll(() => tagged.close());

  test("before a choice there is what the site needs, and nobody else is asked", async () => {
    const visitor = await tagged.visit({ place: EU });
    await visitor.go("/books");
    expect(await visitor.stored()).toEqual(["cookie session www.fernhill.localhost"]);
    expect(visitor.asked()).toEqual([]);
  });

  test("where somebody's place is not known, it is the same", async () => {
    const visitor = await tagged.visit();
    expect(await visitor.stored()).toEqual(["cookie session www.fernhill.localhost"]);
    expect(visitor.asked()).toEqual([]);
  });

  test("each stands on the screen with whose it is, what it is and how long it stays", async () => {
    const { page, press } = await tagged.visit({ place: EU });
    await press("Choose");
    for (const summary of await page.locator("summary").all()) await summary.click();
    const items = await page.locator("li").allInnerTexts();
    const line = (name: string) => items.find((item) => item.split("\n")[0]?.trim() === name);
    expect(line("_ct")).toContain("Lumen Metrics. Cookie, 13 months. Know a visit again");
    expect(line("natter-tab")).toContain("Natter. Session storage, until the browser closes. Chat with us");
    expect(line("retarget-tag")).toContain("Parade Ads, third party. Script.");
    expect(line("session")).toContain("Fernhill. Cookie, until the browser closes. Needed for the site");
  });
});
