import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** One undertaking out of promises.yaml. */
export interface ListedPromise {
  readonly id: string;
  readonly system: string;
  readonly says: string;
}

/** Where the promise tests lie, below the root of a tree. */
export const PROMISE_FOLDER = "test/promises";

/** Reads the list of promises of a tree, in its order. */
export function readPromiseList(tree: string): readonly ListedPromise[] {
  const systems = parse(readFileSync(join(tree, PROMISE_FOLDER, "promises.yaml"), "utf8")) as Record<
    string,
    Record<string, string>
  >;
  return Object.entries(systems).flatMap(([system, promises]) =>
    Object.entries(promises).map(([id, says]) => ({ id, system, says })),
  );
}

/** The ids that have a test file in a tree. */
export function testedIds(tree: string): ReadonlySet<string> {
  const ids = readdirSync(join(tree, PROMISE_FOLDER)).flatMap((name) => /^([A-Z]{3}-\d+)\.test\.ts$/.exec(name)?.[1] ?? []);
  return new Set(ids);
}
