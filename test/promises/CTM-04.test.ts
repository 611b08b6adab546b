import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../support/browser.ts";
import { checked } from "./support/decisions.ts";
import { EU, openTaggedSite, PROGRAM, type TaggedSite } from "./support/tagged-site.ts";

describeInBrowser("in a browser", () => {
  let tagged: TaggedSite;
  beforeAll(async () => {
    tagged = await openTaggedSite();
  });
  afterAll(() => tagged.close());

  test("each one that is not needed has a box of its own, by its name", async () => {
    const { page, press } = await tagged.visit({ place: EU });
    await press("Choose");
    for (const summary of await page.locator("summary").all()) await summary.click();
    const boxes = page.getByRole("checkbox");
    const labels = await Promise.all((await boxes.all()).map((one) => one.locator("xpath=..").locator("code").innerText()));
    const all = Object.values(checked(PROGRAM).program?.trackers ?? {}).filter(({ purpose }) => purpose !== "session");
    expect(labels.sort()).toEqual(all.map(({ name }) => name).sort());
  });

  test("a refused cookie is taken away and not set again, while the others of its use go on", async () => {
    const visitor = await tagged.visit({ place: EU });
    await visitor.press("Accept all");
    await expect.poll(visitor.stored).toContain("cookie _pd .fernhill.localhost");
    await visitor.choose("Privacy choices", { _pd: false });
    const marketing = async () => (await visitor.stored()).filter((one) => /cookie _pd/.test(one));
    expect(await marketing()).toEqual(["cookie _pd_seen .fernhill.localhost"]);
    await visitor.page.evaluate("retarget()");
    expect(await marketing()).toEqual(["cookie _pd_seen .fernhill.localhost"]);
    visitor.forget();
    await visitor.go("/books");
    expect(visitor.asked()).toContain("parade.localhost/retarget.js");
    expect(await marketing()).toEqual(["cookie _pd_seen .fernhill.localhost"]);
  });
});
