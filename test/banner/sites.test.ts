// Sites of one domain share the cookie, and each asks what nobody has answered.
import { expect, test } from "vitest";
import { chooseBoxes, context, describeOnSite, go, page, press, site } from "./gate-page.ts";

describeOnSite("sites of one domain", () => {
  /** Another site of the domain: it measures by another network beside ours, shows no videos and sells places. */
  const BLOG = (text: string): string =>
    text
      .replace(
        "  videos: { kind",
        "  places: { kind: functionality, label: Places, data: [usage.page-view], basis: consent }\n  videos: { kind",
      )
      .replace("for: [advertising]", "for: [advertising, measure]")
      .replace(
        / {2}reel-player:.*/,
        '  places-tag: { kind: tag, party: third, purpose: places, provider: parade, loads: ["http://parade.localhost/places"] }',
      )
      .replace(/( {2}lumen-replay:.*)/, "$1\n  _pm: { purpose: measure, provider: parade }")
      .replace("for: [advertising, measure]", "for: [advertising, measure, places]");
  const onShop = async (): Promise<void> => {
    site.show({ place: { country: "DE" } });
    site.asked.length = 0;
    await go("/", "shop.fernhill.localhost");
  };
  const onBlog = async (): Promise<void> => {
    site.show({ place: { country: "DE" }, change: BLOG });
    site.head("");
    site.body("");
    await go("/", "blog.fernhill.localhost");
  };
  const isAsked = async (): Promise<boolean> => (await page.getByRole("button", { name: "Refuse all" }).count()) > 0;
  const may = (): Promise<object> => page.evaluate("troth.consent.get()");

  test("sites of one domain that ask different things each ask once: coming back, what was answered there holds", async () => {
    await onShop();
    await chooseBoxes(["Measure the site", "Show videos"]);
    await onBlog();
    expect(await isAsked()).toBe(true);
    // The same name for the purpose, and another network behind it: a yes to the one is none to the other.
    expect(await may()).toMatchObject({ measure: false, places: false, advertising: false });
    await press("Accept all");
    for (const _ of ["back", "and again"]) {
      await onShop();
      expect([await isAsked(), await may()]).toMatchObject([false, { measure: true, videos: true }]);
      await onBlog();
      expect([await isAsked(), await may()]).toMatchObject([false, { measure: true, places: true, advertising: true }]);
    }
  });

  test("a yes to a site's purpose lifts no refusal of another site's of that name", async () => {
    await onShop();
    await press("Refuse all");
    await onBlog();
    await press("Accept all");
    await onShop();
    expect([await isAsked(), await may()]).toMatchObject([false, { measure: false, videos: false }]);
    expect(site.asked).toEqual([]);
  });

  test("a refusal on one holds on the others by its name, for good: a later yes there is none here", async () => {
    await onShop();
    await chooseBoxes(["Measure the site", "Show videos"]);
    await onBlog();
    await press("Refuse all");
    await onShop();
    expect([await isAsked(), await may()]).toMatchObject([false, { measure: false, videos: true, advertising: false }]);
    await onBlog();
    await press("Privacy choices");
    await press("Accept all");
    await onShop();
    expect([await isAsked(), await may()]).toMatchObject([false, { measure: false, videos: true }]);
    expect(site.asked.filter((one) => one.startsWith("lumen"))).toEqual([]);
  });

  test("each site's answer is over at its own time", async () => {
    await onShop();
    await chooseBoxes(["Measure the site", "Show videos"]);
    await page.clock.install({ time: Date.now() + 100 * 86_400_000 });
    await onBlog();
    await press("Accept all");
    await page.clock.setFixedTime(Date.now() + 200 * 86_400_000);
    await onBlog();
    expect([await isAsked(), await may()]).toMatchObject([false, { measure: true, places: true }]);
    await onShop();
    expect([await isAsked(), await may()]).toMatchObject([true, { measure: false, videos: false }]);
  });

  test("however often somebody chooses, a site has one answer in the cookie; where they do not fit, a refusal is lost nowhere", async () => {
    for (const _ of ["once", "twice", "thrice"]) {
      await onShop();
      await page.evaluate("troth.consent.set({ measure: false, videos: true, advertising: false })");
      await onBlog();
      await page.evaluate("troth.consent.set({ measure: true, places: true, advertising: false })");
    }
    const value = (await context.cookies()).find(({ name }) => name === "troth_choice")?.value ?? "";
    const { p } = JSON.parse(decodeURIComponent(value)) as { p: Record<string, unknown> };
    expect([Object.keys(p), p.c]).toEqual([["c", "s", "u", "g"], { measure: false, videos: true, advertising: false }]);
    const ids = Array.from({ length: 200 }, (_, at) => `_visit_part_${at}`);
    const lines = ids.map((id) => `  ${id}: { purpose: measure, provider: lumen }\n`).join("");
    site.show({ place: { country: "DE" }, change: (text) => BLOG(text).replace("trackers:\n", `trackers:\n${lines}`) });
    await go("/", "blog.fernhill.localhost");
    const singly = Object.fromEntries(ids.map((id) => [id, true]));
    await page.evaluate(`troth.consent.set(${JSON.stringify({ measure: true, places: true, advertising: false, ...singly })})`);
    await onShop();
    expect([await isAsked(), await may()]).toMatchObject([true, { measure: false, advertising: false }]);
  });
});
