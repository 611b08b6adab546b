// All SQL of the facts folder, but that of the feed and of notices (feed-store.ts).
import { type Selectable, sql } from "kysely";
import type { Storage, Tables, Tx } from "../storage/index.ts";

export type SubjectRow = Selectable<Tables["fact_subject"]>;
export type FactRow = Pick<Selectable<Tables["fact"]>, "id_hash" | "subject" | "sealed">;

/** Where something is read: outside a transaction, or in one. */
export type Reader = Storage["db"] | Tx;

// Parameters of one statement are limited to 65,535.
const AT_ONCE = 5_000;

/** Reads by a list that may be longer than a statement takes. */
export async function inBatches<T, R>(items: readonly T[], read: (some: readonly T[]) => Promise<readonly R[]>): Promise<R[]> {
  const found: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) found.push(...(await read(items.slice(at, at + AT_ONCE))));
  return found;
}

/** A column of many rows as one parameter: a statement of a thousand rows is read as quickly as one of one. */
const column = <R>(rows: readonly R[], of: (row: R) => string | null) => sql.val(rows.map(of));

/**
 * The same of bytes, where each of an array would be written in hexadecimal: all of them behind each other, with where each begins and
 * how long it is. A statement has them as `slice`.
 */
function columnOfBytes<R>(rows: readonly R[], of: (row: R) => Uint8Array | null) {
  const values = rows.map(of);
  const [starts, sizes]: [number[], (number | null)[]] = [[], []];
  let end = 0;
  for (const value of values) {
    starts.push(end + 1);
    sizes.push(value?.length ?? null);
    end += value?.length ?? 0;
  }
  const all = Buffer.concat(
    values.filter((value) => value !== null),
    end,
  );
  return { starts: sql.val(starts), sizes: sql.val(sizes), slice: sql`substring(${all}::bytea from start for size)` };
}

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

/** A notice, and since when it was in force, in milliseconds since 1970. */
export interface NoticeSince {
  readonly version: string;
  readonly since: number;
}

/** What a batch is held against beside its subjects. */
export interface HeldAgainst {
  /** Whose facts its ids are, for those that are there. */
  readonly holders: ReadonlyMap<string, string>;
  /** When each of the marks of the erased was made, in milliseconds since 1970. */
  readonly erased: ReadonlyMap<string, number>;
  readonly notices: readonly NoticeSince[];
}

/** The same, in one statement: every one is a turn of the database, for each batch. */
export async function heldAgainst(
  tx: Tx,
  at: { readonly idHashes: readonly string[]; readonly marks: readonly string[] },
): Promise<HeldAgainst> {
  const { rows } = await sql<{ what: keyof HeldAgainst; name: string; of: string; at: string }>`
    select 'holders' as what, id_hash as name, subject as of, null::timestamptz as at from fact
    where id_hash = any(${sql.val(at.idHashes)}::text[])
    union all select 'erased', hash, '', at from erased_subject where hash = any(${sql.val(at.marks)}::text[])
    union all (select 'notices', version, number::text, published_at from notice_version order by notice_version.number)`.execute(
    tx,
  );
  const of = (what: keyof HeldAgainst) => rows.filter((row) => row.what === what);
  return {
    holders: new Map(of("holders").map((row) => [row.name, row.of])),
    erased: new Map(of("erased").map((row) => [row.name, Date.parse(row.at)])),
    // By the index above, for the database; here since the other parts of the union give no order.
    notices: of("notices")
      .sort((one, other) => Number(one.of) - Number(other.of))
      .map((row) => ({ version: row.name, since: Date.parse(row.at) })),
  };
}

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

/** Makes subjects and their people; whoever is there already stays as they are. Returns those that it made, which are locked by that. */
export const insertSubjects = (tx: Tx, subjects: readonly NewSubject[], now: string): Promise<SubjectRow[]> =>
  inBatches(subjects, async (some) => {
    const persons = column(some, ({ person }) => person);
    const people = sql`
      insert into person (id, state, created_at) select id, 'known', ${now}::timestamptz from unnest(${persons}::text[]) as made (id)
      on conflict do nothing`;
    const [hashes, kinds] = [column(some, ({ hash }) => hash), column(some, ({ kind }) => kind)];
    const made = sql<SubjectRow>`
      insert into fact_subject (hash, kind, person_id, version)
      select hash, kind, person, 0 from unnest(${hashes}::text[], ${kinds}::text[], ${persons}::text[]) as made (hash, kind, person)
      on conflict do nothing returning *`;
    const identifiers = some.flatMap(({ person, identifier }) => (identifier ? [{ person_id: person, ...identifier }] : []));
    // Browsers have none: one statement makes them.
    if (identifiers.length === 0) return (await sql<SubjectRow>`with people as (${people}) ${made}`.execute(tx)).rows;
    await people.execute(tx);
    // In this order everywhere: two batches that make the same person wait for each other, never both.
    await tx
      .insertInto("person_identifier")
      .values(identifiers)
      .onConflict((on) => on.doNothing())
      .execute();
    return (await made.execute(tx)).rows;
  });

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
    const [commitments, entries] = [column(some, (row) => row.commitment), column(some, (row) => row.entry)];
    const { starts, sizes, slice } = columnOfBytes(some, (row) => row.sealed);
    await sql`
      insert into fact (id_hash, subject, sealed, commitment, entry)
      select id_hash, subject, ${slice}, commitment, entry
      from unnest(${ids}::text[], ${subjects}::text[], ${starts}::int[], ${sizes}::int[], ${commitments}::text[], ${entries}::bigint[])
        as made (id_hash, subject, start, size, commitment, entry)`.execute(tx);
    return [];
  });
}

/** What a subject's state becomes. */
export type ChangedState = Pick<SubjectRow, "hash" | "state" | "ground">;

/**
 * New states of subjects, which are there and locked, with the change of each; returns its number, which is the state's version. It
 * grows, since each is locked. One statement: every one is a turn of the database, for whoever waits.
 */
export async function changeStates(
  tx: Tx,
  { rows, now }: { readonly rows: readonly ChangedState[]; readonly now: string },
): Promise<ReadonlyMap<string, string>> {
  const changed = await inBatches(rows, async (some) => {
    const hashes = column(some, (row) => row.hash);
    const { starts, sizes, slice } = columnOfBytes(some, (row) => row.state);
    const grounds = column(some, (row) => row.ground);
    const saved = await sql<Pick<SubjectRow, "hash" | "version">>`
      with changed as (
        insert into fact_change (kind, about, at)
        select 'state', about, ${now}::timestamptz from unnest(${hashes}::text[]) as changing (about)
        returning id, about
      )
      update fact_subject set state = ${slice}, ground = saved.ground, version = changed.id
      from changed, unnest(${hashes}::text[], ${starts}::int[], ${sizes}::int[], ${grounds}::text[])
        as saved (hash, start, size, ground)
      where fact_subject.hash = changed.about and saved.hash = changed.about
      returning fact_subject.hash, fact_subject.version`.execute(tx);
    // A state that went nowhere would be an answer by what was so before.
    if (saved.rows.length !== some.length) throw new Error("bug: a state was saved of a subject that is not there");
    return saved.rows;
  });
  return new Map(changed.map((row) => [row.hash, row.version]));
}

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
