// All SQL of the facts folder.
import { type Selectable, sql } from "kysely";
import type { Storage, Tables, Tx } from "../storage/index.ts";

export type SubjectRow = Selectable<Tables["fact_subject"]>;
export type FactRow = Pick<Selectable<Tables["fact"]>, "id_hash" | "subject" | "sealed">;
export type ChangeRow = Selectable<Tables["fact_change"]>;

/** Where something is read: outside a transaction, or in one. */
export type Reader = Storage["db"] | Tx;

// Parameters of one statement are limited to 65,535.
const AT_ONCE = 5_000;

/** Reads by a list that may be longer than a statement takes. */
async function inBatches<T, R>(items: readonly T[], read: (some: readonly T[]) => Promise<readonly R[]>): Promise<R[]> {
  const found: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) found.push(...(await read(items.slice(at, at + AT_ONCE))));
  return found;
}

/** A column of many rows as one parameter: a statement of a thousand rows is read as quickly as one of one. */
const column = <R>(rows: readonly R[], of: (row: R) => string | Uint8Array | null) => sql.val(rows.map(of));

/** Rows whose column is one of many values. */
const isAmong = (name: string, values: readonly string[]) => sql<boolean>`${sql.ref(name)} = any(${sql.val(values)}::text[])`;

export const subjectsOf = (db: Reader, hashes: readonly string[]): Promise<SubjectRow[]> =>
  inBatches(hashes, (some) => db.selectFrom("fact_subject").selectAll().where(isAmong("hash", some)).execute());

/** The same, locked in one order: two batches about the same people wait for each other, and never in a ring. */
export const lockSubjects = (tx: Tx, hashes: readonly string[]): Promise<SubjectRow[]> =>
  inBatches(hashes.toSorted(), (some) =>
    tx.selectFrom("fact_subject").selectAll().where(isAmong("hash", some)).orderBy("hash").forUpdate().execute(),
  );

/** The next subjects in order of their hashes. */
export const subjectsAfter = (db: Reader, after: string, limit: number): Promise<SubjectRow[]> =>
  db
    .selectFrom("fact_subject")
    .selectAll()
    .where("hash", ">", after)
    .where("state", "is not", null)
    .orderBy("hash")
    .limit(limit)
    .execute();

/** The first people and browsers in order of their hashes. */
export const firstPeople = (db: Reader, most: number): Promise<SubjectRow[]> =>
  db
    .selectFrom("fact_subject")
    .selectAll()
    .where("state", "is not", null)
    .where("kind", "!=", "client")
    .orderBy("hash")
    .limit(most)
    .execute();

/** How many people and browsers are known. */
export async function countPeople(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom("fact_subject")
    .select((eb) => eb.fn.countAll().as("count"))
    .where("state", "is not", null)
    .where("kind", "!=", "client")
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Subjects whose state was folded by another program than this one. */
export const subjectsOfOtherGround = async (db: Reader, ground: string, limit: number): Promise<string[]> => {
  const rows = await db
    .selectFrom("fact_subject")
    .select("hash")
    .where((eb) => eb.or([eb("ground", "<", ground), eb("ground", ">", ground)]))
    .limit(limit)
    .execute();
  return rows.map((row) => row.hash);
};

export const factsOf = (db: Reader, subjects: readonly string[]): Promise<FactRow[]> =>
  inBatches(subjects, (some) =>
    db
      .selectFrom("fact")
      .select(["id_hash", "subject", "sealed"])
      .where(isAmong("subject", some))
      .orderBy("subject")
      .orderBy("number")
      .execute(),
  );

/** The facts of a subject with the ledger's entry that commits to each: null where it was told before that was kept. */
export const factsWithEntries = (db: Reader, subject: string): Promise<(FactRow & { readonly entry: string | null })[]> =>
  db
    .selectFrom("fact")
    .select(["id_hash", "subject", "sealed", "entry"])
    .where("subject", "=", subject)
    .orderBy("number")
    .execute();

/** Whose facts these ids are, for those that are there. */
export const subjectsOfFacts = (db: Reader, idHashes: readonly string[]): Promise<Pick<FactRow, "id_hash" | "subject">[]> =>
  inBatches(idHashes, (some) => db.selectFrom("fact").select(["id_hash", "subject"]).where(isAmong("id_hash", some)).execute());

/** Who is known by an identifier, and not being forgotten. */
export const personOf = async (db: Reader, one: { readonly kind: string; readonly hash: string }): Promise<string | undefined> =>
  (
    await db
      .selectFrom("person_identifier")
      .innerJoin("person", "person.id", "person_identifier.person_id")
      .select("person.id")
      .where("person_identifier.kind", "=", one.kind)
      .where("person_identifier.hash", "=", one.hash)
      .where("person.state", "=", "known")
      .executeTakeFirst()
  )?.id;

/** A subject of whom nothing was told before. */
export interface NewSubject {
  readonly hash: string;
  readonly kind: SubjectRow["kind"];
  readonly person: string;
  readonly identifier: { readonly kind: string; readonly hash: string } | undefined;
}

/** Makes subjects and their people; whoever is there already stays as they are. */
export async function insertSubjects(tx: Tx, subjects: readonly NewSubject[], now: string): Promise<void> {
  for (let at = 0; at < subjects.length; at += AT_ONCE) {
    const some = subjects.slice(at, at + AT_ONCE);
    const people = column(some, ({ person }) => person);
    await sql`
      insert into person (id, state, created_at) select id, 'known', ${now}::timestamptz from unnest(${people}::text[]) as made (id)
      on conflict do nothing`.execute(tx);
    const identifiers = some.flatMap(({ person, identifier }) => (identifier ? [{ person_id: person, ...identifier }] : []));
    if (identifiers.length > 0)
      await tx
        .insertInto("person_identifier")
        .values(identifiers)
        .onConflict((on) => on.doNothing())
        .execute();
    const [hashes, kinds] = [column(some, ({ hash }) => hash), column(some, ({ kind }) => kind)];
    await sql`
      insert into fact_subject (hash, kind, person_id, version)
      select hash, kind, person, 0 from unnest(${hashes}::text[], ${kinds}::text[], ${people}::text[]) as made (hash, kind, person)
      on conflict do nothing`.execute(tx);
  }
}

/** Of two that made the same subject at once, the person of the one that came second is nobody's. */
export const deletePeople = (tx: Tx, people: readonly string[]): Promise<unknown> =>
  inBatches(people, async (some) => {
    await tx.deleteFrom("person_identifier").where("person_id", "in", some).execute();
    await tx.deleteFrom("person").where("id", "in", some).execute();
    return [];
  });

export async function insertFacts(
  tx: Tx,
  rows: readonly (FactRow & { readonly commitment: string; readonly entry: string })[],
): Promise<void> {
  await inBatches(rows, async (some) => {
    const [ids, subjects] = [column(some, (row) => row.id_hash), column(some, (row) => row.subject)];
    const [sealed, commitments] = [column(some, (row) => row.sealed), column(some, (row) => row.commitment)];
    await sql`
      insert into fact (id_hash, subject, sealed, commitment, entry)
      select * from unnest(${ids}::text[], ${subjects}::text[], ${sealed}::bytea[], ${commitments}::text[], ${column(some, (row) => row.entry)}::bigint[])`.execute(
      tx,
    );
    return [];
  });
}

/** Writes down that these changed, and gives each the number of its change: it grows, since each is locked. */
export async function insertChanges(
  tx: Tx,
  change: { readonly kind: ChangeRow["kind"]; readonly about: readonly string[]; readonly now: string },
): Promise<ReadonlyMap<string, string>> {
  const rows = await inBatches(change.about, async (some) => {
    const made = await sql<Pick<ChangeRow, "id" | "about">>`
      insert into fact_change (kind, about, at)
      select ${change.kind}, about, ${change.now}::timestamptz from unnest(${sql.val(some)}::text[]) as changed (about)
      returning id, about`.execute(tx);
    return made.rows;
  });
  return new Map(rows.map((row) => [row.about, row.id]));
}

/** New states of subjects, which are there and locked. */
export const saveStates = (tx: Tx, rows: readonly SubjectRow[]): Promise<unknown> =>
  inBatches(rows, async (some) => {
    const [hashes, states] = [column(some, (row) => row.hash), column(some, (row) => row.state)];
    const [grounds, versions] = [column(some, (row) => row.ground), column(some, (row) => row.version)];
    const saved = await sql`
      update fact_subject set state = saved.state, ground = saved.ground, version = saved.version
      from unnest(${hashes}::text[], ${states}::bytea[], ${grounds}::text[], ${versions}::bigint[])
        as saved (hash, state, ground, version)
      where fact_subject.hash = saved.hash returning fact_subject.hash`.execute(tx);
    // A state that went nowhere would be an answer by what was so before.
    if (saved.rows.length !== some.length) throw new Error("bug: a state was saved of a subject that is not there");
    return [];
  });

export const markErasing = (tx: Tx, hashes: readonly string[], request: string | null): Promise<unknown> =>
  tx.updateTable("fact_subject").set({ erasing: request }).where("hash", "in", hashes).execute();

/** Marks those of whom nothing was told, whose hashes it gives: whoever tells something of them meanwhile is refused. */
export async function insertErasing(
  tx: Tx,
  at: { readonly hashes: readonly string[]; readonly person: string; readonly request: string },
): Promise<readonly string[]> {
  const made = await tx
    .insertInto("fact_subject")
    .values(
      at.hashes.map((hash) => ({
        ...{ hash, kind: "person" as const, person_id: at.person, state: null, ground: null, version: "0", erasing: at.request },
      })),
    )
    .onConflict((on) => on.doNothing())
    .returning("hash")
    .execute();
  return made.map(({ hash }) => hash);
}

/** Whom a request is erasing. */
export const erasingFor = (db: Reader, request: string): Promise<SubjectRow[]> =>
  db.selectFrom("fact_subject").selectAll().where("erasing", "=", request).orderBy("hash").execute();

/** Writes down whom an erasure takes; whoever was erased before is so until now. */
export async function insertErased(tx: Tx, rows: readonly Selectable<Tables["erased_subject"]>[]): Promise<void> {
  await inBatches(rows, async (some) => {
    await tx
      .insertInto("erased_subject")
      .values([...some])
      .onConflict((on) =>
        on.column("hash").doUpdateSet((eb) => ({ at: eb.ref("excluded.at"), request_id: eb.ref("excluded.request_id") })),
      )
      .execute();
    return [];
  });
}

export const erasedAmong = (db: Reader, hashes: readonly string[]) =>
  inBatches(hashes, (some) => db.selectFrom("erased_subject").select(["hash", "at"]).where(isAmong("hash", some)).execute());

/** Deletes subjects with their facts. Returns how many facts there were. */
export async function deleteSubjects(tx: Tx, hashes: readonly string[]): Promise<number> {
  const gone = await tx.deleteFrom("fact").where("subject", "in", hashes).executeTakeFirst();
  // What they wrote goes with them; the rows follow, once the keys of their mails have gone.
  await tx.updateTable("content").set({ subject: null, sealed: null }).where("subject", "in", hashes).execute();
  await tx.deleteFrom("fact_subject").where("hash", "in", hashes).execute();
  return Number(gone.numDeletedRows);
}

/** Ends the time of parents who are asked about erased children: their links are dead, and the next turn takes their keys. */
export const endParentAsks = (tx: Tx, at: { readonly subjects: readonly string[]; readonly now: string }): Promise<unknown> =>
  tx
    .updateTable("parent_ask")
    .set({ until: at.now })
    .where("subject", "in", at.subjects)
    .where("state", "=", "waiting")
    .execute();

/**
 * Gives the next positions to changes that are visible and have none, oldest first, and returns how far the feed is.
 * INVARIANT (one sequencer): the row of the feed stays locked until the commit, and what is read after it was taken is what
 * whoever held it before has committed.
 * INVARIANT (nothing lost): what is taken is told by the missing position, never by an id above the last one, since a
 * transaction that commits late has lower ids.
 */
export async function giveNextPositions(tx: Tx, limit: number): Promise<{ readonly given: number; readonly position: number }> {
  const feed = await tx.selectFrom("fact_feed").select("position").where("id", "=", 1).forUpdate().executeTakeFirstOrThrow();
  const given = await sql<{ id: string }>`
    with taken as (
      select id, row_number() over (order by id) + ${feed.position}::bigint as place from (
        select id from fact_change where position is null order by id limit ${limit}
      ) as visible
    )
    update fact_change set position = taken.place from taken where fact_change.id = taken.id returning fact_change.id`.execute(
    tx,
  );
  const position = Number(feed.position) + given.rows.length;
  if (given.rows.length > 0)
    await tx
      .updateTable("fact_feed")
      .set({ position: String(position) })
      .where("id", "=", 1)
      .execute();
  return { given: given.rows.length, position };
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

/** A notice, and since when it was in force, in milliseconds since 1970. */
export interface NoticeSince {
  readonly version: string;
  readonly since: number;
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
