// One company through both engines.
import { compare, compareOutcome, withRows } from "./compare.ts";
import { type Dimension, dimensionsOf } from "./dimensions.ts";
import { type EngineRun, runEngine } from "./engine.ts";
import { decide } from "./naive.ts";
import type { Server } from "./on-pglite.ts";
import type { World } from "./world.ts";

export interface Checked {
  readonly run: EngineRun;
  /** All in which it differs from the naive one. */
  readonly wrong: readonly string[];
  readonly dimensions: ReadonlySet<Dimension>;
  /** Of what is wrong, the outcome. */
  readonly wrongOutcome: readonly string[];
}

/** What the real engine did, and in what it differs from the naive one. */
export async function checkWorld(world: World, server: Server): Promise<Checked> {
  const live = await server.make(world);
  try {
    const before = withRows(world, await live.rows());
    const verdict = decide(before);
    const run = await runEngine(before, live);
    const after = await live.rows();
    return {
      run,
      dimensions: dimensionsOf(before, verdict),
      wrong: compare(before, verdict, run, after),
      wrongOutcome: compareOutcome(before, verdict, run, after),
    };
  } finally {
    await live.drop();
  }
}
