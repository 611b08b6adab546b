import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { skippedIn } from "../../tools/assert-no-skips.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const report = (...tests: readonly (readonly [string, string])[]) => ({
  testResults: [{ assertionResults: tests.map(([fullName, status]) => ({ fullName, status })) }],
});

test("a suite that was skipped for want of a server is named", () => {
  expect(skippedIn(report(["storage on PGlite", "passed"], ["storage on PostgreSQL", "skipped"]))).toEqual([
    "storage on PostgreSQL",
  ]);
});

test("a skip that is allowed with its reason passes, and a run of nothing does not", () => {
  expect(skippedIn(report(["known", "skipped"]), new Map([["known", "a reason"]]))).toEqual([]);
  expect(skippedIn(report())).toEqual(["no test ran at all"]);
});

test("the totals count a file that could not start as a failure", () => {
  const folder = mkdtempSync(join(tmpdir(), "troth-totals-"));
  const counted = { numPassedTests: 5, numFailedTests: 1, testResults: [{ status: "failed", assertionResults: [] }] };
  writeFileSync(join(folder, "one.json"), JSON.stringify(counted));
  writeFileSync(join(folder, "two.json"), JSON.stringify({ numPassedTests: 3, numFailedTests: 0, testResults: [] }));
  const { stdout } = spawnSync(process.execPath, [join(repository, "tools/print-totals.mjs"), folder], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  expect(stdout).toBe("8 passed, 2 failed\n");
});
