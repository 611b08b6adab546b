import { canonicalJson } from "@troth/core/foundation";
import { formatVkey, headOf, type Tile, tilePath, tileWidth, vkeyOf } from "@troth/core/ledger";
import { createPlainTree, isPlainlySigned, type PlainTree } from "./plain-tree.ts";
import { claimOf, readPublished, verifiedClaim } from "./published.ts";
import type { LedgerParts } from "./sequence-entries.ts";
import {
  allLogs,
  checkpointsOf,
  countIndexed,
  entriesFrom,
  type IndexedEntry,
  type LogRow,
  latestCheckpoint,
  payloadsByPerson,
  type StoredCheckpoint,
  tilesAfter,
} from "./store.ts";

/** What the check found. */
export interface LedgerCheck {
  readonly entries: number;
  readonly problems: readonly string[];
  /** Payloads that nobody can read any more, their person's key being gone. */
  readonly forgotten: number;
}

const ENTRY_BATCH = 2_000;
const TILE_BATCH = 200;
/** So that a ruined ledger is described, not listed. */
const MAX_PROBLEMS = 1_000;

type Say = (problem: string) => void;

/** Recomputes every log from its entries' bodies, by a second implementation, and compares tiles, heads, keys and the published file. */
export async function checkLedger(parts: LedgerParts): Promise<LedgerCheck> {
  const problems: string[] = [];
  const say: Say = (problem) => problems.length < MAX_PROBLEMS && problems.push(problem);
  let entries = 0;
  for (const log of await allLogs(parts.storage.db)) {
    const sayOfLog: Say = (problem) => say(`log ${log.origin}: ${problem}`);
    await checkKey(parts, log, sayOfLog);
    entries += await checkLog(parts, log, sayOfLog);
  }
  return { entries, problems, forgotten: await countForgotten(parts) };
}

async function checkKey({ keys }: LedgerParts, log: LogRow, say: Say): Promise<void> {
  const { publicKey } = await keys.ensureLogKey(log.origin);
  if (formatVkey(vkeyOf(log.origin, publicKey)) !== log.vkey) say("its key in the database is not the key store's");
}

/** Entries may be sequenced meanwhile: what is checked is the log up to the newest head at the start. */
async function checkLog(parts: LedgerParts, log: LogRow, say: Say): Promise<number> {
  const { db } = parts.storage;
  const checkpoints = await checkpointsOf(db, log.id);
  const size = checkpoints.at(-1)?.size ?? 0;
  if (checkpoints.length === 0) say("it has no checkpoint");
  const published = log.ended_at === null ? await checkPublished(parts, log, { size, say }) : undefined;
  const tree = await recompute(parts, log, { size, heads: [...checkpoints, ...(published ?? [])], say });
  await checkTiles(parts, log, { tree, say });
  const newest = (await latestCheckpoint(db, log.id))?.size ?? 0;
  const indexed = await countIndexed(db, log.id);
  if (indexed > newest) say(`${indexed} entries have a place, and the newest checkpoint holds ${newest}`);
  return tree.size();
}

/** The published head, to be compared like the others; its note is checked here. */
async function checkPublished(
  parts: LedgerParts,
  log: LogRow,
  { size, say }: { size: number; say: Say },
): Promise<StoredCheckpoint[]> {
  const note = await readPublished(parts.checkpointFile);
  if (note === undefined) say("its published checkpoint is not there");
  if (note === undefined) return [];
  const claim = claimOf(note);
  if (claim === undefined || verifiedClaim(note, log.vkey) === undefined) {
    say("its published checkpoint is not signed by its key");
    return [];
  }
  const newest = (await latestCheckpoint(parts.storage.db, log.id))?.size ?? 0;
  if (claim.size > newest) say(`${claim.size} entries were published, and the database has ${newest}`);
  return claim.size > size ? [] : [{ size: claim.size, root: claim.root, note }];
}

interface Recomputing {
  readonly size: number;
  readonly heads: readonly StoredCheckpoint[];
  readonly say: Say;
}

/** Builds the tree from the bodies, and holds every head against it as it passes that head's size. */
async function recompute({ storage }: LedgerParts, log: LogRow, { size, heads, say }: Recomputing): Promise<PlainTree> {
  const tree = createPlainTree();
  const waiting = [...heads].sort((a, b) => a.size - b.size);
  const compare = (): void => {
    while (waiting[0]?.size === tree.size()) checkHead(log, waiting.shift(), { tree, say });
  };
  compare();
  for (let next = 0; next < size; ) {
    const batch = await entriesFrom(storage.db, log.id, { from: next, to: size, limit: ENTRY_BATCH });
    for (const entry of batch) {
      if (entry.index !== next) break;
      checkEntry(log, entry, say);
      tree.add(Buffer.from(entry.body));
      next += 1;
      compare();
    }
    if (next < size && batch.at(-1)?.index !== next - 1) {
      say(`entry ${next} is missing; what follows it cannot be recomputed`);
      break;
    }
  }
  return tree;
}

function checkHead(log: LogRow, head: StoredCheckpoint | undefined, { tree, say }: { tree: PlainTree; say: Say }): void {
  if (head === undefined) return;
  if (!tree.root().equals(head.root)) say(`the checkpoint of ${head.size} entries does not match the entries`);
  if (!isPlainlySigned(head.note, log.vkey, { origin: log.origin, ...head }))
    say(`the checkpoint of ${head.size} entries is not signed by the log's key`);
}

function checkEntry(log: LogRow, entry: IndexedEntry, say: Say): void {
  const parsed = parse(entry.body);
  const head = parsed === undefined ? undefined : headOf(parsed);
  if (parsed === undefined || canonicalJson(parsed) !== entry.body) {
    say(`entry ${entry.index} is not canonical JSON`);
    return;
  }
  if (head === undefined || head.log !== log.origin || head.kind !== entry.kind || head.at !== entry.at) {
    say(`entry ${entry.index} does not say what its row says of it`);
  }
  if (log.forked_from !== null && entry.index === 0 && entry.kind !== "ledger.forked")
    say("it is a fork, and its first entry does not explain it");
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Every tile holds the recomputed hashes; beyond the recomputed tree, only what a newer head accounts for. */
async function checkTiles({ storage }: LedgerParts, log: LogRow, { tree, say }: { tree: PlainTree; say: Say }): Promise<void> {
  const size = tree.size();
  let seen = 0;
  let after: { level: number; index: number } = { level: -1, index: 0 };
  for (;;) {
    const batch = await tilesAfter(storage.db, log.id, after, TILE_BATCH);
    const newest = (await latestCheckpoint(storage.db, log.id))?.size ?? 0;
    for (const tile of batch) {
      if (tileWidth(tile, size) > 0) seen += 1;
      if (!isTileSound(tile, tree, newest)) say(`${tilePath(tile)} does not match the entries`);
    }
    const last = batch.at(-1);
    if (last === undefined) break;
    after = { level: last.level, index: last.index };
  }
  const wanted = countTiles(size);
  if (seen < wanted) say(`${wanted - seen} of ${wanted} tiles are missing`);
}

function isTileSound(tile: Tile, tree: PlainTree, newest: number): boolean {
  const width = tileWidth(tile, tree.size());
  const expected = Buffer.concat(tree.row(tile.level).slice(tile.index * 256, tile.index * 256 + width));
  const isLongEnough = tile.hashes.length % 32 === 0 && tile.hashes.length >= expected.length;
  return (
    isLongEnough &&
    tile.hashes.length / 32 <= tileWidth(tile, newest) &&
    expected.equals(tile.hashes.subarray(0, expected.length))
  );
}

function countTiles(size: number): number {
  let count = 0;
  for (let inLevel = size; inLevel > 0; inLevel = Math.floor(inLevel / 256)) count += Math.ceil(inLevel / 256);
  return count;
}

async function countForgotten({ storage, keys }: LedgerParts): Promise<number> {
  let forgotten = 0;
  for (const { person, payloads } of await payloadsByPerson(storage.db)) {
    if (!(await keys.has({ person }))) forgotten += payloads;
  }
  return forgotten;
}
