// An answer in the cookie: how long and for what it holds, in other tabs too, and what does not fit into it.
import { expect, test } from "vitest";
import { chooseBoxes, context, describeOnSite, go, page, press, settled, site, traces, VIDEOS } from "./gate-page.ts";

describeOnSite("answers", () => {
  test("a purpose that has changed is asked for again, and its trackers wait; new words alone ask nobody", async () => {
    await go();
    await press("Accept all");
    await settled();
    site.show({ place: { country: "DE" }, change: (text) => text.replaceAll("Measure the site", "Count visits") });
    await go();
    expect(await page.getByRole("button", { name: "Accept all" }).count()).toBe(0);
    site.show({
      place: { country: "DE" },
      change: (text) =>
        text
          .replace("purpose: measure, provider: lumen, lasts: 13", "purpose: measure, provider: parade, lasts: 13")
          .replace("for: [advertising]", "for: [advertising, measure]"),
    });
    site.asked.length = 0;
    await go();
    expect(await page.getByRole("button", { name: "Accept all" }).isVisible()).toBe(true);
    expect(site.asked.filter((one) => one.startsWith("lumen"))).toEqual([]);
    expect(site.asked.filter((one) => one.startsWith("reel"))).not.toEqual([]);
  });

  test("an answer is over when its time is: a yes no longer holds, a no still does", async () => {
    await go();
    await chooseBoxes(["Show videos"]);
    await page.clock.install({ time: Date.now() + 200 * 86_400_000 });
    site.asked.length = 0;
    await go();
    expect(await page.getByRole("button", { name: "Refuse all" }).isVisible()).toBe(true);
    expect(site.asked).toEqual([]);
  });

  test("more single answers than a cookie holds: a no among them is one to their purpose, and none is lost", async () => {
    const ids = Array.from({ length: 200 }, (_, at) => `_visit_part_${at}`);
    const lines = ids.map((id) => `  ${id}: { purpose: measure, provider: lumen }\n`).join("");
    site.show({ place: { country: "DE" }, change: (text) => text.replace("trackers:\n", `trackers:\n${lines}`) });
    await go();
    const singly = Object.fromEntries(ids.map((id, at) => [id, at % 2 === 0]));
    const choices = { measure: true, videos: true, advertising: false, ...singly };
    await page.evaluate(`troth.consent.set(${JSON.stringify(choices)})`);
    await settled();
    expect(site.records).toMatchObject([{ choices }]);
    for (const path of ["/", "/books"]) {
      site.asked.length = 0;
      await go(path);
      expect(await page.getByRole("button", { name: "Refuse all" }).count()).toBe(0);
      const allowed = await page.evaluate<Record<string, boolean>>("troth.consent.get()");
      expect(allowed).toMatchObject({
        measure: false,
        videos: true,
        advertising: false,
        _visit_part_0: false,
        _visit_part_1: false,
      });
      expect(await traces()).toEqual(VIDEOS);
    }
  });

  test("another tab of the site goes by a refusal at once, starts nothing more, and writes no old yes back", async () => {
    await go();
    await press("Accept all");
    await settled();
    const other = await context.newPage();
    await other.goto(site.address("/books"));
    expect(await other.evaluate("troth.consent.isAllowed('measure')")).toBe(true);
    await page.getByRole("button", { name: "Privacy choices" }).click();
    await page.getByRole("button", { name: "Refuse all", exact: true }).click();
    await expect.poll(() => other.evaluate("troth.consent.isAllowed('measure')")).toBe(false);
    await other.evaluate("troth.consent.signedOut()");
    await other.evaluate("troth.consent.set({ videos: true })");
    site.asked.length = 0;
    await go();
    expect(await page.evaluate("troth.consent.get()")).toMatchObject({ measure: false, videos: true, advertising: false });
    await other.close();
  });

  test("a part of an answer leaves the noes that were said before", async () => {
    await go();
    await press("Refuse all");
    await page.evaluate("troth.consent.set({ videos: true })");
    await go("/books");
    const cookie = (await context.cookies()).find(({ name }) => name === "troth_choice")?.value ?? "";
    expect(JSON.parse(decodeURIComponent(cookie)).c).toEqual({ measure: false, videos: true, advertising: false });
  });

  test("what else stands in the cookie is no answer, and breaks nothing", async () => {
    const junk = [
      ...['{"c":{"measure":true},"s":[],"u":9e15}', '{"c":{},"s":"","p":1}', '{"c":{},"s":"","p":{"s":""}}'],
      ...[
        '{"c":{},"s":"","a":{"k":1}}',
        '{"c":{},"s":"","a":{"k":{"c":{},"s":"","p":{"c":{"measure":true}}}}}',
        '{"c":{},"s":"","a":1}',
      ],
    ].map(encodeURIComponent);
    for (const value of ["1", "%", "%7B%7D", "%7B%22c%22%3A1%7D", ...junk]) {
      await context.addCookies([{ name: "troth_choice", value, domain: "www.fernhill.localhost", path: "/" }]);
      await go();
      expect(await page.getByRole("button", { name: "Refuse all" }).isVisible()).toBe(true);
      expect(await traces()).toEqual([]);
    }
  });
});
