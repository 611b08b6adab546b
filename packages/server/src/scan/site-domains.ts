import type { Browser } from "playwright-core";
import { WIDEST_DOMAIN } from "./in-page.ts";

/** The widest domain of each address that is its site's own, as the browser itself judges cookies. Nobody is asked. */
export async function siteDomains(browser: Browser, addresses: readonly string[]): Promise<readonly string[]> {
  const context = await browser.newContext();
  try {
    await context.route(/.*/, (route) => route.fulfill({ contentType: "text/html", body: "" }));
    const tab = await context.newPage();
    const domains: string[] = [];
    for (const address of addresses) {
      await tab.goto(address);
      domains.push(await tab.evaluate<string>(WIDEST_DOMAIN));
      await context.clearCookies();
    }
    return [...new Set(domains)];
  } finally {
    await context.close();
  }
}
