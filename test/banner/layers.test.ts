// Both layers as people meet them: by keyboard, by a screen reader's rules, at 320 pixels, in the dark, from right to left.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  axeFindings,
  type Browser,
  type BrowserContext,
  describeInBrowser,
  type Looking,
  lookWith,
  openBrowser,
  overflowOf,
  type Page,
} from "../support/browser.ts";
import { openSite, type Shown, type Site } from "./site.ts";

let site: Site;
let browser: Browser;
let context: BrowserContext;
let page: Page;

const shots = process.env.TROTH_BANNER_SHOTS;
const shoot = async (name: string): Promise<void> => {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` });
};
const button = (name: string) => page.getByRole("button", { name, exact: true });
/** What has the focus, inside the banner too: its words. */
const focused = (): Promise<string> =>
  page.evaluate(`(() => {
    let at = document.activeElement;
    while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at === document.body ? "body" : at.id === "own" ? "own" : at.innerText || at.closest("label")?.innerText || at.tagName;
  })()`);
const isInert = (): Promise<boolean> =>
  page.evaluate(`(() => {
    const link = document.querySelector("nav a");
    link.focus();
    return document.activeElement !== link;
  })()`);

async function look(shown: Shown, how: Parameters<typeof lookWith>[1] = {}): Promise<void> {
  await context?.close();
  context = await lookWith(browser, how);
  page = await context.newPage();
  site.show(shown);
  await page.goto(site.address());
}

const EU: Shown = { place: { country: "DE" } };
const modal: Shown = {
  ...EU,
  change: (text) => text.replace("languages: [en, id]", "languages: [en, id], banner: { modal: true }"),
};

describeInBrowser("the layers", () => {
  beforeAll(async () => {
    site = await openSite();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });
  beforeEach(() => {
    site.behave("keeps");
  });

  test.each<[string, Looking]>([
    ["wide", { width: 1280 }],
    ["wide-dark", { width: 1280, dark: true }],
    ["tablet", { width: 768 }],
    ["narrow", { width: 320 }],
    ["narrow-dark", { width: 320, dark: true }],
    ["narrow-id", { width: 320, language: "id" }],
  ])("nothing is found by axe on either layer, and nobody scrolls sideways: %s", async (name, how) => {
    await look({ ...EU, language: how.language ?? "en" }, how);
    const { accept, choose, close } = site.banner.texts;
    await button(accept).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    await shoot(`first-${name}`);
    await button(choose).click();
    await button(close).waitFor();
    await page.locator("summary").first().click();
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    await shoot(`second-${name}`);
    await button(close).click();
    await button(site.banner.texts.refuse).click();
    expect(await axeFindings(page)).toEqual([]);
    await shoot(`again-${name}`);
  });

  test.each(["en", "id"] as const)(
    "at 400 per cent of a small screen every answer is in view on both layers, and the text can be read to its end: in %s",
    async (language) => {
      await look({ ...EU, language }, { width: 320, language });
      await page.setViewportSize({ width: 320, height: 256 });
      const { accept, refuse, choose, save, notice } = site.banner.texts;
      const inView = async (names: readonly string[]): Promise<readonly string[]> => {
        const found: string[] = [];
        for (const name of names) {
          const { y = -1, height = 0 } = (await button(name).boundingBox()) ?? {};
          if (y >= 0 && y + height <= 256) found.push(name);
        }
        return found;
      };
      await button(accept).waitFor();
      expect(await inView([accept, refuse, choose])).toEqual([accept, refuse, choose]);
      await page.locator("troth-banner").getByRole("link", { name: notice }).scrollIntoViewIfNeeded();
      const link = await page.locator("troth-banner").getByRole("link", { name: notice }).boundingBox();
      const answer = await button(accept).boundingBox();
      expect((link?.y ?? 0) + (link?.height ?? 0)).toBeLessThanOrEqual(answer?.y ?? 0);
      expect(await inView([accept, refuse, choose])).toEqual([accept, refuse, choose]);
      expect([await axeFindings(page), await overflowOf(page)]).toEqual([[], 0]);
      await shoot(`first-zoomed-${language}`);
      await button(choose).click();
      expect(await inView([save, accept, refuse])).toEqual([save, accept, refuse]);
      // What has the focus is not under them.
      const last = page.locator("troth-banner summary").last();
      await last.focus();
      const [focus, foot] = [await last.boundingBox(), await page.locator("troth-banner .foot").boundingBox()];
      expect((focus?.y ?? 0) + (focus?.height ?? 0)).toBeLessThanOrEqual(foot?.y ?? 0);
      expect(await axeFindings(page)).toEqual([]);
      await shoot(`second-zoomed-${language}`);
    },
  );

  test.each([1280, 320])("three answers of one size and weight, 44 pixels high, each a single step: at %i", async (width) => {
    await look(EU, { width });
    const looks = await page.evaluate<
      string[]
    >(`[...document.querySelector("troth-banner").shadowRoot.querySelectorAll(".answers button")].map((one) => {
      const { width, height } = one.getBoundingClientRect();
      const { color, backgroundColor, fontWeight, fontSize, borderColor } = getComputedStyle(one);
      return [Math.round(width), height >= 44, color, backgroundColor, fontWeight, fontSize, borderColor].join(" ");
    })`);
    expect(looks).toHaveLength(3);
    expect(new Set(looks).size).toBe(1);
    await button("Choose").click();
    const small = await page.evaluate(
      `[...document.querySelector("troth-banner").shadowRoot.querySelectorAll("button, summary, label")].filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.9).map((one) => one.innerText)`,
    );
    expect(small).toEqual([]);
  });

  test.each([1280, 320])(
    "what stands at the page's end can be reached beneath the first layer, and no room stays: at %i",
    async (width) => {
      site.body(`<p>${"All that a small firm writes down. ".repeat(100)}</p>`);
      await look(EU, { width });
      const heightOf = (): Promise<number> => page.evaluate("document.documentElement.scrollHeight");
      // Room is made once the layer is drawn.
      await expect.poll(() => page.evaluate("document.documentElement.style.paddingBottom")).not.toBe("");
      const asked = await heightOf();
      await page.locator("#own").click({ trial: true });
      // By keyboard: whatever has the focus is not under the layer.
      await page.locator("#own").focus();
      const { top, bottom } = await page.evaluate<{ top: number; bottom: number }>(`({
      bottom: document.querySelector("#own").getBoundingClientRect().bottom,
      top: document.querySelector("troth-banner").shadowRoot.querySelector("section").getBoundingClientRect().top,
    })`);
      expect(bottom).toBeLessThanOrEqual(top);
      await button("Refuse all").click();
      await expect.poll(heightOf).toBeLessThan(asked - 50);
      site.body("");
    },
  );

  test("the first layer is a named region, takes no focus, and leaves the page to be used", async () => {
    await look(EU);
    expect(await page.getByRole("region", { name: "May Fernhill use trackers?" }).count()).toBe(1);
    expect(await focused()).toBe("body");
    expect(await isInert()).toBe(false);
    await page.getByRole("link", { name: "Books" }).click();
    expect(page.url()).toBe(site.address("/books"));
  });

  test("by keyboard: in, choose, Escape back to the first layer, which is no answer, and out again", async () => {
    await look(EU);
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Privacy notice");
    for (const name of ["Accept all", "Refuse all", "Choose"]) {
      await page.keyboard.press("Tab");
      expect(await focused()).toBe(name);
    }
    await page.keyboard.press("Enter");
    expect(await page.getByRole("dialog", { name: "Choose what may run" }).count()).toBe(1);
    expect(await focused()).toBe("Choose what may run");
    expect(await isInert()).toBe(true);
    await page.keyboard.press("Escape");
    await button("Choose").waitFor();
    await page.keyboard.press("Escape");
    expect(await button("Accept all").isVisible()).toBe(true);
    expect((await context.cookies()).map(({ name }) => name)).toEqual(["session"]);
    await button("Choose").press("Enter");
    await page.getByRole("radio", { name: "Yes" }).first().press("Space");
    await button("Save").press("Enter");
    await expect.poll(() => site.records.at(-1)?.choices).toEqual({ measure: true, videos: false, advertising: false });
  });

  test("from a control of the page's own, the focus goes in and comes back to it", async () => {
    await look(EU);
    await button("Refuse all").click();
    await button("Privacy settings").press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await focused()).toBe("own");
    await button("Privacy settings").press("Enter");
    await button("Accept all").press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await focused()).toBe("own");
  });

  test("after an answer in the first layer the focus is where it was before, or on the way back in", async () => {
    await look(EU);
    await page.keyboard.press("Tab");
    await button("Refuse all").press("Enter");
    expect(await focused()).toBe("Privacy choices");
  });

  test("where the program wants it the page waits behind the first layer, and Escape opens nothing", async () => {
    await look(modal);
    await page.getByRole("dialog", { name: "May Fernhill use trackers?" }).waitFor();
    expect(await isInert()).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
    await shoot("first-modal");
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor();
    expect(await isInert()).toBe(true);
    await button("Choose").click();
    await page.keyboard.press("Escape");
    await button("Choose").click();
    await button("Refuse all").click();
    expect(await isInert()).toBe(false);
  });

  test("a purpose and its trackers go together, until one of them goes its own way", async () => {
    await look(EU);
    await button("Choose").click();
    const measure = page.getByRole("group", { name: "Measure the site" });
    await measure.locator("summary").click();
    const boxes = measure.getByRole("checkbox");
    await measure.getByRole("radio", { name: "Yes" }).check();
    expect(await Promise.all((await boxes.all()).map((one) => one.isChecked()))).toEqual(Array(6).fill(true));
    await boxes.nth(0).uncheck();
    expect(await measure.getByRole("radio", { name: "Yes" }).isChecked()).toBe(true);
    for (let at = 1; at < 6; at += 1) await boxes.nth(at).uncheck();
    expect(await measure.getByRole("radio", { name: "No" }).isChecked()).toBe(true);
    expect(await page.getByRole("group", { name: "Needed for the site" }).getByRole("radio").count()).toBe(0);
  });

  test("from right to left everything changes sides", async () => {
    await look({ ...EU, edit: (banner) => ({ ...banner, dir: "rtl" }) }, { width: 320 });
    await shoot("first-rtl");
    expect({ axe: await axeFindings(page), wider: await overflowOf(page) }).toEqual({ axe: [], wider: 0 });
    await button("Choose").click();
    await shoot("second-rtl");
    expect({ axe: await axeFindings(page), wider: await overflowOf(page) }).toEqual({ axe: [], wider: 0 });
    const sides = await page.evaluate(`(() => {
      const [head, close] = ["h2", ".head button"].map((one) => document.querySelector("troth-banner").shadowRoot.querySelector(one).getBoundingClientRect().x);
      return close < head;
    })()`);
    expect(sides).toBe(true);
  });

  test("in Switzerland it is told of, and can be refused; what runs, runs", async () => {
    await look({ place: { country: "CH" } });
    expect(await page.evaluate("troth.consent.isAllowed('measure')")).toBe(true);
    await page.getByRole("region", { name: "Fernhill uses trackers" }).waitFor();
    await shoot("first-notice");
    await button("Refuse all").click();
    expect(await page.evaluate("troth.consent.isAllowed('measure')")).toBe(false);
  });

  test("the page's own controls: read, set, open, hear, and stop hearing", async () => {
    await look(EU);
    const heard = await page.evaluate(`(() => {
      const heard = [];
      const stop = troth.consent.on(({ allowed, how }) => heard.push([how, allowed.videos]));
      troth.consent.set({ videos: true });
      stop();
      troth.consent.set({ videos: false });
      troth.consent.open();
      return [heard, troth.consent.get().videos, troth.consent.isAllowed("nothing declared")];
    })()`);
    expect(heard).toEqual([[["api", true]], false, false]);
    expect(await page.getByRole("dialog").count()).toBe(1);
    await expect.poll(() => site.records.filter(({ how }) => how === "api").length).toBe(2);
  });
});
