import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyTree } from "./copy-tree.ts";
import { PROMISE_FOLDER } from "./promise-list.ts";
import type { Mutation } from "./read-mutations.ts";
import { runPromiseTests, type ShownFile } from "./run-tests.ts";

/** What became of a mutation: only `caught` shows that the promise's test can fail for its own reason. */
export interface TriedMutation {
  readonly id: string;
  readonly name: string;
  readonly breaks: string;
  readonly outcome: "caught" | "survived" | "failed elsewhere" | "does not apply";
  readonly because?: string;
}

/** Makes the change in a scratch copy of the tree, builds it, and runs the promise's test there. */
export function tryMutation(tree: string, mutation: Mutation): TriedMutation {
  const scratch = mkdtempSync(join(tmpdir(), "troth-mutation-"));
  const named = { id: mutation.id, name: nameOf(mutation), breaks: mutation.breaks };
  try {
    copyTree(tree, scratch);
    const refused = apply(scratch, mutation) ?? build(scratch);
    if (refused) return { ...named, outcome: "does not apply", because: refused };
    return { ...named, ...judge(runPromiseTests(scratch, [mutation.id])[0], mutation) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const nameOf = ({ change }: Mutation): string => (change.kind === "patch" ? change.name : `edit of ${change.file}`);

function apply(scratch: string, { change }: Mutation): string | undefined {
  if (change.kind === "edit") return edit(join(scratch, change.file), change);
  const patch = join(scratch, PROMISE_FOLDER, "patches", `${change.name}.patch`);
  if (!existsSync(patch)) return `there is no patch \`${change.name}\``;
  // Outside a repository `git apply` would skip files in silence where a parent folder is one.
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: join(scratch, "..") };
  const applied = spawnSync("git", ["apply", "--whitespace=nowarn", patch], { cwd: scratch, encoding: "utf8", env });
  return applied.status === 0 ? undefined : applied.stderr.trim();
}

function edit(
  path: string,
  change: { readonly file: string; readonly replace: string; readonly with: string },
): string | undefined {
  if (!existsSync(path)) return `there is no file ${change.file}`;
  const parts = readFileSync(path, "utf8").split(change.replace);
  if (parts.length !== 2) return `the text to replace stands ${parts.length - 1} times in ${change.file}, not once`;
  writeFileSync(path, parts.join(change.with));
  return undefined;
}

function build(scratch: string): string | undefined {
  if (!existsSync(join(scratch, "tools/build.mjs"))) return undefined;
  const built = spawnSync(process.execPath, ["tools/build.mjs"], { cwd: scratch, encoding: "utf8" });
  return built.status === 0 ? undefined : `it does not build: ${(built.stderr + built.stdout).trim().split("\n")[0] ?? ""}`;
}

/** What an assertion that did not hold is shown as; `expect.poll` throws a plain error with the same words. */
const ASSERTION = /^(AssertionError|Error: expected .+ to )/;

function judge(file: ShownFile | undefined, { breaks }: Mutation): Pick<TriedMutation, "outcome" | "because"> {
  const test = file?.tests.find(({ title }) => title === breaks);
  if (!test) return { outcome: "failed elsewhere", because: file?.failure.split("\n")[0] || `no test is titled \`${breaks}\`` };
  if (test.status === "passed") return { outcome: "survived", because: "the test passes with the change in" };
  // A start that fails, a command that is not found, a time-out: none of them shows that the assertion holds anything.
  if (!ASSERTION.test(test.failure)) return { outcome: "failed elsewhere", because: test.failure.split("\n")[0] || test.status };
  return { outcome: "caught" };
}
