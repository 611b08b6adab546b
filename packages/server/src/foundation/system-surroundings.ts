import { randomFillSync, randomUUID } from "node:crypto";
import type { Surroundings } from "./surroundings.ts";

const POOL_BYTES = 4_096;

/**
 * Random bytes of the system, fetched many at a time: by the call, a nonce costs as much as what is sealed under it. INVARIANT (given
 * once): what is handed out is no longer in the pool.
 */
function createRandom(): Surroundings["random"] {
  const pool = new Uint8Array(POOL_BYTES);
  let used = POOL_BYTES;
  return (length) => {
    if (length > POOL_BYTES) return randomFillSync(new Uint8Array(length));
    if (used + length > POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    const given = pool.slice(used, used + length);
    pool.fill(0, used, used + length);
    used += length;
    return given;
  };
}

/** The surroundings of production: the machine's clock, the system's randomness, and nobody who listens to steps. */
export function systemSurroundings(): Surroundings {
  return {
    now: () => Date.now(),
    random: createRandom(),
    id: () => randomUUID(),
    passing: () => Promise.resolve(),
  };
}
