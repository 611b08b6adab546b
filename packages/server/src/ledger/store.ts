import type { Tile, TilePlace } from "@troth/core/ledger";
import { type Kysely, type Selectable, sql } from "kysely";
import type { Tables, Tx } from "../storage/index.ts";

type Db = Kysely<Tables>;

/** A log's row. */
export type LogRow = Selectable<Tables["log"]>;

/** An entry that has its place. */
export interface IndexedEntry {
  readonly id: string;
  readonly index: number;
  readonly at: string;
  readonly kind: string;
  readonly body: string;
}

/** A signed head as it is stored. */
export interface StoredCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
}

// `trothlog` in ASCII, as the number of the lock: one sequencer in the whole database.
const SEQUENCER_LOCK = "8390891576308690791";

const toEntry = (row: { id: string; index: string | null; at: string; kind: string; body: string }): IndexedEntry => ({
  ...row,
  index: Number(row.index),
});
const toCheckpoint = (row: { size: string; root: Uint8Array; note: string }): StoredCheckpoint => ({
  ...row,
  size: Number(row.size),
});

/**
 * Waits until nobody else sequences, publishes or forks, and keeps others out until this transaction ends.
 * INVARIANT (one sequencer): besides the advisory lock, each takes the next fencing token, whose row stays locked until
 * its commit: where the advisory lock does not hold, two still cannot sequence from one head.
 */
export async function takeSequencer(tx: Tx): Promise<void> {
  await sql`
    with held as materialized (select pg_advisory_xact_lock(${SEQUENCER_LOCK}::bigint))
    update sequencer set token = token + 1 from held where id = 1`.execute(tx);
}

/** A transaction that only keeps others out, and writes nothing that has to survive: its commit does not wait for the disk. */
export const waitForNoDisk = (tx: Tx): Promise<unknown> => sql`set local synchronous_commit to off`.execute(tx);

/** The log that is written to. */
export function openLog(db: Db): Promise<LogRow | undefined> {
  return db.selectFrom("log").selectAll().where("ended_at", "is", null).executeTakeFirst();
}

/** Every log, oldest first. */
export function allLogs(db: Db): Promise<LogRow[]> {
  return db.selectFrom("log").selectAll().orderBy("id").execute();
}

/** One log. */
export function logOf(db: Db, log: number): Promise<LogRow> {
  return db.selectFrom("log").selectAll().where("id", "=", log).executeTakeFirstOrThrow();
}

/** Writes down a new log. */
export function insertLog(
  tx: Tx,
  log: Pick<LogRow, "origin" | "vkey" | "started_at" | "because"> & { forkedFrom: object | null },
): Promise<LogRow> {
  const { forkedFrom, ...row } = log;
  const values = { ...row, forked_from: forkedFrom === null ? null : JSON.stringify(forkedFrom), ended_at: null };
  return tx.insertInto("log").values(values).returningAll().executeTakeFirstOrThrow();
}

/** Ends a log: nothing is added to it any more. */
export async function endLog(tx: Tx, log: number, at: string): Promise<void> {
  await tx.updateTable("log").set({ ended_at: at }).where("id", "=", log).execute();
}

/**
 * Writes down an entry, without a place in the tree, and keeps its log from being ended until this transaction is over; undefined if
 * it has ended.
 */
export async function insertEntry(
  tx: Tx,
  entry: { log: number; at: string; kind: string; body: string },
): Promise<string | undefined> {
  const { log, at, kind, body } = entry;
  const made = await sql<{ id: string }>`
    with held as (select id from log where id = ${log} and ended_at is null for share)
    insert into entry (log, at, kind, body, index) select id, ${at}::timestamptz, ${kind}, ${body}, null from held
    returning id`.execute(tx);
  return made.rows[0]?.id;
}

/**
 * Gives the next indexes to unindexed entries that are visible now, oldest ids first, and returns these entries in order.
 * INVARIANT (nothing lost): what is taken is told by the missing index, never by an id above the last one, since a
 * transaction that commits late has lower ids.
 */
export async function indexEntries(tx: Tx, log: number, options: { from: number; limit: number }): Promise<IndexedEntry[]> {
  const taken = sql<{ id: string; index: string; at: string; kind: string; body: string }>`
    with taken as (
      select id, row_number() over (order by id) - 1 + ${options.from}::bigint as place from (
        select id from entry where log = ${log} and index is null order by id limit ${options.limit}
      ) as visible
    )
    update entry set index = taken.place from taken where entry.id = taken.id
    returning entry.id, entry.index, entry.at, entry.kind, entry.body`;
  const { rows } = await taken.execute(tx);
  return rows.map(toEntry).sort((a, b) => a.index - b.index);
}

/** Gives one entry, and no other, an index. */
export async function indexEntry(tx: Tx, id: string, index: number): Promise<void> {
  await tx
    .updateTable("entry")
    .set({ index: String(index) })
    .where("id", "=", id)
    .execute();
}

/** Entries of a log that wait for their place. */
export function pendingEntries(db: Db, log: number): Promise<{ id: string; body: string }[]> {
  return db.selectFrom("entry").select(["id", "body"]).where("log", "=", log).where("index", "is", null).orderBy("id").execute();
}

/** Whether anything was ever written to a log. */
export async function hasEntries(db: Db, log: number): Promise<boolean> {
  return (await db.selectFrom("entry").select("id").where("log", "=", log).limit(1).executeTakeFirst()) !== undefined;
}

/** One entry, with or without its place. */
export function entryOf(db: Db, id: string): Promise<Selectable<Tables["entry"]> | undefined> {
  return db.selectFrom("entry").selectAll().where("id", "=", id).executeTakeFirst();
}

/** The entry by which a later log carried on this one, which was pending when its own log ended. */
export async function carriedAs(db: Db, id: string): Promise<Selectable<Tables["entry"]> | undefined> {
  const body = sql<string>`(body::jsonb ->> 'carried')`;
  return db.selectFrom("entry").selectAll().where("kind", "=", "ledger.carried").where(body, "=", id).executeTakeFirst();
}

/** A batch of a log's entries in order of index. */
export async function entriesFrom(
  db: Db,
  log: number,
  range: { from: number; to: number; limit: number },
): Promise<IndexedEntry[]> {
  const rows = await db
    .selectFrom("entry")
    .select(["id", "index", "at", "kind", "body"])
    .where("log", "=", log)
    .where("index", ">=", String(range.from))
    .where("index", "<", String(range.to))
    .orderBy("index")
    .limit(range.limit)
    .execute();
  return rows.map(toEntry);
}

/** How many entries of a log have a place. */
export async function countIndexed(db: Db, log: number): Promise<number> {
  const count = db.fn.countAll<string>().as("count");
  return Number(
    (await db.selectFrom("entry").select(count).where("log", "=", log).where("index", "is not", null).executeTakeFirstOrThrow())
      .count,
  );
}

/** These tiles, as far as they are there. */
export async function tilesAt(db: Db, log: number, places: readonly TilePlace[]): Promise<Tile[]> {
  if (places.length === 0) return [];
  const rows = await db
    .selectFrom("tile")
    .select(["level", "index", "hashes"])
    .where("log", "=", log)
    .where((eb) => eb.or(places.map(({ level, index }) => eb.and([eb("level", "=", level), eb("index", "=", String(index))]))))
    .execute();
  return rows.map((row) => ({ ...row, index: Number(row.index) }));
}

/** A batch of a log's tiles after one, by level and index. */
export async function tilesAfter(db: Db, log: number, after: TilePlace, limit: number): Promise<Tile[]> {
  const later = sql<boolean>`(level, index) > (${after.level}, ${String(after.index)}::bigint)`;
  const query = db.selectFrom("tile").select(["level", "index", "hashes"]).where("log", "=", log).where(later);
  const rows = await query.orderBy("level").orderBy("index").limit(limit).execute();
  return rows.map((row) => ({ ...row, index: Number(row.index) }));
}

/** Writes new tiles, and grown ones over their shorter selves. */
export async function saveTiles(tx: Tx, log: number, tiles: readonly Tile[]): Promise<void> {
  const rows = tiles.map(({ level, index, hashes }) => ({ log, level, index: String(index), hashes }));
  // Parameters of one statement are limited to 65,535.
  for (let at = 0; at < rows.length; at += 200) {
    await tx
      .insertInto("tile")
      .values(rows.slice(at, at + 200))
      .onConflict((conflict) =>
        conflict.columns(["log", "level", "index"]).doUpdateSet((eb) => ({ hashes: eb.ref("excluded.hashes") })),
      )
      .execute();
  }
}

/** Writes a signed head. */
export async function insertCheckpoint(tx: Tx, log: number, checkpoint: StoredCheckpoint & { at: string }): Promise<void> {
  await tx
    .insertInto("checkpoint")
    .values({ ...checkpoint, log, size: String(checkpoint.size) })
    .execute();
}

/** A log with its newest head, which every log has from its beginning. */
export async function logWithHead(
  db: Db,
  log: number,
): Promise<{ readonly hasEnded: boolean; readonly head: StoredCheckpoint | undefined }> {
  const row = await db
    .selectFrom("log")
    // Looked up for the one log: a plain join would read and sort all heads that it ever had.
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("checkpoint")
          .select(["size", "root", "note"])
          .whereRef("checkpoint.log", "=", "log.id")
          .orderBy("size", "desc")
          .limit(1)
          .as("head"),
      (join) => join.onTrue(),
    )
    .select(["log.ended_at", "head.size", "head.root", "head.note"])
    .where("log.id", "=", log)
    .executeTakeFirstOrThrow();
  const { ended_at, size, root, note } = row;
  const hasHead = size !== null && root !== null && note !== null;
  return { hasEnded: ended_at !== null, head: hasHead ? toCheckpoint({ size, root, note }) : undefined };
}

/** The newest head of a log. */
export async function latestCheckpoint(db: Db, log: number): Promise<StoredCheckpoint | undefined> {
  const query = db.selectFrom("checkpoint").select(["size", "root", "note"]).where("log", "=", log);
  const row = await query.orderBy("size", "desc").limit(1).executeTakeFirst();
  return row === undefined ? undefined : toCheckpoint(row);
}

/** The oldest head of a log that holds the leaf `index`. */
export async function checkpointHolding(db: Db, log: number, index: number): Promise<StoredCheckpoint | undefined> {
  const query = db
    .selectFrom("checkpoint")
    .select(["size", "root", "note"])
    .where("log", "=", log)
    .where("size", ">", String(index));
  const row = await query.orderBy("size").limit(1).executeTakeFirst();
  return row === undefined ? undefined : toCheckpoint(row);
}

/** A log's heads, smallest first. */
export async function checkpointsOf(db: Db, log: number): Promise<StoredCheckpoint[]> {
  const rows = await db
    .selectFrom("checkpoint")
    .select(["size", "root", "note"])
    .where("log", "=", log)
    .orderBy("size")
    .execute();
  return rows.map(toCheckpoint);
}

/** How many sealed payloads each person has. */
export async function payloadsByPerson(db: Db): Promise<{ person: string; payloads: number }[]> {
  const query = db.selectFrom("payload").select(["person_id as person", (eb) => eb.fn.countAll<string>().as("payloads")]);
  return (await query.groupBy("person_id").execute()).map((row) => ({ ...row, payloads: Number(row.payloads) }));
}
