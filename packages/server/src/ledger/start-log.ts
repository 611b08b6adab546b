import { EMPTY_ROOT, formatVkey, isKeyName, vkeyOf } from "@troth/core/ledger";
import type { Tx } from "../storage/index.ts";
import { LedgerError } from "./errors.ts";
import { type LedgerParts, signCheckpoint } from "./sequence-entries.ts";
import { insertLog, type LogRow } from "./store.ts";

/** A name that no log has had, and its key. Durable before any log uses it. */
export interface NewIdentity {
  readonly origin: string;
  readonly vkey: string;
}

/**
 * Makes an identity for a new log. The random end of the origin keeps a database that was lost or rolled back from
 * ever signing a second history under the name and key of the first.
 */
export async function makeIdentity({ keys, surroundings }: LedgerParts, base: string): Promise<NewIdentity> {
  const origin = `${base}/${surroundings.id().slice(0, 8)}`;
  if (!isKeyName(origin))
    throw new LedgerError("ledger.bad-origin", "a log's origin must not hold spaces or a plus", { place: base });
  const { publicKey } = await keys.ensureLogKey(origin);
  return { origin, vkey: formatVkey(vkeyOf(origin, publicKey)) };
}

/** Writes down a new, empty log and its first head. */
export async function startLog(
  parts: LedgerParts,
  tx: Tx,
  log: NewIdentity & { readonly because: string | null; readonly forkedFrom: object | null },
): Promise<LogRow> {
  const started_at = new Date(parts.surroundings.now()).toISOString();
  const row = await insertLog(tx, { ...log, started_at });
  await signCheckpoint(parts, tx, row, { size: 0, root: EMPTY_ROOT });
  return row;
}
