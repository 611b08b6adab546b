// A record of a choice comes home once, whatever the server and the network do, and holds nobody up.
import { expect, test } from "vitest";
import { describeOnSite, go, page, press, site } from "./gate-page.ts";

describeOnSite("records", () => {
  test.each(["down", "refuses", "slow", "lies"] as const)(
    "a server that is %s does not break the page, and the record comes in the end, once",
    async (how) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      site.behave(how);
      await go();
      await press("Refuse all");
      await page.waitForTimeout(300);
      expect(await page.getByRole("button", { name: "Privacy choices" }).isVisible()).toBe(true);
      site.behave("keeps");
      await go("/books");
      await page.waitForTimeout(how === "slow" ? 3500 : 300);
      expect(site.records).toHaveLength(1);
      expect(await page.evaluate("localStorage.getItem('troth_pending')")).toBe(null);
      expect(errors).toEqual([]);
    },
  );

  test.each(["a page", "nothing", "elsewhere"] as const)(
    "where %s is answered in the server's place, nothing was kept: the next page sends it again, and it comes once",
    async (how) => {
      site.behave(how);
      await go();
      await press("Refuse all");
      await page.waitForTimeout(300);
      expect(site.records).toEqual([]);
      site.behave("keeps");
      await go("/books");
      await expect.poll(() => page.evaluate("localStorage.getItem('troth_pending')")).toBe(null);
      expect(site.records).toHaveLength(1);
    },
  );

  test("a record that a server does not know comes once another takes it, and before what was chosen after it", async () => {
    site.behave("never");
    await go();
    await press("Accept all");
    await page.waitForTimeout(300);
    site.behave("keeps");
    await page.evaluate("troth.consent.set({ measure: false, videos: false, advertising: false })");
    await expect.poll(() => site.records.map(({ choices }) => choices.measure)).toEqual([true, false]);
  });

  test("a record that Troth never takes does not hold up the choices after it for longer than an hour", async () => {
    site.behave("never");
    await go();
    await press("Accept all");
    await page.waitForTimeout(300);
    await page.clock.setFixedTime(Date.now() + 61 * 60_000);
    await go("/books");
    await expect.poll(() => page.evaluate("localStorage.getItem('troth_pending')")).toBe(null);
    site.behave("keeps");
    await page.evaluate("troth.consent.set({ measure: false, videos: false, advertising: false })");
    await expect.poll(() => site.records.map(({ choices }) => choices.measure)).toEqual([false]);
  });

  test("a server that takes twenty seconds holds nobody up, and what it keeps late is kept once", async () => {
    site.behave("very slow");
    await go();
    await press("Accept all");
    await expect.poll(() => page.evaluate("window.lumen")).toBe(1);
    site.behave("keeps");
    await go("/books");
    await expect.poll(() => page.evaluate("localStorage.getItem('troth_pending')")).toBe(null);
    await page.waitForTimeout(20_000);
    expect(site.records).toHaveLength(1);
  });

  test("a choice after which the page is left at once, for another site, comes all the same", async () => {
    await go();
    const elsewhere = site.address("/embed", "reel.localhost");
    await page.evaluate(
      `troth.consent.set({ measure: false, videos: false, advertising: false }); location.href = ${JSON.stringify(elsewhere)}`,
    );
    await page.waitForURL(elsewhere);
    await expect.poll(() => site.records.map(({ how }) => how)).toEqual(["api"]);
  });

  test("where local storage takes nothing, a choice is sent all the same", async () => {
    await go();
    await page.evaluate("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }");
    await press("Refuse all");
    await expect.poll(() => site.records.map(({ how }) => how)).toEqual(["refuse-all"]);
  });
});
