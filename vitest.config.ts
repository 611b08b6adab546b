import { rmSync } from "node:fs";
import { configDefaults, defineConfig } from "vitest/config";
import LongestFirst from "./tools/longest-first.ts";
import { makeMemoryFolder } from "./tools/memory-folder.mjs";

// CI adds up the results of several runs: each writes its report to the path that is named here.
const report = process.env.TROTH_TEST_REPORT;

// CI runs the promises in a stage of their own, with a server; they need not run twice.
const apart = process.env.TROTH_PROMISES_APART ? ["test/promises/[A-Z]*.test.ts"] : [];

// CI runs a second time, with servers, what the first run's report says is left.
const runner = process.env.TROTH_TEST_AFTER ? "./tools/run-what-is-left.ts" : undefined;

const memory = process.env.TMPDIR ? undefined : makeMemoryFolder();
if (memory !== undefined) {
  process.env.TMPDIR = memory;
  process.on("exit", () => rmSync(memory, { recursive: true, force: true }));
}

// Playwright's own count of frames, of a page that goes elsewhere while one comes: it says so in no call of ours, and what a test
// awaits fails by itself where a frame is missing. github.com/microsoft/playwright/issues/7979
const isOfFrames = ({ message, stack = "" }: { readonly message?: string; readonly stack?: string }): boolean =>
  message === "Assertion error" && /FrameManager\.frameAttached .*playwright-core/.test(stack);

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...apart],
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // A second, the default, is over on a machine that is busy with the tests beside.
    expect: { poll: { timeout: 60_000 } },
    pool: "forks",
    // Of an embedded database that a suite opens, uses and closes, most code runs once: compiling it again, better, does not pay.
    execArgv: ["--liftoff-only"],
    ...(runner ? { runner } : {}),
    onUnhandledError: (error) => (isOfFrames(error) ? false : undefined),
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    isolate: false,
    reporters: report ? ["default", "json"] : ["default"],
    ...(report ? { outputFile: { json: report } } : {}),
  },
});
