// Debian's chromium for journeys. Where TROTH_TEST_CHROMIUM names none, its suites are skipped by name.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { describe } from "vitest";
import { exhaustive } from "./sample.ts";

/** A browser's program that tests may start; undefined: its suites are skipped by name. */
export const testChromium: string | undefined = process.env.TROTH_TEST_CHROMIUM || undefined;

/** A suite in a real browser. */
export const describeInBrowser = (name: string, body: () => void): void => {
  describe.skipIf(testChromium === undefined)(
    testChromium === undefined ? `${name} (skipped: TROTH_TEST_CHROMIUM names no browser)` : name,
    body,
  );
};

/** A name without a slash is looked for in PATH, as a shell does. */
const pathOf = (program: string): string =>
  program.includes("/")
    ? program
    : ((process.env.PATH ?? "")
        .split(":")
        .map((folder) => `${folder}/${program}`)
        .find((path) => existsSync(path)) ?? program);

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: pathOf(testChromium ?? "chromium"),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });

/** How a person looks at pages. */
export interface Looking {
  readonly language?: "en" | "id";
  /** CSS pixels; 1280 unless given. */
  readonly width?: number;
  readonly script?: boolean;
  readonly dark?: boolean;
}

/** How a page is looked at: narrow and dark, and wide and light; wide in CI only every third, since what breaks breaks when narrow. */
export const looksOf = (path: string): readonly { readonly width: number; readonly dark?: boolean }[] => [
  ...(exhaustive || path.length % 3 === 0 ? [{ width: 1280 }] : []),
  { width: 320, dark: true },
];

export const lookWith = (browser: Browser, { language = "en", width = 1280, script = true, dark = false }: Looking = {}) =>
  browser.newContext({
    locale: language === "en" ? "en-GB" : "id-ID",
    viewport: { width, height: width < 600 ? 700 : 900 },
    javaScriptEnabled: script,
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
  });

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeResults {
  readonly violations: readonly { id: string; help: string; nodes: readonly { target: readonly unknown[] }[] }[];
}

/**
 * What axe finds on a page, in words; empty if it finds nothing. Run by the debugger, which the page's CSP does not bind.
 * Needs script in the context.
 */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as AxeResults;
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => JSON.stringify(node.target)).join(", ")})`,
  );
}

/** How many pixels a page is wider than its window: a person would have to scroll sideways. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") as Promise<number>;

/** Cells of one row whose words lie on one another, on a phone above all: `invoices.sent_by | 8 of 2,400`. */
export const overlapsOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`(() => {
    const boxes = (cell) => { const range = document.createRange(); range.selectNodeContents(cell); return [...range.getClientRects()]; };
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return [...document.querySelectorAll("tbody tr")].flatMap((row) => {
      const cells = [...row.cells];
      return cells.flatMap((cell, at) => cells.slice(at + 1).flatMap((other) =>
        boxes(cell).some((a) => boxes(other).some((b) => meet(a, b))) ? [cell.innerText + " | " + other.innerText] : []));
    });
  })()`) as Promise<readonly string[]>;

export type { Browser, BrowserContext, Page };
