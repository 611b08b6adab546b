// Global Privacy Control, and the consent modes of networks: in Chromium.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Browser, type BrowserContext, describeInBrowser, lookWith, openBrowser, type Page } from "../support/browser.ts";
import { openSite, type Shown, type Site } from "./site.ts";

let site: Site;
let browser: Browser;
let context: BrowserContext;
let page: Page;

const EU: Shown = { place: { country: "DE" } };
const CALIFORNIA: Shown = { place: { country: "US", region: "CA" } };
const button = (name: string) => page.getByRole("button", { name, exact: true });
const runs = (): Promise<Record<string, boolean>> =>
  page.evaluate("(({ measure, videos, advertising }) => ({ measure, videos, advertising }))(troth.consent.get())");
const shots = process.env.TROTH_BANNER_SHOTS;

async function visit(shown: Shown, gpc = false): Promise<void> {
  context ??= await lookWith(browser);
  await page?.close();
  page = await context.newPage();
  if (gpc) await page.addInitScript("Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })");
  site.show(shown);
  await page.goto(site.address());
}

/** What was put into a queue, in order. */
const queue = (name: string): Promise<unknown[][]> => page.evaluate(`${name}.map((one) => [...one])`);

describeInBrowser("signals", () => {
  beforeAll(async () => {
    site = await openSite();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });
  afterEach(async () => {
    await context.close();
    context = undefined as never;
    page = undefined as never;
    site.records.length = 0;
  });

  test("in California nothing is asked: it runs until an opt-out, by a link that is always there", async () => {
    await visit(CALIFORNIA);
    expect(await runs()).toEqual({ measure: true, videos: true, advertising: true });
    expect(await button("Accept all").count()).toBe(0);
    await button("Do Not Sell or Share My Personal Information").click();
    await button("Refuse all").click();
    expect(await runs()).toEqual({ measure: false, videos: false, advertising: false });
    await expect.poll(() => site.records.length).toBe(1);
    await visit(CALIFORNIA);
    expect(await runs()).toEqual({ measure: false, videos: false, advertising: false });
  });

  test("an opt-out does not run out", async () => {
    await visit(CALIFORNIA);
    await button("Do Not Sell or Share My Personal Information").click();
    await button("Refuse all").click();
    const [kept] = (await context.cookies()).filter(({ name }) => name === "troth_choice");
    const over = decodeURIComponent(kept?.value ?? "").replace(/"u":\d+/, '"u":1');
    await context.addCookies([
      { name: "troth_choice", value: encodeURIComponent(over), domain: ".fernhill.localhost", path: "/" },
    ]);
    await visit(CALIFORNIA);
    expect(await runs()).toEqual({ measure: false, videos: false, advertising: false });
  });

  test("the signal stops what is sold or shared, alone, and it is shown as honored", async () => {
    await visit(CALIFORNIA, true);
    expect(await runs()).toEqual({ measure: true, videos: true, advertising: false });
    const again = button("Do Not Sell or Share My Personal Information. Opt-out signal honored");
    if (shots) await page.screenshot({ path: `${shots}/again-gpc.png` });
    await again.click();
    await page.getByText("Opt-out signal honored. A yes below goes before it.").waitFor();
    await page.getByRole("group", { name: "Advertising" }).getByText("Opt-out signal honored").waitFor();
    if (shots) await page.screenshot({ path: `${shots}/second-gpc.png` });
    await button("Accept all").click();
    expect(await runs()).toEqual({ measure: true, videos: true, advertising: false });
    await expect.poll(() => site.records.at(-1)).toMatchObject({ gpc: true, choices: { advertising: false } });
  });

  test("a signal goes before a yes that was given without it; a yes given against it, by its own control, goes before the signal", async () => {
    await visit(EU);
    await button("Accept all").click();
    expect(await runs()).toEqual({ measure: true, videos: true, advertising: true });
    await visit(EU, true);
    expect(await runs()).toEqual({ measure: true, videos: true, advertising: false });
    await button("Privacy choices").click();
    await page.getByRole("group", { name: "Advertising" }).getByText("Yes").click();
    await button("Save").click();
    expect(await runs()).toEqual({ measure: true, videos: true, advertising: true });
    await visit(EU, true);
    expect(await runs()).toEqual({ measure: true, videos: true, advertising: true });
  });

  test("with the signal, yes to all is none to advertising, and the first layer says so", async () => {
    await visit(EU, true);
    await page.getByText("Global Privacy Control is on, and honored: no advertising, no sale, no sharing").waitFor();
    if (shots) await page.screenshot({ path: `${shots}/first-gpc.png` });
    await button("Accept all").click();
    expect(await runs()).toEqual({ measure: true, videos: true, advertising: false });
  });

  const denied = {
    ad_storage: "denied",
    ad_user_data: "denied",
    ad_personalization: "denied",
    analytics_storage: "denied",
    functionality_storage: "denied",
    personalization_storage: "denied",
    security_storage: "granted",
  };
  const granted = {
    ...denied,
    ad_storage: "granted",
    ad_user_data: "granted",
    ad_personalization: "granted",
    analytics_storage: "granted",
    functionality_storage: "granted",
  };

  test("Google's consent mode: default before any tag, update at each choice, and at once on the next page", async () => {
    site.head(`<script nonce="n1">dataLayer.push(["js"])</script>`);
    await visit(EU);
    site.head("");
    expect(await queue("dataLayer")).toEqual([
      ["consent", "default", { ...denied, wait_for_update: 500 }],
      ["consent", "default", { ...denied, region: ["DE"] }],
      ["js"],
    ]);
    expect(await page.evaluate("Object.prototype.toString.call(dataLayer[0])")).toBe("[object Arguments]");
    await button("Accept all").click();
    expect((await queue("dataLayer")).at(-1)).toEqual(["consent", "update", granted]);
    await button("Privacy choices").click();
    await button("Refuse all").click();
    expect((await queue("dataLayer")).at(-1)).toEqual(["consent", "update", denied]);
    await visit(EU);
    expect((await queue("dataLayer")).map((one) => one[1])).toEqual(["default", "default", "update"]);
  });

  test("where it runs until an opt-out, it is granted for that region, and for no other", async () => {
    await visit(CALIFORNIA);
    expect((await queue("dataLayer")).slice(0, 2)).toEqual([
      ["consent", "default", { ...denied, wait_for_update: 500 }],
      ["consent", "default", { ...granted, region: ["US-CA"] }],
    ]);
  });

  test("Microsoft's tags are told where the program has them, and otherwise there is no trace of them", async () => {
    await visit(EU);
    expect(await page.evaluate("[typeof uetq, typeof clarity]")).toEqual(["undefined", "undefined"]);
    const with_ = (text: string): string =>
      `${text}\n  bing-tag: { kind: tag, purpose: advertising, provider: parade, loads: ["https://bat.bing.com/bat.js"] }\n  clarity-tag: { kind: tag, purpose: measure, provider: lumen, loads: ["https://www.clarity.ms/tag/*"] }`;
    await visit({ ...EU, change: with_ });
    await button("Accept all").click();
    expect(await page.evaluate("uetq")).toEqual([
      "consent",
      "default",
      { ad_storage: "denied" },
      "consent",
      "update",
      { ad_storage: "granted" },
    ]);
    expect(await queue("clarity.q")).toEqual([
      ["consentv2", { ad_Storage: "denied", analytics_Storage: "denied" }],
      ["consentv2", { ad_Storage: "granted", analytics_Storage: "granted" }],
    ]);
  });
});
