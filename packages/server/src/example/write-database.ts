import { readFileSync } from "node:fs";
import Database from "libsql";

/** A value that SQLite takes. */
export type Cell = string | number | null;

/** Rows by table, in the order of each table's columns. */
export type Tables = Readonly<Record<string, readonly (readonly Cell[])[]>>;

/** SQLite takes at most 32,766 parameters in a statement; a fifth of that keeps statements small. */
const parametersAtOnce = 6000;

/** Makes a new database at `file` with the example's schema and these rows, in one transaction. */
export function writeDatabase(file: string, tables: Tables): void {
  const database = new Database(file);
  try {
    database.exec("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF");
    database.exec("BEGIN");
    database.exec(readFileSync(new URL("./schema.sql", import.meta.url), "utf8"));
    for (const [table, rows] of Object.entries(tables)) insertRows(database, table, rows);
    database.exec("COMMIT");
    // What an application of this kind would use: readers do not wait for the writer.
    database.exec("PRAGMA journal_mode = WAL");
  } finally {
    database.close();
  }
}

function insertRows(database: Database.Database, table: string, rows: readonly (readonly Cell[])[]): void {
  const width = rows[0]?.length ?? 0;
  if (width === 0) return;
  const atOnce = Math.max(1, Math.floor(parametersAtOnce / width));
  const one = `(${Array(width).fill("?").join(",")})`;
  const statement = (count: number) => database.prepare(`INSERT INTO ${table} VALUES ${Array(count).fill(one).join(",")}`);
  const whole = rows.length >= atOnce ? statement(atOnce) : undefined;
  for (let start = 0; start < rows.length; start += atOnce) {
    const batch = rows.slice(start, start + atOnce);
    const prepared = batch.length === atOnce && whole ? whole : statement(batch.length);
    prepared.run(...batch.flat());
  }
}
