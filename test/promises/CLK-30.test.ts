import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../support/browser.ts";
import { EU, openTaggedSite, type TaggedSite } from "./support/tagged-site.ts";

describeInBrowser("in a browser", () => {
  let tagged: TaggedSite;
  beforeAll(async () => {
    tagged = await openTaggedSite();
  });
  afterAll(() => tagged.close());

  test("a retargeting tag waits for a yes to marketing, whatever else was said yes to", async () => {
    const visitor = await tagged.visit({ place: EU });
    expect(visitor.asked()).toEqual([]);
    await visitor.choose("Choose", { "Count visits": true, "Chat with us": true });
    await visitor.go("/books");
    expect(visitor.asked()).toContain("natter.localhost/chat.js");
    expect(visitor.asked().filter((one) => one.startsWith("parade"))).toEqual([]);
    await visitor.choose("Privacy choices", { "Adverts elsewhere": true });
    await expect.poll(visitor.asked).toContain("parade.localhost/retarget.js");
  });

  test("taking it back clears its cookies, and its tag sets none and is not asked again", async () => {
    const visitor = await tagged.visit({ place: EU });
    await visitor.press("Accept all");
    await expect.poll(visitor.stored).toContain("cookie _pd .fernhill.localhost");
    const marketing = async () => (await visitor.stored()).filter((one) => /cookie _pd/.test(one));
    await visitor.choose("Privacy choices", { "Adverts elsewhere": false });
    expect(await marketing()).toEqual([]);
    await visitor.page.evaluate("retarget()");
    expect(await marketing()).toEqual([]);
    visitor.forget();
    await visitor.go("/books");
    expect(visitor.asked()).not.toContain("parade.localhost/retarget.js");
    expect(await marketing()).toEqual([]);
  });
});
