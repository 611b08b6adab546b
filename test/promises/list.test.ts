import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { PROMISE_FOLDER, readPromiseList, testedIds } from "./harness/promise-list.ts";
import { readMutations } from "./harness/read-mutations.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const SOURCE = join(repository, "../shared/promises.yaml");
const ours = readPromiseList(repository);

interface Source {
  readonly systems: readonly {
    readonly id: string;
    readonly promises: readonly { readonly id: string; readonly says: string; readonly runs: string }[];
  }[];
}

/** Every run of six words of a text. */
function runsOfSix(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(5).map((_, at) => words.slice(at, at + 6).join(" "));
}

test("every promise has its sentence, and one id is one promise", () => {
  for (const { id, says } of ours) expect(`${id} ${says}`).toMatch(/^[A-Z]{3}-\d{2} [A-Z"].{15,160}\.$/);
  expect(new Set(ours.map(({ id }) => id)).size).toBe(ours.length);
});

test("every test file carries the id of a promise", () => {
  const known = ours.map(({ id }) => id);
  expect([...testedIds(repository)].filter((id) => !known.includes(id))).toEqual([]);
});

// What `--mutate` would find in an hour, found at once: a refactoring leaves a patch behind without a word.
test("every promise has mutations that still apply, each for a test of its file", () => {
  const tested = [...testedIds(repository)];
  const mutations = tested.flatMap((id) => readMutations(repository, id));
  expect(tested.filter((id) => !mutations.some((mutation) => mutation.id === id))).toEqual([]);
  for (const { id, breaks, change } of mutations) {
    const titles = readFileSync(join(repository, PROMISE_FOLDER, `${id}.test.ts`), "utf8");
    expect(titles, `${id}: ${breaks}`).toContain(`test(${JSON.stringify(breaks)}`);
    if (change.kind === "patch") expect(whyNot(change.name), `${id}: patch ${change.name}`).toBe("");
    else
      expect(
        readFileSync(join(repository, change.file), "utf8").split(change.replace),
        `${id}: edit of ${change.file}`,
      ).toHaveLength(2);
  }
  const used = new Set(mutations.flatMap(({ change }) => (change.kind === "patch" ? [`${change.name}.patch`] : [])));
  expect(readdirSync(join(repository, PROMISE_FOLDER, "patches")).filter((name) => !used.has(name))).toEqual([]);
});

function whyNot(name: string): string {
  const patch = join(repository, PROMISE_FOLDER, "patches", `${name}.patch`);
  if (!existsSync(patch)) return "there is no such patch";
  return spawnSync("git", ["apply", "--check", patch], { cwd: repository, encoding: "utf8" }).stderr.trim();
}

describe.skipIf(!existsSync(SOURCE))("against ../shared/promises.yaml", () => {
  const source = (existsSync(SOURCE) ? parse(readFileSync(SOURCE, "utf8")) : { systems: [] }) as Source;
  const theirs = source.systems.flatMap(({ id: system, promises }) => promises.map((promise) => ({ ...promise, system })));

  test("the same promises of the same systems, in the same order", () => {
    expect(ours.map(({ id, system }) => ({ id, system }))).toEqual(theirs.map(({ id, system }) => ({ id, system })));
  });

  test("no sentence is taken over", () => {
    const taken = new Set(theirs.flatMap(({ says, runs }) => [...runsOfSix(says), ...runsOfSix(runs)]));
    const copied = ours.flatMap(({ id, says }) =>
      runsOfSix(says)
        .filter((run) => taken.has(run))
        .map((run) => `${id}: ${run}`),
    );
    expect(copied).toEqual([]);
  });
});
