import { utf8ToBytes } from "@noble/hashes/utils.js";
import { checkpointText, formatNote, growTiles, leafHash, parseVkey, partialTiles } from "@troth/core/ledger";
import type { Surroundings } from "../foundation/index.ts";
import type { Keys } from "../keys/index.ts";
import type { Storage, Tx } from "../storage/index.ts";
import { LedgerError } from "./errors.ts";
import { readPublished, refuseIfAhead, writePublished } from "./published.ts";
import {
  indexEntries,
  insertCheckpoint,
  type LogRow,
  logWithHead,
  type StoredCheckpoint,
  saveTiles,
  takeSequencer,
  tilesAt,
  waitForNoDisk,
} from "./store.ts";

/** What the ledger works with. */
export interface LedgerParts {
  readonly storage: Storage;
  readonly keys: Keys;
  readonly surroundings: Surroundings;
  /** Outside the database and its backups. */
  readonly checkpointFile: string;
}

// Bodies of one transaction are held in memory: 2,000 of the largest are 120 MB.
const BATCH = 2_000;

// PGlite has one session, and an advisory lock lets its own session in twice: the process keeps its own order too.
const sequencing = new WeakMap<Storage, Promise<unknown>>();

/** Runs the work after whatever else sequences on this storage in this process. */
export function inOrder<T>(storage: Storage, work: () => Promise<T>): Promise<T> {
  const before = sequencing.get(storage) ?? Promise.resolve();
  const done = before.then(work, work);
  sequencing.set(
    storage,
    done.catch(() => undefined),
  );
  return done;
}

/** Takes all visible unindexed entries into the tree, batch by batch, and publishes the newest head. Returns the log's size. */
export function sequenceEntries(parts: LedgerParts, log: LogRow): Promise<number> {
  return inOrder(parts.storage, async () => {
    let taken = BATCH;
    while (taken === BATCH) taken = await parts.storage.transaction((tx) => sequenceBatch(parts, tx, log));
    await parts.surroundings.passing("ledger.committed");
    const size = await publishLatest(parts, log);
    await parts.surroundings.passing("ledger.published");
    return size;
  });
}

async function sequenceBatch(parts: LedgerParts, tx: Tx, log: LogRow): Promise<number> {
  await takeSequencer(tx);
  const { head, hasEnded } = await headOfLog(tx, log);
  if (hasEnded) throw endedError(log.origin);
  refuseIfAhead(await readPublished(parts.checkpointFile), { origin: log.origin, size: head.size, file: parts.checkpointFile });
  const entries = await indexEntries(tx, log.id, { from: head.size, limit: BATCH });
  const leaves = entries.map((entry) => leafHash(utf8ToBytes(entry.body)));
  if (leaves.length > 0) await growLog({ parts, tx, log, head, leaves });
  return entries.length;
}

/** Writes tiles and a signed checkpoint for the leaves that follow `head`. Reads no more than the partial tiles. */
export async function growLog(work: {
  readonly parts: LedgerParts;
  readonly tx: Tx;
  readonly log: LogRow;
  readonly head: StoredCheckpoint;
  readonly leaves: readonly Uint8Array[];
}): Promise<void> {
  const { parts, tx, log, head, leaves } = work;
  const partial = await tilesAt(tx, log.id, partialTiles(head.size));
  const grown = growTiles(head.size, partial, leaves);
  await saveTiles(tx, log.id, grown.changed);
  await signCheckpoint(parts, tx, log, grown);
}

/** Signs a head with the log's key and writes it down. */
export async function signCheckpoint(
  parts: LedgerParts,
  tx: Tx,
  log: LogRow,
  head: { size: number; root: Uint8Array },
): Promise<void> {
  const { size, root } = head;
  const key = parseVkey(log.vkey);
  if (key === undefined)
    throw new LedgerError("ledger.damaged", "the log's key in the database is not a vkey", { place: log.origin });
  const text = checkpointText({ origin: log.origin, size, root });
  const signature = await parts.keys.sign(log.origin, utf8ToBytes(text));
  const note = formatNote({ text, signatures: [{ ...key, signature }] });
  await insertCheckpoint(tx, log.id, { size, root, note, at: new Date(parts.surroundings.now()).toISOString() });
}

/** Puts the newest committed head into the file. Under the sequencer's lock, so that a slow process cannot put an older one over it. */
export function publishLatest(parts: LedgerParts, log: LogRow): Promise<number> {
  return parts.storage.transaction(async (tx) => {
    await waitForNoDisk(tx);
    await takeSequencer(tx);
    const { head, hasEnded } = await headOfLog(tx, log);
    const published = await readPublished(parts.checkpointFile);
    refuseIfAhead(published, { origin: log.origin, size: head.size, file: parts.checkpointFile });
    // A fork elsewhere may have ended this log meanwhile: its successor's checkpoint stays.
    if (!hasEnded && published !== head.note) await writePublished(parts.checkpointFile, head.note);
    return head.size;
  });
}

/** The newest head, and whether a fork has ended the log; every log has a head from its beginning. */
export async function headOfLog(tx: Tx, log: LogRow): Promise<{ readonly head: StoredCheckpoint; readonly hasEnded: boolean }> {
  const { head, hasEnded } = await logWithHead(tx, log.id);
  if (head === undefined)
    throw new LedgerError("ledger.damaged", "the log has no checkpoint", { place: log.origin, advice: "restore a backup" });
  return { head, hasEnded };
}

/** The refusal of a log that a fork has ended. */
export function endedError(origin: string): LedgerError {
  return new LedgerError("ledger.ended", "this log has ended: a fork continues it", {
    place: origin,
    advice: "start this process again",
  });
}
