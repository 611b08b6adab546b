// The steps that stand in the source, against those that a run can be killed at: a step that nobody kills at shows nothing.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SOURCE = join(ROOT, "packages/server/src");

/** Steps that no ground of an erasure passes, or not always: which suite breaks off there. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  "ask.key-gone": "packages/server/src/asks/asks.test.ts",
  "ask.shown": "packages/server/src/asks/asks.test.ts",
  "facts.recorded": "packages/server/src/facts/feed.test.ts",
  "forget.copies": "test/attack/copies.test.ts",
  "keep.asked": "test/links/by-hand-keeps.test.ts",
  "keep.asking": "test/links/by-hand-keeps.test.ts",
  "keep.forgotten": "test/links/by-hand-keeps.test.ts",
  "keys.batch.durable": "packages/server/src/keys/wrap-batches.test.ts",
  "ledger.forked": "packages/server/src/ledger/ledger.test.ts",
  "mail.claimed": "packages/server/src/mail/deliver-mail.test.ts",
  "mail.posted": "packages/server/src/mail/deliver-mail.test.ts",
  "mail.recorded": "packages/server/src/mail/deliver-mail.test.ts",
  "package.begun": "packages/server/src/packages/packages.test.ts",
  "package.key-gone": "packages/server/src/packages/packages.test.ts",
  "package.opened": "packages/server/src/packages/packages.test.ts",
  "package.placed": "packages/server/src/packages/packages.test.ts",
  "package.recorded": "packages/server/src/packages/packages.test.ts",
  "package.removed": "packages/server/src/packages/packages.test.ts",
  "package.spooled": "packages/server/src/packages/packages.test.ts",
  "package.written": "packages/server/src/packages/packages.test.ts",
  "store.chunk.paused": "test/chunks/meanwhile.test.ts",
  "task.asked": "test/links/by-hand.test.ts",
  "task.asking": "test/links/by-hand.test.ts",
  "task.reported": "test/links/by-hand.test.ts",
  "task.reporting": "test/links/by-hand.test.ts",
  "task.taken-over": "test/links/by-hand.test.ts",
  "withdrawal.acted": "packages/server/src/withdrawals/withdrawals.test.ts",
  "withdrawal.journal": "packages/server/src/withdrawals/withdrawals.test.ts",
  "withdrawal.journalled": "packages/server/src/withdrawals/withdrawals.test.ts",
};

/** Files that name a step without its beginning, which whoever calls them puts before it. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  "subject-graph/erase-rows.ts": "store.",
  "subject-graph/large-work.ts": "store.",
  "subject-graph/erase-chunk.ts": "store.chunk.",
};
const PUT_BEFORE = new Set(Object.values(BEGINNINGS).map((beginning) => `\`${beginning}\${step}\``));

/** The steps of one file. @throws where one is passed in a way that this does not read. */
export function stepsOfFile(path: string, text: string): string[] {
  return [...text.matchAll(/\bpassing\(\s*([^)]*?)\s*,?\s*\)/g)].flatMap(([, said = ""]) => {
    const [, name] = /^"([\w.-]+)"$/.exec(said) ?? [];
    if (name !== undefined) return [name.includes(".") ? name : `${beginningOf(path, name)}${name}`];
    // The declaration, and a step that is handed on.
    if (said === "step: string" || said === "step" || PUT_BEFORE.has(said)) return [];
    throw new Error(`${path}: \`passing(${said})\`: name the step in quotes, so that it can be found`);
  });
}

function beginningOf(path: string, name: string): string {
  const beginning = BEGINNINGS[path];
  if (beginning === undefined) throw new Error(`${path}: the step \`${name}\` has no beginning: say it in test/faults/steps.ts`);
  return beginning;
}

/** Every step that stands in the source of the server. */
export function stepsInSource(): string[] {
  const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));
  const read = files.filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"));
  return [...new Set(read.flatMap((path) => stepsOfFile(path, readFileSync(join(SOURCE, path), "utf8"))))].sort();
}

/** What does not agree between the source, what the grounds pass, and what other suites break off at; empty if all does. */
export function compareSteps(at: {
  readonly source: readonly string[];
  readonly passed: readonly string[];
  readonly elsewhere: Readonly<Record<string, string>>;
}): string[] {
  const { source, passed, elsewhere } = at;
  return [
    ...source
      .filter((step) => !passed.includes(step) && !(step in elsewhere))
      .map((step) => `${step} stands in the source, and no ground passes it`),
    ...passed.filter((step) => !source.includes(step)).map((step) => `${step} is passed, and was not found in the source`),
    ...Object.keys(elsewhere)
      .filter((step) => !source.includes(step))
      .map((step) => `${step} is said to be tried in ${elsewhere[step]}, and is no step any more`),
  ];
}

/** Steps that are said to be tried in a suite which does not name them. */
export const untriedElsewhere = (elsewhere: Readonly<Record<string, string>>): string[] =>
  Object.entries(elsewhere)
    .filter(([step, path]) => !readFileSync(join(ROOT, path), "utf8").includes(`"${step}"`))
    .map(([step, path]) => `${path} does not break off at ${step}`);
