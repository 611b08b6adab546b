import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readPromiseList, testedIds } from "./harness/promise-list.ts";

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
