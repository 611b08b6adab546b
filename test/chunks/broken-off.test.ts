// A large erasure that is broken off at each of its steps, with and without a journal in the store: nothing lost, nothing doubled.
import { describe, expect, onTestFinished, test } from "vitest";
import { runRequest } from "../../packages/server/src/requests/index.ts";
import { approved, by, cleanUp, open } from "../attack/support.ts";
import { SAMPLE, sampled } from "../support/sample.ts";
import { makeHome } from "../support/storages.ts";
import { openWorkshop } from "../support/workshop.ts";
import { type Forum, goOn, HERS, KINDS, type Kind, makeForum, SMALL, skipped } from "./company.ts";

cleanUp();

const ada = by("email", "ada@a.example");

class Killed extends Error {}

/** Everything up to the step happens, and nothing after it: as if the process had died there, for the `nth` time it passes. */
const dyingAt = (step: string, nth: number) => {
  let left = nth;
  return async (name: string) => {
    if (name !== step) return;
    left -= 1;
    if (left === 0) throw new Killed(step);
  };
};

const ONCE = ["store.captured", "store.chunks.sealed", "store.committed", "store.recorded"];
const EACH = ["locked", "changed", "deleted", "journal", "journalled", "acted", "recorded"].map((step) => `store.chunk.${step}`);
/** Where it shows whether a store can tell how a transaction ended. */
const TELLING = ["store.chunk.journalled", "store.chunk.acted"];
/** Of a dozen chunks one in the middle; where it matters also the first, and one with rows that have no key. */
const MIDDLE = 4;
const OTHERS = [1, 8];

interface Case {
  readonly kind: Kind;
  readonly step: string;
  readonly nth: number;
  readonly journal: boolean;
}

/** Every step on SQLite; where an outcome is asked for, on every kind of store. */
const CASES: readonly Case[] = KINDS.flatMap((kind) => {
  const at = (steps: readonly string[], nths: readonly number[], journal = true) =>
    steps.flatMap((step) => nths.map((nth) => ({ kind, step, nth, journal })));
  const every = kind === "sqlite" ? [...at(ONCE, [1]), ...at(EACH, [MIDDLE])] : at(TELLING, [MIDDLE]);
  const unknown = kind === "postgres" ? [] : at(TELLING, kind === "sqlite" ? OTHERS : [8], false);
  return [...every, ...(kind === "sqlite" ? at(TELLING, OTHERS) : []), ...unknown];
});

const nameOf = ({ kind, step, nth, journal }: Case): string =>
  `${kind}${journal ? "" : " without its journal"}: at ${step}, the ${nth}. time`;

const endOf = new Map<Kind, Promise<Record<string, string[]>>>();

/** What the store is like after one transaction, which nobody broke off. */
function rightEnd(kind: Kind): Promise<Record<string, string[]>> {
  const had = endOf.get(kind) ?? eraseWhole(kind);
  endOf.set(kind, had);
  return had;
}

async function eraseWhole(kind: Kind): Promise<Record<string, string[]>> {
  const forum = await makeForum(kind);
  const inst = await open(forum.shop);
  expect((await runRequest(inst, await approved(inst, ada))).state).toBe("done");
  return forum.dump();
}

describe(`a large erasure, broken off${skipped}${SAMPLE}`, () => {
  test.each(sampled(CASES, 12).map((one) => [nameOf(one), one] as const))("%s", async (_, { kind, step, nth, journal }) => {
    const right = await rightEnd(kind);
    const forum = await makeForum(kind, optionsOf(kind, journal));
    const { request, died } = await breakOff(forum, dyingAt(step, nth));
    expect(died).toBe(true);
    const again = await openWorkshop(forum.shop, { home: homeOf(forum), surroundings: { largeSets: SMALL } });
    onTestFinished(() => again.close());
    const view = await goOn(again, request);
    expect({ state: view.state, because: view.because, stores: view.stores }).toMatchObject({
      ...{ state: "done", because: undefined },
      stores: [{ state: "verified", ...HERS, remaining: 0 }],
    });
    expect(await forum.dump()).toEqual(right);
    const entries = view.entries.map((entry) => entry.kind);
    expect(entries.filter((one) => one === "store.erased")).toHaveLength(1);
    const parts = await partsOf(again);
    expect(parts.map((one) => one.chunk)).toEqual(parts.map((_, at) => at + 1));
    expect(parts).toHaveLength(parts[0]?.of ?? 0);
    const known = journal ? (kind === "postgres" ? "transaction-status" : "journal-row") : "read-back";
    if (step === "store.chunk.acted" && nth <= MIDDLE) expect(parts[nth - 1]?.outcomeKnownBy).toBe(known);
    expect(parts.reduce((sum, one) => sum + one.deleted, 0)).toBe(HERS.deleted);
    if (journal && kind !== "postgres") {
      const [{ n } = { n: 0 }] = await forum.sql("select count(*) as n from troth_journal");
      expect(Number(n)).toBe(parts.length);
    }
    expect(await again.storage.db.selectFrom("run_chunk").selectAll().execute()).toEqual([]);
  });
});

test("two processes at one request do each chunk once", async () => {
  const right = await rightEnd("sqlite");
  const forum = await makeForum("sqlite", "{ timeouts: { lock: 5 } }");
  const inst = await open(forum.shop, { surroundings: { largeSets: SMALL } });
  const request = await approved(inst, ada);
  await Promise.all([runRequest(inst, request), runRequest(inst, request)]);
  expect(await goOn(inst, request)).toMatchObject({ state: "done", stores: [{ state: "verified", ...HERS }] });
  expect(await forum.dump()).toEqual(right);
  const parts = await partsOf(inst);
  expect(parts.map((one) => one.chunk)).toEqual(parts.map((_, at) => at + 1));
});

const optionsOf = (kind: Kind, journal: boolean): string =>
  kind === "postgres" ? "{ timeouts: { lock: 1 } }" : `{ timeouts: { lock: 1 }, journal: ${journal} }`;

const homes = new WeakMap<Forum, string>();
const homeOf = (forum: Forum): string => homes.get(forum) ?? "";

/** Runs Ada's erasure until the process dies, or not. */
async function breakOff(forum: Forum, passing: (step: string) => Promise<void>): Promise<{ request: string; died: boolean }> {
  const made = await makeHome();
  onTestFinished(() => made.remove());
  homes.set(forum, made.home);
  const first = await openWorkshop(forum.shop, { home: made.home, surroundings: { largeSets: SMALL } });
  const request = await approved(first, ada);
  await first.close();
  const dying = await openWorkshop(forum.shop, { home: made.home, surroundings: { passing, largeSets: SMALL } });
  const died = await runRequest(dying, request).then(
    () => false,
    (error: unknown) => error instanceof Killed,
  );
  await dying.close();
  return { request, died };
}

interface Part {
  readonly chunk: number;
  readonly of: number;
  readonly deleted: number;
  readonly outcomeKnownBy: string;
}

async function partsOf(inst: Awaited<ReturnType<typeof openWorkshop>>): Promise<Part[]> {
  const entries = await inst.storage.db.selectFrom("entry").select(["kind", "body"]).orderBy("id").execute();
  return entries.filter((one) => one.kind === "store.partly-erased").map((one) => JSON.parse(one.body) as Part);
}
