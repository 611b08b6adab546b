import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { lookWith, openBrowser } from "../../test/support/browser.ts";
import { makeServed, type Served } from "../../test/support/served.ts";
import type { BenchResult } from "../bench.ts";
import { interleave } from "../interleave.ts";

/** Every public page that one can open without having asked. */
const PAGES: Readonly<Record<string, string>> = {
  home: "/en",
  notice: "/en/notice",
  ask: "/en/ask",
  requests: "/en/requests",
  verify: "/en/verify",
  homeIndonesian: "/id",
};

const ROUNDS = 7;

/**
 * How long a person waits for each public page: from the request to the first contentful paint in Chromium, nothing cached,
 * and the bytes that come over the wire. The peer is the least there can be: one static file that says the same words.
 */
export async function run(): Promise<BenchResult> {
  const served = await makeServed();
  const browser = await openBrowser();
  try {
    await served.start();
    return await measure(served, browser);
  } finally {
    await browser.close();
    await served.remove();
  }
}

async function measure(served: Served, browser: Browser): Promise<BenchResult> {
  const ratios: Record<string, number> = {};
  const figures: Record<string, number> = {};
  for (const [name, path] of Object.entries(PAGES)) {
    const address = `${served.address}${path}`;
    const still = await serveStill(await (await fetch(address)).text());
    try {
      const shown = await interleave({
        rounds: ROUNDS,
        ours: async () => (await look(browser, address)).paintMs,
        peers: { static: async () => (await look(browser, still.address)).paintMs },
      });
      const { bytes, requests } = await look(browser, address);
      ratios[`${name}Static`] = shown.ratios.static ?? Number.NaN;
      Object.assign(figures, { [`${name}Ms`]: shown.oursMs, [`${name}Bytes`]: bytes, [`${name}Requests`]: requests });
    } finally {
      still.server.close();
    }
  }
  return {
    ratios,
    figures,
    notes: [`first contentful paint, median of ${ROUNDS} cold loads; the peer is a static page with the same words`],
  };
}

/** One cold load: a context of its own has no cache. */
async function look(browser: Browser, address: string): Promise<{ paintMs: number; bytes: number; requests: number }> {
  const context = await lookWith(browser);
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "load" });
  const paintMs = await page.evaluate<number>(`new Promise((done) => {
    const seen = () => performance.getEntriesByName("first-contentful-paint")[0];
    const ask = () => (seen() ? done(seen().startTime) : requestAnimationFrame(ask));
    ask();
  })`);
  const sizes = await page.evaluate<number[]>(
    `[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map((one) => one.transferSize)`,
  );
  await context.close();
  return { paintMs, bytes: sizes.reduce((all, size) => all + size, 0), requests: sizes.length };
}

/** The same words as a file: no style, no script, no database behind it. */
async function serveStill(html: string): Promise<{ readonly server: Server; readonly address: string }> {
  const words = html
    .replace(/<script[\s\S]*?<\/script>/g, "")
    .replace(/<link[^>]*>/g, "")
    .replace(/ class="[^"]*"/g, "");
  const body = gzipSync(words);
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-encoding": "gzip" });
    response.end(body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}
