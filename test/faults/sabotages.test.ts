// Whether the kills can show anything on each ground: with a part of the recovery taken out of the product they must fail, and say why.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { skippedWithoutMariadb, testMariadb } from "../support/mariadb.ts";
import { patchedTree } from "./patched-tree.ts";
import type { CaseResult } from "./run-case.ts";

interface Sabotage {
  readonly patch: string;
  readonly on: string;
  readonly at: string;
  /** What the judge says of it. */
  readonly problem: RegExp;
}

// Between the store's COMMIT and Troth's own record of it lies all that a journal is for.
const ANYWHERE: readonly Sabotage[] = [
  {
    ...{ patch: "no-journal", on: "sqlite", at: "store.journal" },
    problem: /^store shop was changed without its entry \(0 entries store\.erased\)$/,
  },
  {
    patch: "chunks-forgotten",
    on: "large",
    at: "store.chunk.acted",
    problem: /neither as before nor as it should be/,
  },
];
const ON_MARIADB: readonly Sabotage[] = [
  {
    ...{ patch: "nothing-read-back", on: "mariadb-bare", at: "store.acted" },
    problem: /^store shop was changed without its entry \(0 entries store\.erased\)$/,
  },
  { patch: "other-store-passed-over", on: "two", at: "store.recorded", problem: /^store shop is not as it should be/ },
];

interface Run {
  readonly failed: number;
  readonly results: readonly CaseResult[];
}

function faults(tree: string, { on, at }: Sabotage): Run {
  const kills = ["--kills", "1", "--at", at, "--on", on, "--json"];
  const run = ["--import", "tsx", "--conditions=source", join(tree, "test/faults/run.ts"), ...kills];
  const { stdout, stderr } = spawnSync(process.execPath, run, { cwd: tree, encoding: "utf8", maxBuffer: 64 << 20 });
  if (!stdout.startsWith("{")) throw new Error(`the run gave no result: ${stderr.slice(-2000)}`);
  return JSON.parse(stdout) as Run;
}

const sabotaged = (sabotage: Sabotage): void => {
  const { tree, remove } = patchedTree(fileURLToPath(new URL(`patches/${sabotage.patch}.patch`, import.meta.url)));
  try {
    // The run begins with a request that nobody kills, which must end right: the patch breaks nothing but the recovery.
    const { failed, results } = faults(tree, sabotage);
    expect(failed).toBe(1);
    expect(results[0]?.killedAt).toEqual([expect.stringMatching(new RegExp(`^${sabotage.at}( |$)`))]);
    expect(results[0]?.problems).toContainEqual(expect.stringMatching(sabotage.problem));
  } finally {
    remove();
  }
};

describe("a recovery with a part taken out is caught by the kills", () => {
  test.each(ANYWHERE)("$patch, on $on", { timeout: 300_000 }, sabotaged);
  describe.skipIf(testMariadb === undefined)(`on MariaDB${skippedWithoutMariadb}`, () => {
    test.each(ON_MARIADB)("$patch, on $on", { timeout: 300_000 }, sabotaged);
  });
});
