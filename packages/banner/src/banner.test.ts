import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Banner } from "@troth/core/consent";
import { afterEach, expect, test } from "vitest";
import { buildBanner, scriptFile } from "./build/index.ts";
import { type ConsentState, whenAllowed } from "./index.ts";
import { consentHooks } from "./react.ts";

const script = readFileSync(scriptFile, "utf8");
const page = globalThis as { troth?: unknown };
afterEach(() => {
  delete page.troth;
});

/** A page's banner, of which a test says what is allowed. */
function pageWith(allowed: Record<string, boolean>): (state: Record<string, boolean>) => void {
  const listeners = new Set<(state: ConsentState) => void>();
  const on = (listener: (state: ConsentState) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  let now = allowed;
  page.troth = { consent: { get: () => now, isAllowed: (id: string) => now[id] ?? false, on } };
  return (next) => {
    now = next;
    for (const listener of listeners) listener({ allowed: next, withdrawn: [], how: "choose" });
  };
}

test("script and style, with both layers, gate and signals, are 8,000 bytes at most", () => {
  expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(8000);
});

test("a file is named by what is in it, and no text of a program ends it", () => {
  const banner = { texts: { title: "</script><script>alert(1)//\u2028" } } as unknown as Banner;
  const file = buildBanner(script, banner);
  expect(file.text).not.toMatch(/<\/script|\u2028/);
  expect(buildBanner(script, banner)).toEqual(file);
  expect(buildBanner(`${script};`, banner).name).not.toBe(file.name);
  expect(file.name).toMatch(/^[0-9a-f]{32}\.js$/);
});

test("what only some networks need is in the file of a program that has their tags, and in no other", () => {
  const banner = { texts: { title: "" } } as unknown as Banner;
  expect(buildBanner(script, banner).text).not.toMatch(/uetq|clarity/);
  for (const declared of [{ uet: true }, { clarity: true }] as const)
    expect(buildBanner(script, { ...banner, ...declared }).text).toMatch(/uetq/);
  expect(script.trim().split("\n")).toHaveLength(2);
});

test("what waits for a yes runs once, at the yes, and at once where it was given", () => {
  const change = pageWith({});
  let runs = 0;
  whenAllowed("videos", () => (runs += 1));
  whenAllowed("videos", () => (runs += 100))();
  expect(runs).toBe(0);
  change({ videos: true });
  change({ videos: true });
  expect(runs).toBe(1);
  whenAllowed("videos", () => (runs += 10));
  expect(runs).toBe(11);
});

test("a component of React hears of a choice; without the script nothing is allowed", () => {
  const asked: { subscribe: (changed: () => void) => () => void; onServer: unknown }[] = [];
  const { useAllowed } = consentHooks({
    useSyncExternalStore: (subscribe, now, onServer) => {
      asked.push({ subscribe, onServer: onServer() });
      return now();
    },
  });
  expect(useAllowed("videos")).toBe(false);
  const change = pageWith({ videos: true });
  expect(useAllowed("videos")).toBe(true);
  let heard = 0;
  asked[1]?.subscribe(() => (heard += 1));
  change({});
  expect([heard, useAllowed("videos"), asked[1]?.onServer]).toEqual([1, false, false]);
});
