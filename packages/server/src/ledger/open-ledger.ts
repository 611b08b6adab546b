import { formatVkey, hashOfRange, readerOf, tilesOf, vkeyOf } from "@troth/core/ledger";
import { shareNext } from "../foundation/index.ts";
import { appendEntry } from "./append-entry.ts";
import { checkLedger } from "./check-ledger.ts";
import { FORK_ADVICE, LedgerError } from "./errors.ts";
import type { Ledger } from "./ledger.ts";
import { makeReceipt } from "./make-receipt.ts";
import { claimOf, readPublished, rolledBack, verifiedClaim } from "./published.ts";
import { inOrder, type LedgerParts, publishLatest, sequenceEntries } from "./sequence-entries.ts";
import { makeIdentity, startLog } from "./start-log.ts";
import { checkpointsOf, hasEntries, type LogRow, latestCheckpoint, openLog, takeSequencer, tilesAt } from "./store.ts";

/** The parts, and the base of a new log's name: a schema-less URL such as `fernhill.example/troth`. An existing log keeps its own. */
export interface LedgerPlace extends LedgerParts {
  readonly origin: string;
}

/**
 * Opens the ledger; makes its log, with a key of its own, the first time.
 * @throws LedgerError `ledger.rolled-back`, `ledger.checkpoint-missing`, `ledger.checkpoint-invalid`, `ledger.other-key`.
 */
export async function openLedger(place: LedgerPlace): Promise<Ledger> {
  return inOrder(place.storage, async () => {
    const log = (await openLog(place.storage.db)) ?? (await startFirstLog(place));
    await refuseOtherKey(place, log);
    await refuseOlderDatabase(place, log);
    await publishLatest(place, log);
    return ledgerOf(place, log);
  });
}

/** The ledger that writes to a log. */
export function ledgerOf(parts: LedgerParts, log: LogRow): Ledger {
  return {
    vkey: log.vkey,
    origin: log.origin,
    append: (tx, entry) => appendEntry(tx, log, { ...entry, at: parts.surroundings.now() }),
    sequence: shareNext(() => sequenceEntries(parts, log)),
    receipt: (entryId) => makeReceipt(parts.storage.db, entryId),
    fsck: () => checkLedger(parts),
  };
}

function startFirstLog(place: LedgerPlace): Promise<LogRow> {
  return place.storage.transaction(async (tx) => {
    await takeSequencer(tx);
    // Another process may have started and published it while this one waited for the lock.
    const started = await openLog(tx);
    if (started !== undefined) return started;
    if ((await readPublished(place.checkpointFile)) !== undefined) {
      throw rolledBack(place.checkpointFile, "the database has no log at all");
    }
    return startLog(place, tx, { ...(await makeIdentity(place, place.origin)), because: null, forkedFrom: null });
  });
}

/** The database's word for the log's key must be the key store's. */
async function refuseOtherKey({ keys }: LedgerPlace, log: LogRow): Promise<void> {
  const { publicKey } = await keys.ensureLogKey(log.origin);
  if (formatVkey(vkeyOf(log.origin, publicKey)) === log.vkey) return;
  throw new LedgerError("ledger.other-key", "the key store has another key for this log than the database says", {
    place: log.origin,
    advice: `bring back the key store that belongs to this database; or ${FORK_ADVICE}`,
  });
}

async function refuseOlderDatabase(place: LedgerPlace, log: LogRow): Promise<void> {
  const { checkpointFile: file, storage } = place;
  const published = await readPublished(file);
  if (await isUnpublishedFork(place, log, published)) return;
  if (published === undefined) {
    if (!(await hasEntries(storage.db, log.id))) return;
    const advice = `bring back this file; or ${FORK_ADVICE}`;
    throw new LedgerError("ledger.checkpoint-missing", "the log has entries, and its published checkpoint is not there", {
      place: file,
      advice,
    });
  }
  const claim = claimOf(published);
  if (claim === undefined) throw invalid(file, "it is not a checkpoint");
  if (claim.origin !== log.origin)
    throw rolledBack(file, `\`${claim.origin}\` was published, and the database's log is \`${log.origin}\``);
  if (verifiedClaim(published, log.vkey) === undefined) throw invalid(file, "it is not signed by the log's key");
  const size = (await latestCheckpoint(storage.db, log.id))?.size ?? 0;
  if (claim.size > size) throw rolledBack(file, `${claim.size} entries were published, and the database has ${size}`);
  if (!Buffer.from(claim.root).equals(await rootAt(place, log, claim.size))) {
    throw rolledBack(file, `the first ${claim.size} entries are not those that were published`);
  }
}

/** A fork whose process died before it published: the file is still exactly as the fork found it, and nothing came after. */
async function isUnpublishedFork({ storage }: LedgerPlace, log: LogRow, published: string | undefined): Promise<boolean> {
  if (log.forked_from === null || log.forked_from.publishedText !== (published ?? null)) return false;
  return (await checkpointsOf(storage.db, log.id)).filter(({ size }) => size > 0).length <= 1;
}

async function rootAt({ storage }: LedgerPlace, log: LogRow, size: number): Promise<Uint8Array> {
  const range = { start: 0, end: size };
  const tiles = await tilesAt(storage.db, log.id, tilesOf([range]));
  try {
    return hashOfRange(range, readerOf(tiles));
  } catch (cause) {
    throw new LedgerError("ledger.damaged", "tiles of the log are missing", {
      place: log.origin,
      advice: "restore a backup",
      cause,
    });
  }
}

function invalid(place: string, why: string): LedgerError {
  return new LedgerError("ledger.checkpoint-invalid", `the published checkpoint cannot be used: ${why}`, {
    place,
    advice: FORK_ADVICE,
  });
}
