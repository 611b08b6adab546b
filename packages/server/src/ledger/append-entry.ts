import { encodeEntry } from "@troth/core/ledger";
import type { Tx } from "../storage/index.ts";
import { LedgerError } from "./errors.ts";
import type { EntryInput } from "./ledger.ts";
import { endedError } from "./sequence-entries.ts";
import { insertEntry, type LogRow } from "./store.ts";

/** Largest entry that is taken: below a leaf's limit, so that a fork can carry a pending one inside an entry of its own. */
export const MAX_APPENDED_BYTES = 60_000;

/** Writes an entry in the caller's transaction. @throws LedgerError `ledger.entry-refused`, `ledger.ended`. */
export async function appendEntry(tx: Tx, log: LogRow, entry: EntryInput & { readonly at: number }): Promise<string> {
  const at = new Date(entry.at).toISOString();
  const encoded = encodeEntry({ at, kind: entry.kind, log: log.origin, body: entry.body });
  if (!encoded.ok) throw refused(encoded.says);
  if (Buffer.byteLength(encoded.text) > MAX_APPENDED_BYTES) throw refused(`it is larger than ${MAX_APPENDED_BYTES} bytes`);
  const id = await insertEntry(tx, { log: log.id, at, kind: entry.kind, body: encoded.text });
  if (id === undefined) throw endedError(log.origin);
  return id;
}

function refused(says: string): LedgerError {
  return new LedgerError("ledger.entry-refused", `an entry cannot be written: ${says}`);
}
