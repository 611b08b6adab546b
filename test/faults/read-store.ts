// What stores hold, as texts to compare: whatever kind of database each of them is.
import { existsSync, readFileSync } from "node:fs";
import Sqlite from "libsql";
import { onMariadb } from "../support/mariadb.ts";
import { MARK } from "../support/workshop.ts";
import { query } from "./postgres.ts";

/** What a store holds. */
export interface StoreState {
  /** Every row of every table; pseudonyms, whose key is new in every run, by their order. */
  readonly rows: string;
  /** The person's marked values still stand somewhere: in a row, or in the bytes of the file. */
  readonly marked: boolean;
  /** Acts that the store itself says were committed; undefined where it keeps no journal of ours. */
  readonly acts: number | undefined;
}

/** What each store of a place holds. */
export type StoresState = Readonly<Record<string, StoreState>>;

/** Reads all stores of a place, by the kinds of their addresses. */
export async function readStores(stores: Readonly<Record<string, string>>): Promise<StoresState> {
  const states: [string, StoreState][] = [];
  for (const [store, address] of Object.entries(stores)) states.push([store, await readStore(address)]);
  return Object.fromEntries(states);
}

/** Reads a whole store. */
export async function readStore(address: string): Promise<StoreState> {
  if (address.startsWith("postgres")) return readPostgres(address);
  return address.startsWith("mysql") ? readMariadb(address) : readSqlite(address.replace(/^file:/, ""));
}

async function readSqlite(file: string): Promise<StoreState> {
  const bytes = [file, `${file}-wal`].filter(existsSync).map((path) => readFileSync(path));
  const db = new Sqlite(file);
  try {
    const names = db
      .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
      .all() as { name: string }[];
    const journal = names.some(({ name }) => name === JOURNAL);
    const acts = journal ? (db.prepare(`select count(*) as n from ${JOURNAL}`).get() as { n: number }).n : undefined;
    const rows = names
      .filter(({ name }) => name !== JOURNAL)
      .map(({ name }) => textOf(name, db.prepare(`select * from ${name} order by 1`).all()));
    return { ...stateOf(rows), marked: bytes.some((one) => one.includes(MARK)), acts };
  } finally {
    db.close();
  }
}

async function readPostgres(url: string): Promise<StoreState> {
  const names = await query(
    url,
    "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
  );
  const rows: string[] = [];
  for (const { name } of names) rows.push(textOf(String(name), await query(url, `select * from ${name} order by 1`)));
  return { ...stateOf(rows), acts: undefined };
}

const readMariadb = (url: string): Promise<StoreState> =>
  onMariadb(async (client) => {
    const [names] = (await client.query(
      "select table_name as name from information_schema.tables where table_schema = database() order by 1",
    )) as unknown as [{ name: string }[]];
    const rows: string[] = [];
    let acts: number | undefined;
    for (const { name } of names) {
      const [found] = (await client.query(`select * from \`${name}\` order by 1`)) as unknown as [unknown[]];
      if (name === JOURNAL) acts = found.length;
      else rows.push(textOf(name, found));
    }
    return { ...stateOf(rows), acts };
  }, url);

const JOURNAL = "troth_journal";

const textOf = (name: string, rows: readonly unknown[]): string =>
  [name, ...rows.map((row) => `  ${JSON.stringify(row)}`)].join("\n");

function stateOf(tables: readonly string[]): Pick<StoreState, "rows" | "marked"> {
  const pseudonyms = new Map<string, number>();
  const rows = tables.join("\n").replace(/erased-[\w-]+/g, (one) => {
    if (!pseudonyms.has(one)) pseudonyms.set(one, pseudonyms.size + 1);
    return `erased-#${pseudonyms.get(one)}`;
  });
  return { rows, marked: rows.includes(MARK) };
}
