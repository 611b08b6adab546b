// Vitest's runner for a second run: with TROTH_TEST_AFTER, the report of the first, what passed there does not run again.
import { readFileSync } from "node:fs";
import type { RunnerTask, RunnerTestFile, RunnerTestSuite } from "vitest";
import { TestRunner } from "vitest";
import { keyOf, passedIn } from "./test-results.mjs";

export default class RunWhatIsLeft extends TestRunner {
  /** Before any hook runs: a suite of which nothing is left runs no hooks. */
  onCollected(files: RunnerTestFile[]): void {
    const passed = passedIn(JSON.parse(readFileSync(process.env.TROTH_TEST_AFTER ?? "", "utf8")));
    for (const file of files) {
      const found = new Map<string, number>();
      for (const key of keysOf(file, "")) found.set(key, (found.get(key) ?? 0) + 1);
      skipIn(file, "", (key) => passed.get(key) === found.get(key));
    }
  }
}

const named = (before: string, task: RunnerTask): string => (before === "" ? task.name : `${before} ${task.name}`);

const keysOf = (suite: RunnerTestSuite, name: string): string[] =>
  suite.tasks.flatMap((task) =>
    task.type === "suite" ? keysOf(task, named(name, task)) : [keyOf(suite.file.filepath, named(name, task))],
  );

/** Marks what need not run; gives whether anything of the suite is left. */
function skipIn(suite: RunnerTestSuite, name: string, isDone: (key: string) => boolean): boolean {
  let left = false;
  for (const task of suite.tasks) {
    if (task.type === "suite") left = skipIn(task, named(name, task), isDone) || left;
    else if (isDone(keyOf(suite.file.filepath, named(name, task)))) task.mode = "skip";
    else left ||= task.mode !== "skip" && task.mode !== "todo";
  }
  if (!left) suite.mode = "skip";
  return left;
}
