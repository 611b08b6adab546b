import { buildSync } from "esbuild";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, describeInBrowser, lookWith, openBrowser } from "../support/browser.ts";
import { Video } from "./react-page.ts";
import { openSite, type Site } from "./site.ts";

/** How many hear of choices, counted between the banner and the page. */
const COUNTS = `<script nonce="n1">
  var listening = 0;
  const { on } = troth.consent;
  troth.consent.on = (listener) => {
    const stop = on(listener);
    listening += 1;
    return () => { listening -= 1; stop(); };
  };
</script>`;

/** The page's code as a site builds it. */
const bundle = (): string =>
  buildSync({
    entryPoints: [new URL("./react-mount.ts", import.meta.url).pathname],
    ...{ bundle: true, write: false, format: "iife", minify: true, conditions: ["source"] },
    define: { "process.env.NODE_ENV": '"development"' },
  }).outputFiles?.[0]?.text.replaceAll("</script", "<\\/script") ?? "";

describeInBrowser("a page of React", () => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    site = await openSite();
    site.show({ place: { country: "IE", region: undefined } });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  test("draws what may be drawn, from the server's page on to every choice, and stops hearing when it is gone", async () => {
    const address = site.address("/embed", "reel.localhost");
    const drawn = renderToString(createElement(Video, { address }));
    expect(drawn).toContain('id="ask"');
    site.head(COUNTS);
    site.body(`<div id="app">${drawn}</div><script nonce="n1">address = ${JSON.stringify(address)};${bundle()}</script>`);
    const page = await (await lookWith(browser)).newPage();
    const faults: string[] = [];
    page.on("console", (said) => said.type() === "error" && faults.push(said.text()));
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(site.address());
    await page.click("#ask");
    expect(await page.evaluate("listening")).toBe(1);
    expect(await page.evaluate("document.querySelector('troth-banner').shadowRoot.querySelector('dialog').open")).toBe(true);
    await page.evaluate("troth.consent.set({ videos: true })");
    await page.waitForSelector("#video");
    await expect.poll(() => site.asked.some((one) => one.startsWith("reel.localhost/embed"))).toBe(true);
    await page.evaluate("troth.consent.set({ videos: false })");
    await page.waitForSelector("#ask");
    expect(await page.locator("#video").count()).toBe(0);
    await page.evaluate("unmount(); troth.consent.set({ videos: true })");
    expect([await page.locator("#app > *").count(), await page.evaluate("listening")]).toEqual([0, 0]);
    // Whoever said yes before sees it from the first page on, though the server's page did not have it.
    await page.goto(site.address());
    await page.waitForSelector("#video");
    expect(faults).toEqual([]);
  });
});
