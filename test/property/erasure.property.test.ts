// Random companies: the engine does to every row what the naive engine says, and to no other row anything.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkWorld } from "./check-world.ts";
import { DIMENSIONS, type Dimension } from "./dimensions.ts";
import { type Server, startServer } from "./on-pglite.ts";
import { worlds } from "./random-world.ts";
import type { World } from "./world.ts";
import { toText } from "./write-world.ts";

/** CI: a fixed seed and so many companies; `npm run full` sets TROTH_PROPERTY_RUNS and lets the seed be random. */
const RUNS = Number(process.env.TROTH_PROPERTY_RUNS ?? "250");
const SEED = Number(
  process.env.TROTH_SEED ?? (process.env.TROTH_PROPERTY_RUNS === undefined ? "20261122" : Date.now() % 2 ** 31),
);
/** A counterexample again: what its report says as `path`, with its seed. */
const PATH = process.env.TROTH_PROPERTY_PATH;
/** A counterexample is shrunk no longer than this, all in all. */
const LIMIT_MS = Number(process.env.TROTH_PROPERTY_SECONDS ?? "600") * 1000;
/** Companies whose erasure was carried out: a generator of plans that are refused would show nothing. */
const FLOOR = 0.5;

/** In which share of the companies each dimension decides whose a row is, at the least. */
const LEAST: Readonly<Record<Dimension, number>> = {
  array: 0.1,
  list: 0.08,
  "JSON list": 0.03,
  "JSON path": 0.07,
  "inside a target": 0.05,
  "kept apart by a tenant": 0.02,
  "named with a tenant": 0.1,
  batch: 0.1,
  "row of several people": 0.03,
};

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.close());

interface Seen {
  executed: number;
  readonly dimensions: Map<Dimension, number>;
  readonly refused: Map<string, number>;
}

async function check(world: World, seen: Seen): Promise<void> {
  const { run, wrong, dimensions } = await checkWorld(world, server);
  expect(wrong).toEqual([]);
  for (const one of dimensions) seen.dimensions.set(one, (seen.dimensions.get(one) ?? 0) + 1);
  if (run.answer?.kind === "acted") seen.executed += 1;
  for (const code of new Set(run.findings.filter((one) => one.blocks).map((one) => one.code)))
    seen.refused.set(code, (seen.refused.get(code) ?? 0) + 1);
}

test(`an erasure is what the naive engine says (${RUNS} companies, seed ${SEED})`, { timeout: 3_600_000 }, async () => {
  const seen: Seen = { executed: 0, dimensions: new Map(), refused: new Map() };
  const readable = worlds.map((world) => Object.assign(world, { [fc.toStringMethod]: () => toText(world) }));
  await fc.assert(
    fc.asyncProperty(readable, (world) => check(world, seen)),
    {
      numRuns: RUNS,
      seed: SEED,
      interruptAfterTimeLimit: LIMIT_MS,
      ...(PATH === undefined ? {} : { path: PATH, endOnFailure: true }),
    },
  );
  console.info(`${seen.executed} of ${RUNS} erasures were carried out; refused by`, Object.fromEntries(seen.refused));
  console.info("of these turned on", Object.fromEntries(seen.dimensions));
  for (const one of DIMENSIONS) expect(seen.dimensions.get(one) ?? 0, one).toBeGreaterThan(RUNS * LEAST[one]);
  expect(seen.executed / RUNS).toBeGreaterThan(FLOOR);
});
