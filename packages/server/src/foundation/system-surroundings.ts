import { randomBytes, randomUUID } from "node:crypto";
import type { Surroundings } from "./surroundings.ts";

/** The surroundings of production: the machine's clock, Node's randomness, and nobody who listens to steps. */
export function systemSurroundings(): Surroundings {
  return {
    now: () => Date.now(),
    random: (length) => new Uint8Array(randomBytes(length)),
    id: () => randomUUID(),
    passing: () => Promise.resolve(),
  };
}
