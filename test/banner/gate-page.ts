// The usual site in a browser, anew for each test, and what tests do there and look at: suites of the gate begin with it.
import { afterAll, beforeAll, beforeEach } from "vitest";
import { type Browser, type BrowserContext, describeInBrowser, lookWith, openBrowser, type Page } from "../support/browser.ts";
import { openSite, type Site } from "./site.ts";

export let site: Site;
export let context: BrowserContext;
export let page: Page;
let browser: Browser;

/** Tags as they stand in a page, held by attribute, and a frame and a picture. */
const TAGS = (port: number): { head: string; body: string } => ({
  head: `<script type="text/plain" data-troth="lumen-tag" data-src="http://lumen.localhost:${port}/tag.js"></script>
<script type="text/plain" data-troth="measure" nonce="n1">window.inline = (window.inline || 0) + 1</script>`,
  body: `<iframe title="A video" data-troth="reel-player" data-src="http://reel.localhost:${port}/embed"></iframe>
<img alt="" data-troth="parade-pixel" data-src="http://parade.localhost:${port}/px.gif">`,
});

/**
 * Everything of the trackers that a browser has, and that networks were asked. A network's own cookies are in its answers: whether
 * the browser takes them is the browser's, whether anything is asked is ours.
 */
export async function traces(): Promise<readonly string[]> {
  const cookies = (await context.cookies()).map(({ name, domain }) => `cookie ${name} ${domain}`);
  const stored = await page.evaluate<string[]>(`(async () => [
    ...Object.keys(localStorage).map((key) => "local " + key),
    ...Object.keys(sessionStorage).map((key) => "session " + key),
    ...(await indexedDB.databases()).map(({ name }) => "database " + name),
  ])()`);
  return [...new Set([...cookies, ...stored, ...site.asked.map((one) => `asked ${one.replace(/\?.*/, "")}`)])]
    .filter((one) => !/^cookie (session|troth_choice|\w+_id) |^local troth_pending$/.test(one))
    .sort();
}

export const MEASURED = [
  "asked lumen.localhost/collect",
  "asked lumen.localhost/tag.js",
  "cookie _lm .fernhill.localhost",
  "cookie _lm_7QX .fernhill.localhost",
  "cookie _lm_here www.fernhill.localhost",
  "database lumen-replay",
  "local lumen.queue",
  "session lumen-tab",
];
export const VIDEOS = ["asked reel.localhost/embed"];

export const press = (name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();
/** Until networks have been asked nothing new for a while. */
export const settled = async (): Promise<void> => {
  for (let before = -1; before !== site.asked.length; ) {
    before = site.asked.length;
    await page.waitForTimeout(350);
  }
};
export const go = async (path = "/", host?: string): Promise<void> => {
  await page.goto(site.address(path, host));
  await settled();
};

export async function chooseBoxes(yes: readonly string[], unchecked: readonly string[] = []): Promise<void> {
  await press("Choose");
  for (const name of yes) await page.getByRole("group", { name }).getByText("Yes").click();
  for (const name of unchecked) {
    const box = page.locator("li", { has: page.locator("code", { hasText: new RegExp(`^${name}$`) }) }).locator("input");
    if (!(await box.isVisible())) await page.locator("details", { has: box }).locator("summary").click();
    await box.uncheck();
  }
  await press("Save");
  await settled();
}

/** A suite of tests on it: held by attribute, asked in Germany, a server that keeps. */
export const describeOnSite = (name: string, body: () => void): void =>
  describeInBrowser(name, () => {
    beforeAll(async () => {
      site = await openSite();
      browser = await openBrowser();
    });
    afterAll(async () => {
      await browser.close();
      await site.close();
    });
    beforeEach(async () => {
      await context?.close();
      context = await lookWith(browser);
      page = await context.newPage();
      site.asked.length = 0;
      site.records.length = 0;
      site.behave("keeps");
      site.slow(0);
      site.show({ place: { country: "DE" } });
      const { head, body } = TAGS(site.port);
      site.head(head);
      site.body(body);
    });
    body();
  });
