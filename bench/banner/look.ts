import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { lookWith } from "../../test/support/browser.ts";
import { type Contending, pageWith } from "./page.ts";

/** A contender, served compressed and never kept. */
export interface ServedPage extends Contending {
  readonly address: string;
  readonly close: () => void;
}

export async function serve(contending: Contending): Promise<ServedPage> {
  const files = new Map(Object.entries(contending.files).map(([path, { type, text }]) => [path, { type, body: gzipSync(text) }]));
  files.set("/", { type: "text/html" as never, body: gzipSync(pageWith(contending)) });
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? "/");
    if (file === undefined) return void response.writeHead(404).end();
    const headers = { "content-type": `${file.type}; charset=utf-8`, "content-encoding": "gzip", "cache-control": "no-store" };
    response.writeHead(200, { ...headers, "content-length": file.body.length }).end(file.body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    ...contending,
    address: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * When the first frame with the banner in it is done. Each frame asks whether the element is there, has a place in the window,
 * and neither it nor what it is in is hidden or fully transparent; the message comes after that frame. Element Timing would
 * not do: it does not see into shadow roots.
 */
const seen = (banner: string): string => `globalThis.bannerSeen = new Promise((done) => {
  const ask = () => {
    const element = document.body && ${banner};
    const box = element?.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getBoundingClientRect();
    if (!box || box.width === 0 || box.bottom <= 0 || box.top >= innerHeight) return requestAnimationFrame(ask);
    const after = new MessageChannel();
    after.port1.onmessage = () => done(performance.now());
    after.port2.postMessage(0);
  };
  requestAnimationFrame(ask);
})`;

/** One cold load: a context of its own has no cache. Milliseconds from the navigation to the banner. */
export async function timeToBanner(browser: Browser, page: ServedPage): Promise<number> {
  const context = await lookWith(browser);
  try {
    await context.addInitScript(seen(page.banner));
    const tab = await context.newPage();
    await tab.goto(page.address, { waitUntil: "commit" });
    return await tab.evaluate<number>("bannerSeen");
  } finally {
    await context.close();
  }
}

/** What a visitor transfers of scripts and styles, compressed, once both layers were opened. */
export async function bytesOf(browser: Browser, page: ServedPage): Promise<number> {
  const context = await lookWith(browser);
  try {
    await context.addInitScript(seen(page.banner));
    const tab = await context.newPage();
    await tab.goto(page.address, { waitUntil: "load" });
    await tab.evaluate("bannerSeen");
    if (page.opens !== undefined) await tab.evaluate(`${page.opens}.click()`);
    await tab.waitForLoadState("networkidle");
    return await tab.evaluate<number>(
      `performance.getEntriesByType("resource").reduce((all, { encodedBodySize }) => all + encodedBodySize, 0)`,
    );
  } finally {
    await context.close();
  }
}
