import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../support/browser.ts";
import { checked } from "./support/decisions.ts";
import { scanSite } from "./support/scan-site.ts";
import { EU, openTaggedSite, PROGRAM, type TaggedSite } from "./support/tagged-site.ts";

test("one that is filed under a use for which its provider has none is reported", () => {
  const wrong = PROGRAM.replace("_ct_*:          { purpose: recognition", "_ct_*:          { purpose: chat");
  expect(checked(wrong).findings.join("\n")).toContain("`_ct_*` serves `chat`, and Lumen Metrics receives data for");
  expect(checked(PROGRAM).findings.join("\n")).not.toContain("_ct_*");
});

describeInBrowser("in a browser", () => {
  let tagged: TaggedSite;
  beforeAll(async () => {
    tagged = await openTaggedSite();
  });
  afterAll(() => tagged.close());

  test("names with a varying tail are declared once, and each such name waits and goes", async () => {
    const visitor = await tagged.visit({ place: EU });
    const family = async () => (await visitor.stored()).filter((one) => /^cookie _ct/.test(one));
    const write = (tail: string) => visitor.page.evaluate(`document.cookie = "_ct_${tail}=1;path=/"`);
    await write("EARLY");
    expect(await family()).toEqual([]);
    await visitor.press("Accept all");
    await expect.poll(family).toHaveLength(2);
    await write("4F");
    expect(await family()).toEqual([
      "cookie _ct .fernhill.localhost",
      "cookie _ct_4F www.fernhill.localhost",
      "cookie _ct_7QX www.fernhill.localhost",
    ]);
    await visitor.choose("Privacy choices", { "_ct_*": false });
    expect(await family()).toEqual(["cookie _ct .fernhill.localhost"]);
    await visitor.page.evaluate("document.cookie = '_cts=1;path=/'");
    expect(await family()).toContain("cookie _cts www.fernhill.localhost");
  });

  test("a live cookie that is filed under the wrong owner or use is reported", async () => {
    await tagged.visit({ place: EU });
    const wrong = PROGRAM.replaceAll("PORT", String(tagged.site.port))
      .replace("_ct_*:          { purpose: recognition, provider: lumen", "_ct_*:          { purpose: chat, provider: natter")
      .replace("natter_here:    {", "natter_here:    { party: third,")
      .replace("_pd_seen:       { purpose: retargeting", "_pd_seen:       { purpose: session");
    expect(checked(wrong).findings.filter((one) => one.startsWith("error"))).toEqual([]);
    const { told, findings, status } = await scanSite(wrong, "--country", "DE", "--most", "2");
    expect(status).toBe(1);
    // Nothing is said of those that are filed rightly.
    const wrongs = told.filter((one) => one.startsWith("wrong")).map((one) => one.replace(/ of .*/, ""));
    expect([...new Set(wrongs)].sort()).toEqual([
      "wrong-owner: cookie _ct_7QX",
      "wrong-party: cookie natter_here",
      "wrong-purpose: cookie _pd_seen",
    ]);
    const owner = findings.find(({ code }) => code === "wrong-owner");
    expect(owner).toMatchObject({ tracker: "_ct_*", by: expect.stringMatching(/^count\.localhost:\d+\/count\.js$/) });
    expect(owner?.says).toContain("is declared as Natter's for `chat`, and `count-tag` of Lumen Metrics sets it");
    expect(wrong.split("\n")[(owner?.place?.line ?? 0) - 1]).toContain("_ct_*:");
  });

  test("the screen says whose they are", async () => {
    const { page, press } = await tagged.visit({ place: EU });
    await press("Choose");
    const item = page.locator("li", { has: page.getByText("_ct_*", { exact: true }) });
    expect(await item.textContent()).toContain("Lumen Metrics. Cookie, 13 months.");
  });
});
