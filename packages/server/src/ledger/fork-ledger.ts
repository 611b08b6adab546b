import { utf8ToBytes } from "@noble/hashes/utils.js";
import { EMPTY_ROOT, encodeEntry, leafHash, toBase64 } from "@troth/core/ledger";
import type { Tx } from "../storage/index.ts";
import { LedgerError } from "./errors.ts";
import type { Ledger } from "./ledger.ts";
import { type LedgerPlace, ledgerOf } from "./open-ledger.ts";
import { claimOf, readPublished, verifiedClaim, writePublished } from "./published.ts";
import { endedError, growLog, inOrder } from "./sequence-entries.ts";
import { makeIdentity, startLog } from "./start-log.ts";
import {
  endLog,
  indexEntry,
  insertEntry,
  type LogRow,
  latestCheckpoint,
  openLog,
  pendingEntries,
  takeSequencer,
} from "./store.ts";

/** What a new log says of the one before it: its first entry, and part of its row. */
interface Continuation {
  /** The database's own last head; null if it had no log. */
  readonly continues: { readonly origin: string; readonly vkey: string; readonly size: number; readonly root: string } | null;
  /** The last published head, and whether the old log's key signed it; null if there was none that could be read. */
  readonly published: {
    readonly origin: string;
    readonly size: number;
    readonly root: string;
    readonly verified: boolean;
  } | null;
}

/**
 * Ends the log and starts a new one, under a new name and key, whose first entry says which log it continues, both
 * checkpoints, and why. Entries that were pending are carried into it. Receipts of the old log stay valid under its key.
 * @throws LedgerError `ledger.no-reason`, `ledger.nothing-to-fork`.
 */
export async function forkLedger(place: LedgerPlace & { readonly because: string }): Promise<Ledger> {
  const because = place.because.trim();
  if (because === "" || because.length > 500) {
    throw new LedgerError("ledger.no-reason", "a fork needs a reason of 1 to 500 characters", {
      advice: 'say what happened: --because "..."',
    });
  }
  return inOrder(place.storage, async () => {
    const identity = await makeIdentity(place, place.origin);
    const log = await place.storage.transaction((tx) => forkIn(tx, place, { ...identity, because }));
    await place.surroundings.passing("ledger.forked");
    await publishFork(place, log);
    return ledgerOf(place, log);
  });
}

async function forkIn(tx: Tx, place: LedgerPlace, next: { origin: string; vkey: string; because: string }): Promise<LogRow> {
  await takeSequencer(tx);
  const old = await openLog(tx);
  const text = await readPublished(place.checkpointFile);
  if (old === undefined && text === undefined) throw new LedgerError("ledger.nothing-to-fork", "there is no log yet");
  const continuation: Continuation = { continues: await continuesFrom(tx, old), published: publishedAs(text, old) };
  if (old !== undefined) await endLog(tx, old.id, new Date(place.surroundings.now()).toISOString());
  const log = await startLog(place, tx, { ...next, forkedFrom: { ...continuation, publishedText: text ?? null } });
  const pending = old === undefined ? [] : await pendingEntries(tx, old.id);
  const leaves = [
    await writeFirst(
      tx,
      place,
      log,
      { kind: "ledger.forked", body: { because: next.because, ...continuation, carried: pending.length } },
      0,
    ),
  ];
  for (const { id, body } of pending) {
    const carried = { carried: id, entry: JSON.parse(body) as unknown };
    leaves.push(await writeFirst(tx, place, log, { kind: "ledger.carried", body: carried }, leaves.length));
  }
  await growLog({ parts: place, tx, log, head: { size: 0, root: EMPTY_ROOT, note: "" }, leaves });
  return log;
}

async function continuesFrom(tx: Tx, old: LogRow | undefined): Promise<Continuation["continues"]> {
  if (old === undefined) return null;
  const head = await latestCheckpoint(tx, old.id);
  return { origin: old.origin, vkey: old.vkey, size: head?.size ?? 0, root: toBase64(head?.root ?? EMPTY_ROOT) };
}

function publishedAs(text: string | undefined, old: LogRow | undefined): Continuation["published"] {
  const claim = text === undefined ? undefined : claimOf(text);
  if (text === undefined || claim === undefined) return null;
  const verified = old !== undefined && verifiedClaim(text, old.vkey) !== undefined;
  return { origin: claim.origin, size: claim.size, root: toBase64(claim.root), verified };
}

interface FirstEntry {
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Writes an entry with its index at once, and gives its leaf hash: the explanation must be the log's first leaf. */
async function writeFirst(tx: Tx, place: LedgerPlace, log: LogRow, entry: FirstEntry, index: number): Promise<Uint8Array> {
  const at = new Date(place.surroundings.now()).toISOString();
  const encoded = encodeEntry({ at, kind: entry.kind, log: log.origin, body: entry.body });
  if (!encoded.ok) throw new LedgerError("ledger.entry-refused", `an entry cannot be written: ${encoded.says}`);
  const id = await insertEntry(tx, { log: log.id, at, kind: entry.kind, body: encoded.text });
  if (id === undefined) throw endedError(log.origin);
  await indexEntry(tx, id, index);
  return leafHash(utf8ToBytes(encoded.text));
}

/** Unlike `publishLatest`, over another log's checkpoint: that is what a fork is for. */
function publishFork(place: LedgerPlace, log: LogRow): Promise<void> {
  return place.storage.transaction(async (tx) => {
    await takeSequencer(tx);
    const head = await latestCheckpoint(tx, log.id);
    if (head !== undefined && (await openLog(tx))?.id === log.id) await writePublished(place.checkpointFile, head.note);
  });
}
