// SQL of the feed of changes, and of the notices that it tells of.
import { type Selectable, sql } from "kysely";
import type { Tables, Tx } from "../storage/index.ts";
import { inBatches, type NoticeSince, type Reader } from "./store.ts";

export type ChangeRow = Selectable<Tables["fact_change"]>;

/** Writes down that these changed. */
export async function insertChanges(
  tx: Tx,
  change: { readonly kind: ChangeRow["kind"]; readonly about: readonly string[]; readonly now: string },
): Promise<void> {
  await inBatches(change.about, async (some) => {
    await sql`
      insert into fact_change (kind, about, at)
      select ${change.kind}, about, ${change.now}::timestamptz from unnest(${sql.val(some)}::text[]) as changed (about)`.execute(
      tx,
    );
    return [];
  });
}

/**
 * Gives the next positions to changes that are visible and have none, oldest first, and returns how far the feed is.
 * INVARIANT (one sequencer): the row of the feed stays locked until the commit, and what is read after it was taken is what
 * whoever held it before has committed.
 * INVARIANT (nothing lost): what is taken is told by the missing position, never by an id above the last one, since a
 * transaction that commits late has lower ids.
 */
export async function giveNextPositions(tx: Tx, limit: number): Promise<{ readonly given: number; readonly position: number }> {
  const feed = await tx.selectFrom("fact_feed").select("position").where("id", "=", 1).forUpdate().executeTakeFirstOrThrow();
  const given = await sql<{ given: string }>`
    with taken as (
      select id, row_number() over (order by id) + ${feed.position}::bigint as place from (
        select id from fact_change where position is null order by id limit ${limit}
      ) as visible
    ), placed as (
      update fact_change set position = taken.place from taken where fact_change.id = taken.id returning 1
    )
    update fact_feed set position = position + counted.given from (select count(*) as given from placed) as counted
    where fact_feed.id = 1 and counted.given > 0 returning counted.given`.execute(tx);
  const places = Number(given.rows[0]?.given ?? 0);
  return { given: places, position: Number(feed.position) + places };
}

export const pendingChange = async (db: Reader): Promise<boolean> =>
  (await db.selectFrom("fact_change").select("id").where("position", "is", null).limit(1).executeTakeFirst()) !== undefined;

/** How far the feed is. */
export async function feedOf(
  db: Reader,
): Promise<{ readonly position: number; readonly pruned: number; readonly program: string | null }> {
  const row = await db.selectFrom("fact_feed").selectAll().where("id", "=", 1).executeTakeFirstOrThrow();
  return { position: Number(row.position), pruned: Number(row.pruned), program: row.program };
}

/** The feed after a position, in order. */
export const changesAfter = (db: Reader, position: number, limit: number): Promise<ChangeRow[]> =>
  db.selectFrom("fact_change").selectAll().where("position", ">", String(position)).orderBy("position").limit(limit).execute();

/** Takes the feed's row, and says that this program is told. False if it was the last one told. */
export async function tellFeedProgram(tx: Tx, program: string): Promise<boolean> {
  const done = await tx
    .updateTable("fact_feed")
    .set({ program })
    .where("id", "=", 1)
    .where((eb) => eb.or([eb("program", "is", null), eb("program", "!=", program)]))
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Drops what of the feed is older; whoever is behind takes a new snapshot. */
export async function pruneChanges(tx: Tx, before: string): Promise<number> {
  await tx.selectFrom("fact_feed").select("id").where("id", "=", 1).forUpdate().execute();
  const last = await tx
    .selectFrom("fact_change")
    .select((eb) => eb.fn.max("position").as("position"))
    .where("at", "<", before)
    .executeTakeFirst();
  if (last?.position == null) return 0;
  const gone = await tx.deleteFrom("fact_change").where("position", "<=", last.position).executeTakeFirst();
  await tx.updateTable("fact_feed").set({ pruned: last.position }).where("id", "=", 1).execute();
  return Number(gone.numDeletedRows);
}

/** A notice as decisions read it. */
export interface StatedNotice {
  readonly version: string;
  readonly purposes: Readonly<Record<string, readonly string[]>>;
}

/** Writes down that a notice is in force from now on. False if it is the one that already was. */
export async function insertNotice(
  tx: Tx,
  notice: StatedNotice & { readonly program: string; readonly now: string },
): Promise<boolean> {
  // Two servers that start at once write it down once.
  await tx.selectFrom("fact_feed").select("id").where("id", "=", 1).forUpdate().execute();
  if ((await noticeHistory(tx)).at(-1)?.version === notice.version) return false;
  const { version, program, now, purposes } = notice;
  await tx
    .insertInto("notice_version")
    .values({ version, program, published_at: now, purposes: JSON.stringify(purposes) })
    .execute();
  return true;
}

/** Which notice was in force since when, the last one last. */
export async function noticeHistory(db: Reader): Promise<readonly NoticeSince[]> {
  const rows = await db.selectFrom("notice_version").select(["version", "published_at"]).orderBy("number").execute();
  return rows.map((row) => ({ version: row.version, since: Date.parse(row.published_at) }));
}

/** Every notice that was in force, each version once. */
export const noticesOf = async (db: Reader, version?: string): Promise<readonly StatedNotice[]> => {
  const all = db.selectFrom("notice_version").select(["version", "purposes"]).orderBy("number");
  const rows = await (version === undefined ? all : all.where("version", "=", version)).execute();
  return [...new Map(rows.map((row) => [row.version, row])).values()];
};
