// Whether the kills can show anything: with the journal taken out of the product they must fail, and say why.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { patchedTree } from "./patched-tree.ts";
import type { CaseResult } from "./run-case.ts";

interface Run {
  readonly failed: number;
  readonly results: readonly CaseResult[];
}

// Between the store's COMMIT and Troth's own record of it lies all that a journal is for.
const KILLS = ["--kills", "1", "--at", "store.journal", "--on", "sqlite", "--json"];

function faults(tree: string): Run {
  const run = ["--import", "tsx", "--conditions=source", join(tree, "test/faults/run.ts"), ...KILLS];
  const { stdout, stderr } = spawnSync(process.execPath, run, { cwd: tree, encoding: "utf8", maxBuffer: 64 << 20 });
  if (!stdout.startsWith("{")) throw new Error(`the run gave no result: ${stderr.slice(-2000)}`);
  return JSON.parse(stdout) as Run;
}

test("without the journal a kill that is survived with it leaves a store that changed without its entry", {
  timeout: 300_000,
}, () => {
  const { tree, remove } = patchedTree(fileURLToPath(new URL("patches/no-journal.patch", import.meta.url)));
  try {
    // The run begins with a request that nobody kills, which must end right: the patch breaks nothing but the recovery.
    const { failed, results } = faults(tree);
    expect(failed).toBe(1);
    expect(results[0]?.killedAt).toEqual(["store.journal"]);
    expect(results[0]?.problems).toEqual(["the store was changed without its entry (0 entries store.erased)"]);
  } finally {
    remove();
  }
});
