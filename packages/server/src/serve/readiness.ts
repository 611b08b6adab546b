import { log } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import { restoredStores } from "../requests/index.ts";
import { answers, oldestMail, oldestPending } from "./store.ts";

/** How long an entry may wait for its place, and a mail for its server, before something is wrong. */
const LEDGER_MS = 60_000;
const OUTBOX_MS = 15 * 60_000;

/** Whether calls can be served, part by part. */
export interface Readiness {
  readonly ready: boolean;
  readonly database: boolean;
  /** Entries get their place in time. */
  readonly ledger: boolean;
  /** Mails leave in time. */
  readonly outbox: boolean;
  /** Stores that came back from a backup and are not settled, by name: nothing is erased in them meanwhile; pages are served. */
  readonly restored: readonly string[];
  /** The process was told to stop. */
  readonly stopping: boolean;
}

/** Looks at what serving needs. Never throws: what cannot be looked at is not ready. */
export async function readiness(inst: Installation, stopping: boolean): Promise<Readiness> {
  const { db } = inst.storage;
  const now = inst.surroundings.now();
  const within = (at: string | undefined, limitMs: number) => at === undefined || now - Date.parse(at) <= limitMs;
  const parts = { database: false, ledger: false, outbox: false, restored: [] as readonly string[] };
  try {
    await answers(db);
    parts.database = true;
    parts.ledger = within(await oldestPending(db), LEDGER_MS);
    parts.restored = (await restoredStores(inst)).map((one) => one.store);
    parts.outbox = within(await oldestMail(db), OUTBOX_MS);
  } catch (error) {
    log.error("readiness could not be looked at", error);
  }
  return { ready: !stopping && parts.database && parts.ledger && parts.outbox, ...parts, stopping };
}
