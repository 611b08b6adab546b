import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { PROMISE_FOLDER } from "./promise-list.ts";

/** What one test of a promise file showed. */
export interface ShownTest {
  readonly title: string;
  readonly status: string;
  /** The first lines of the failure, without colors; empty if there is none. */
  readonly failure: string;
}

/** What the test file of one promise showed. */
export interface ShownFile {
  readonly id: string;
  readonly tests: readonly ShownTest[];
  /** Set when the file failed before or beside its tests. */
  readonly failure: string;
}

interface JsonReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: vitest colors its messages with escape sequences
const COLOR = /\u001b\[[0-9;]*m/g;

/** Runs the promise tests `ids` of a tree in a vitest of their own and returns what each file showed. */
export function runPromiseTests(tree: string, ids: readonly string[], keepReportAt?: string): readonly ShownFile[] {
  if (ids.length === 0) return [];
  const scratch = mkdtempSync(join(tmpdir(), "troth-promises-"));
  const report = join(scratch, "report.json");
  try {
    const vitest = join(tree, "node_modules/vitest/vitest.mjs");
    const files = ids.map((id) => `${PROMISE_FOLDER}/${id}.test.ts`);
    const { stderr } = spawnSync(
      process.execPath,
      [vitest, "run", "--root", tree, "--reporter=json", `--outputFile=${report}`, ...files],
      { cwd: tree, encoding: "utf8", maxBuffer: 64 << 20, env: { ...process.env, TROTH_TEST_REPORT: "", NO_COLOR: "1" } },
    );
    if (!existsSync(report)) throw new Error(`the promise tests did not run: ${stderr.trim().split("\n").slice(-5).join("\n")}`);
    if (keepReportAt) copyFileSync(report, keepReportAt);
    return shown(JSON.parse(readFileSync(report, "utf8")) as JsonReport);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function shown(report: JsonReport): readonly ShownFile[] {
  return report.testResults.map((file) => ({
    id: basename(file.name, ".test.ts"),
    failure: file.status === "failed" ? file.message.replace(COLOR, "") : "",
    tests: file.assertionResults.map(({ title, status, failureMessages }) => ({
      title,
      status,
      failure: (failureMessages ?? []).join("\n").replace(COLOR, ""),
    })),
  }));
}
