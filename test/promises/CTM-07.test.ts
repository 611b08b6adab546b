import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../support/browser.ts";
import { openTaggedSite, type TaggedSite, type Visitor } from "./support/tagged-site.ts";

const ids = async (visitor: Visitor) => (await visitor.stored()).filter((one) => /^cookie _ct/.test(one));

describeInBrowser("in a browser", () => {
  let tagged: TaggedSite;
  beforeAll(async () => {
    tagged = await openTaggedSite();
  });
  afterAll(() => tagged.close());
  const counted = () => tagged.site.asked.filter((one) => one.includes("/collect")).map((one) => one.split("?")[1]);

  test("statistics run without knowing who, and the tag is told so before it runs", async () => {
    tagged.site.asked.length = 0;
    const visitor = await tagged.visit({ place: { country: "GB" } });
    await expect.poll(counted).toEqual(["nobody"]);
    const told = await visitor.page.evaluate("[...dataLayer].map((one) => [one[1], one[2].analytics_storage])");
    expect(told).toEqual([
      ["default", "denied"],
      ["default", "denied"],
    ]);
    // A tag that does not listen sets no identifier all the same.
    await visitor.page.evaluate("document.cookie = '_ct=1;path=/'");
    expect(await ids(visitor)).toEqual([]);
  });

  test("a yes to it lets the tag know a visit again, and taking that back ends it at once", async () => {
    tagged.site.asked.length = 0;
    const visitor = await tagged.visit({ place: { country: "GB" } });
    await visitor.choose("Choose", { "Know a visit again": true });
    await expect.poll(counted).toEqual(["nobody", "id"]);
    expect(await ids(visitor)).toHaveLength(2);
    await visitor.choose("Privacy choices", { "Know a visit again": false });
    await expect.poll(counted).toEqual(["nobody", "id", "nobody"]);
    expect(await ids(visitor)).toEqual([]);
  });
});
