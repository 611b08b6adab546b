import type { Installation } from "../installation/index.ts";
import { countWaiting } from "./store.ts";

/** How many asks wait for their code, and since when the oldest does: staff see that they are there, and nothing more. */
export const waitingAsks = (inst: Installation): Promise<{ readonly count: number; readonly oldest: string | undefined }> =>
  countWaiting(inst.storage.db);
