// npm run bench -- banner: what a visitor transfers and how long they wait for the first layer, beside five others.
import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { gzipSync } from "node:zlib";
import { buildBanner, scriptFile, scriptVersion } from "@troth/banner/build";
import { type Banner, drawUpBanner } from "@troth/core/consent";
import type { Browser } from "playwright-core";
import { fernhill } from "../../test/banner/site.ts";
import { openBrowser } from "../../test/support/browser.ts";
import type { BenchResult } from "../bench.ts";
import { installedPeers } from "../installed-peers.ts";
import { interleave } from "../interleave.ts";
import { bytesOf, type ServedPage, serve, timeToBanner } from "./look.ts";
import { type Contending, emptyFile, floor } from "./page.ts";
import { peersIn } from "./peers.ts";

const ROUNDS = 21;
/** Pages that are no banner's. */
const STATIC: ReadonlySet<string> = new Set(["floor", "emptyFile"]);

export async function run(): Promise<BenchResult> {
  const folder = installedPeers(new URL("peers/", import.meta.url));
  const banner = draw();
  const pages = {
    ours: await serve(ours(banner)),
    floor: await serve(floor(banner.texts)),
    emptyFile: await serve(emptyFile(banner.texts)),
    ...Object.fromEntries(
      await Promise.all(
        Object.entries(await peersIn(folder, banner.texts)).map(async ([name, peer]) => [name, await serve(peer)] as const),
      ),
    ),
  };
  const browser = await openBrowser();
  try {
    return await measure(browser, pages, textsBytes(banner));
  } finally {
    await browser.close();
    for (const page of Object.values(pages)) page.close();
  }
}

async function measure(
  browser: Browser,
  { ours: own, ...others }: Readonly<Record<string, ServedPage>> & { readonly ours: ServedPage },
  texts: number,
): Promise<BenchResult> {
  const whole = await bytesOf(browser, own);
  const peerBytes: Record<string, number> = {};
  for (const [name, page] of Object.entries(others)) if (!STATIC.has(name)) peerBytes[name] = await bytesOf(browser, page);
  const load = loadavg()[0] ?? Number.NaN;
  const timed = await interleave({
    rounds: ROUNDS,
    ours: () => timeToBanner(browser, own),
    peers: Object.fromEntries(Object.entries(others).map(([name, page]) => [name, () => timeToBanner(browser, page)])),
  });
  return {
    ratios: timed.ratios,
    figures: {
      gzipBytes: whole - texts,
      programTextsBytes: texts,
      peerBytes,
      ...{ oursMs: timed.oursMs, peerMs: timed.peersMs, loadBefore: load },
    },
    targets: {
      gzipBytes: "<= 8000",
      floor: ">= 0.77",
      ...Object.fromEntries(Object.keys(peerBytes).map((name) => [name, ">= 1"])),
    },
    notes: [
      "bytes: scripts and styles, gzip, both layers opened; of ours the program's own texts and trackers are counted apart, of the peers they are inline in the page and not counted",
      `time: from the navigation to the end of the first frame in which the banner has a place in the window and is not transparent; median of ${ROUNDS} cold loads, each ratio within a round`,
      "frames come every 16.7 ms; reduced motion is asked for; floor: the same words in the page itself, without style and script; emptyFile: with an empty script in its head, which is what any banner in a file waits for",
      "c15t has no banner: the one of its documentation, offline, bundled with it; Osano's is a notice without a second layer",
    ],
  };
}

/** The banner of the test's site, for a visitor in Ireland. */
function draw(): Banner {
  const drawn = drawUpBanner(fernhill(80), {
    ...{ service: "site", language: "en", place: { country: "IE", region: undefined }, day: "2026-11-28" },
    ...{ script: scriptVersion(readFileSync(scriptFile, "utf8")), records: "https://privacy.fernhill.example/v1/consents" },
    notice: "/notice",
  });
  if (drawn === undefined) throw new Error("the site shows no banner");
  return drawn.banner;
}

const fileOf = (banner: Banner): string => buildBanner(readFileSync(scriptFile, "utf8"), banner).text;

/** What the program's own purposes and trackers weigh in the file. The words of the catalog are ours and stay counted. */
const textsBytes = (banner: Banner): number =>
  gzipSync(fileOf(banner)).length - gzipSync(fileOf({ ...banner, purposes: [], trackers: [] })).length;

const ours = (banner: Banner): Contending => ({
  // As docs/banner.md says: before everything else in the head.
  head: `<script src="/banner.js"></script>`,
  foot: "",
  files: { "/banner.js": { type: "text/javascript", text: fileOf(banner) } },
  banner: `document.querySelector("troth-banner")?.shadowRoot.querySelector("section, dialog[open]")`,
  opens: `[...document.querySelector("troth-banner").shadowRoot.querySelectorAll(".answers button")].at(-1)`,
});
