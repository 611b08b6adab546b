// What those who write rows into the hard schema share.
import type { Chance } from "../seeded/random.ts";
import type { World } from "../seeded/world.ts";
import type { Actor } from "./cast.ts";
import type { Engine } from "./tables.ts";

/** What those who write rows need to know. */
export interface Setting {
  readonly engine: Engine;
  readonly world: World;
  readonly chance: Chance;
  readonly actors: readonly Actor[];
}
