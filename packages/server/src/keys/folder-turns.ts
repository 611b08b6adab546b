import { setTimeout as wait } from "node:timers/promises";
import { takeLock } from "../foundation/index.ts";
import { KeysError } from "./errors.ts";

const PATIENCE_MS = 60_000;
const POLL_MS = 10;

/** Lets one writer at a time change the key store: in this process in line, between processes by a lock file. */
export type FolderTurns = <T>(work: () => Promise<T>) => Promise<T>;

/** Turns for the key store whose lock file is given. */
export function createFolderTurns(lock: string): FolderTurns {
  let last: Promise<unknown> = Promise.resolve();

  async function locked<T>(work: () => Promise<T>): Promise<T> {
    for (let waited = 0; ; waited += POLL_MS) {
      const outcome = await takeLock(lock);
      if (outcome.kind === "taken") {
        try {
          return await work();
        } finally {
          await outcome.release();
        }
      }
      if (waited >= PATIENCE_MS) {
        throw new KeysError("keys.busy", `process ${outcome.pid} on ${outcome.host} holds the key store`, { place: lock });
      }
      await wait(POLL_MS);
    }
  }

  return (work) => {
    const mine = last.then(() => locked(work));
    last = mine.catch(() => undefined);
    return mine;
  };
}
