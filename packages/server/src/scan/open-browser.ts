// A browser of this machine, driven by playwright-core. Both are asked for only here: nothing else of Troth needs them.
import { existsSync } from "node:fs";
import type { Browser } from "playwright-core";
import { ScanError } from "./errors.ts";

const USUAL = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** What a browser asks for by itself is none of the site's doing. */
const QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-gpu"];

type Environment = Readonly<Record<string, string | undefined>>;

/** Starts the browser that the environment names, or one that is usual. @throws ScanError. */
export async function openBrowser(env: Environment): Promise<Browser> {
  const executablePath = findBrowser(env);
  const { chromium } = await loadLibrary();
  try {
    // As root Chromium refuses to start with its sandbox.
    return await chromium.launch({ executablePath, args: QUIET, chromiumSandbox: process.getuid?.() !== 0 });
  } catch (cause) {
    throw new ScanError("scan.browser", "the browser does not start", {
      place: executablePath,
      advice: "start it by hand with `--headless --dump-dom about:blank` to see why, or name another: TROTH_CHROMIUM",
      cause,
    });
  }
}

/** @throws ScanError where there is none. */
function findBrowser(env: Environment): string {
  const named = env.TROTH_CHROMIUM || undefined;
  const found = (named === undefined ? USUAL : [named]).flatMap((program) => pathOf(program, env) ?? [])[0];
  if (found !== undefined) return found;
  throw new ScanError("scan.browser", named === undefined ? "there is no Chromium here" : "TROTH_CHROMIUM names no program", {
    advice: "install it (Debian: `apt-get install chromium`), or name it: TROTH_CHROMIUM=/usr/bin/chromium",
  });
}

/** A name without a slash is looked for in PATH, as a shell does. */
function pathOf(program: string, env: Environment): string | undefined {
  const places = program.includes("/") ? [program] : (env.PATH ?? "").split(":").map((folder) => `${folder}/${program}`);
  return places.find((path) => existsSync(path));
}

async function loadLibrary(): Promise<typeof import("playwright-core")> {
  try {
    return await import("playwright-core");
  } catch (cause) {
    throw new ScanError("scan.library", "`playwright-core` cannot be loaded, and a scan drives its browser with it", {
      advice: "`npm install playwright-core`; it brings no browser of its own",
      cause,
    });
  }
}
