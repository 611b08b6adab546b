// A whole database, every table and every column of every row, as texts that can be compared and searched.
import Sqlite from "libsql";
import pg from "pg";
import { onMariadb, rowsFrom } from "../support/mariadb.ts";

const CELL = "\u001f";
const ROW = "\u001e";
const NULL = "\u0000";

/** All rows of one table. A partition or an inherited table is a table of its own. */
export interface TableSnapshot {
  readonly columns: readonly string[];
  /** Key text -> row. The key is the primary key (a child without one: its parent's), else the whole row, with a number for twins. */
  readonly rows: ReadonlyMap<string, string>;
  /** Every row one after the other, for searching. */
  readonly text: string;
  /** Tells whether two snapshots of a table are the same without looking at rows. */
  readonly digest: string;
}

/** Table name -> its rows. */
export type Snapshot = ReadonlyMap<string, TableSnapshot>;

/** The cells of a row in a snapshot, in the order of the table's columns. */
export const cellsOf = (row: string): readonly (string | null)[] =>
  row
    .slice(1, -1)
    .split(CELL)
    .map((cell) => (cell === NULL ? null : cell));

/** One cell of the row that `id` names; undefined if there is no such row. */
export function cellOf(snapshot: Snapshot, table: string, id: string, column: string): string | null | undefined {
  const found = snapshot.get(table);
  const row = found?.rows.get(id);
  return found === undefined || row === undefined ? undefined : (cellsOf(row)[found.columns.indexOf(column)] ?? null);
}

/** A row as an object, with its id. */
export interface SnapshotRow {
  readonly id: string;
  readonly [column: string]: string | null;
}

// The same table is asked for again for each of six hundred people.
const rowsSeen = new WeakMap<TableSnapshot, readonly SnapshotRow[]>();

/** Every row of a table. For deriving by hand what an erasure may do. */
export function rowsOf(snapshot: Snapshot, table: string): readonly SnapshotRow[] {
  const found = snapshot.get(table);
  if (found === undefined) throw new Error(`no table ${table}`);
  const seen = rowsSeen.get(found);
  if (seen !== undefined) return seen;
  const rows = [...found.rows].map(([id, row]) => {
    const cells = cellsOf(row);
    return { ...Object.fromEntries(found.columns.map((column, at) => [column, cells[at] ?? null])), id };
  });
  rowsSeen.set(found, rows);
  return rows;
}

/** How often `value` is the whole of a cell. */
export function countCells(snapshot: Snapshot, value: string): number {
  return count(snapshot, CELL + value + CELL, value.length + 1);
}

/** How often `value` occurs anywhere in a cell. */
export function countOccurrences(snapshot: Snapshot, value: string): number {
  return count(snapshot, value, value.length);
}

const LETTER = /[\p{L}\p{N}]/u;

/** How often `value` stands as a word of its own: `ann@harbor.example` not within `joann@harbor.example`. */
export function countWords(texts: Iterable<string>, value: string): number {
  let found = 0;
  for (const text of texts) {
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
      const [before, joint] = [text[at - 2] ?? "", text[at - 1] ?? ""];
      const inside = LETTER.test(joint) || (/[.+_-]/.test(joint) && LETTER.test(before));
      if (!inside && !LETTER.test(text[at + value.length] ?? "")) found += 1;
    }
  }
  return found;
}

/** Everything that a snapshot holds, table by table. */
export const textsOf = (snapshot: Snapshot): readonly string[] => [...snapshot.values()].map((table) => table.text);

function count(snapshot: Snapshot, wanted: string, step: number): number {
  let found = 0;
  for (const { text } of snapshot.values()) {
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + step)) found += 1;
  }
  return found;
}

function tableOf(
  columns: readonly string[],
  key: readonly string[],
  cells: readonly (readonly (string | null)[])[],
  digest: string,
): TableSnapshot {
  const rows = new Map<string, string>();
  const at = key.map((name) => columns.indexOf(name));
  for (const row of cells) {
    const text = CELL + row.map((cell) => cell ?? NULL).join(CELL) + CELL;
    const id = key.length > 0 ? at.map((index) => row[index] ?? NULL).join(",") : text;
    let twin = id;
    for (let number = 2; rows.has(twin); number += 1) twin = `${id}#${number}`;
    rows.set(twin, text);
  }
  return { columns, rows, text: [...rows.values()].join(ROW), digest };
}

interface TableShape {
  readonly name: string;
  /** The name as SQL writes it. */
  readonly sql: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

// A child without a key of its own is read by its parent's: only so can a changed row be told from a lost and a new one.
const SHAPES = `
  SELECT c.oid::regclass::text AS sql, CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS name,
         to_json(array(SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum)) AS columns,
         to_json(array(SELECT a.attname::text FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
                 JOIN pg_attribute a ON a.attnum = k.attnum
                WHERE i.indisprimary AND a.attrelid = i.indrelid
                  AND i.indrelid = coalesce((SELECT indrelid FROM pg_index WHERE indrelid = c.oid AND indisprimary),
                                            (SELECT inhparent FROM pg_inherits WHERE inhrelid = c.oid))
                ORDER BY k.place)) AS key
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%'
   ORDER BY 2`;

/**
 * Takes all tables of a PostgreSQL database at one moment. With `base`, tables whose rows have the same digest are
 * taken from it instead of being read again.
 */
export async function snapshotPostgres(url: string, base?: Snapshot): Promise<Snapshot> {
  const asTexts = { getTypeParser: () => (text: string | Buffer) => text.toString() };
  const client = new pg.Client({ connectionString: url, types: asTexts });
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const shapes = await shapesOf(client);
    const digests = await digestsOf(client, shapes);
    const snapshot = new Map<string, TableSnapshot>();
    for (const shape of shapes) {
      const digest = digests.get(shape.name) ?? "";
      const same = base?.get(shape.name);
      if (same?.digest === digest) {
        snapshot.set(shape.name, same);
        continue;
      }
      const found = await client.query<(string | null)[]>({ text: `SELECT * FROM ONLY ${shape.sql}`, rowMode: "array" });
      snapshot.set(shape.name, tableOf(shape.columns, shape.key, found.rows, digest));
    }
    return snapshot;
  } finally {
    await client.end();
  }
}

async function shapesOf(client: pg.Client): Promise<TableShape[]> {
  const list = (text: string): string[] => JSON.parse(text) as string[];
  const found = await client.query<{ name: string; sql: string; columns: string; key: string }>(SHAPES);
  return found.rows.map((row) => ({ ...row, columns: list(row.columns), key: list(row.key) }));
}

async function digestsOf(client: pg.Client, shapes: readonly TableShape[]): Promise<Map<string, string>> {
  const each = shapes.map(
    ({ name, sql, columns }) =>
      `SELECT '${name}' AS name, count(*) || ' ' || coalesce(sum(hashtextextended(row::text, 0)), 0) || ' ${columns.join()}' AS digest
         FROM ONLY ${sql} AS row`,
  );
  const found = await client.query<{ name: string; digest: string }>(each.join(" UNION ALL "));
  return new Map(found.rows.map((row) => [row.name, row.digest]));
}

/** Takes all tables of a SQLite file. */
export function snapshotSqlite(file: string): Snapshot {
  // Whoever closed the file last may still be putting its log away.
  const db = new Sqlite(file, { readonly: true, timeout: 10_000 });
  try {
    const names = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all() as { name: string }[];
    return new Map(
      names.map(({ name }) => {
        const columns = db.prepare(`PRAGMA table_info("${name}")`).all() as { name: string; pk: number }[];
        const key = columns.filter((column) => column.pk > 0).sort((one, other) => one.pk - other.pk);
        const rows = db.prepare(`SELECT * FROM "${name}"`).raw().all() as unknown[][];
        const cells = rows.map((row) => row.map(textOf));
        return [
          name,
          tableOf(
            columns.map((column) => column.name),
            key.map((column) => column.name),
            cells,
            "",
          ),
        ] as const;
      }),
    );
  } finally {
    db.close();
  }
}

const MARIADB_COLUMNS = `SELECT t.table_name, c.column_name, coalesce(k.ordinal_position, 0)
  FROM information_schema.tables t JOIN information_schema.columns c USING (table_schema, table_name)
  LEFT JOIN information_schema.key_column_usage k ON k.table_schema = t.table_schema AND k.table_name = t.table_name
    AND k.constraint_name = 'PRIMARY' AND k.column_name = c.column_name
  WHERE t.table_schema = database() AND t.table_type = 'BASE TABLE' ORDER BY t.table_name, c.ordinal_position`;

/** Takes all tables of a MariaDB database at one moment. */
export function snapshotMariadb(url: string): Promise<Snapshot> {
  return onMariadb(async (client) => {
    await client.query("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    const columns = await rowsFrom(client, MARIADB_COLUMNS);
    const snapshot = new Map<string, TableSnapshot>();
    for (const table of new Set(columns.map(([name]) => String(name)))) {
      const own = columns.filter(([name]) => name === table);
      const key = own.filter(([, , place]) => Number(place) > 0).sort((one, other) => Number(one[2]) - Number(other[2]));
      const names = (rows: readonly unknown[][]): string[] => rows.map(([, column]) => String(column));
      const rows = await rowsFrom(client, `SELECT * FROM \`${table}\``);
      snapshot.set(
        table,
        tableOf(
          names(own),
          names(key),
          rows.map((row) => row.map(textOf)),
          "",
        ),
      );
    }
    return snapshot;
  }, url);
}

function textOf(value: unknown): string | null {
  if (value === null) return null;
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : String(value);
}
