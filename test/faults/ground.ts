// A store and an installation beside it, made once and then copied, so that each kill has its own in a moment.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "libsql";
import pg from "pg";
import { makeHome, testPostgres } from "../support/storages.ts";
import { MARK, makeWorkshop, openWorkshop, type Workshop } from "../support/workshop.ts";
import type { GroundKind, Place } from "./place.ts";

/** A place of one's own, to be removed. */
export interface Ground extends Place {
  readonly remove: () => Promise<void>;
}

/** Grounds of a kind. */
export interface Quarry {
  readonly copy: () => Promise<Ground>;
  readonly remove: () => Promise<void>;
}

/** What the store holds, as a text to compare. */
export interface StoreState {
  /** Every row of every table; pseudonyms, whose key is new in every run, by their order. */
  readonly rows: string;
  /** The person's marked values still stand somewhere: in a row, or in the bytes of the file. */
  readonly marked: boolean;
  /** Acts that the store itself says were committed; undefined where it keeps no journal of ours. */
  readonly acts: number | undefined;
}

/** Makes the ground that is copied. */
export const makeQuarry = (kind: GroundKind): Promise<Quarry> => (kind === "sqlite" ? sqliteQuarry() : postgresQuarry());

async function sqliteQuarry(): Promise<Quarry> {
  const shop = makeWorkshop();
  const { home, remove } = await makeHome();
  const inst = await openWorkshop(shop, { home });
  await inst.storage.maintain();
  await inst.close();
  const copy = async (): Promise<Ground> => {
    const folder = mkdtempSync(join(tmpdir(), "troth-faults-"));
    const store = join(folder, "shop.db");
    cpSync(home, join(folder, "home"), { recursive: true });
    for (const end of ["", "-wal", "-shm"])
      if (existsSync(`${shop.database}${end}`)) cpSync(`${shop.database}${end}`, `${store}${end}`);
    return {
      kind: "sqlite",
      home: join(folder, "home"),
      databaseUrl: undefined,
      programFile: shop.program,
      store: `file:${store}`,
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    };
  };
  return {
    copy,
    remove: async () => {
      await remove();
      shop.remove();
    },
  };
}

/** The shop of the tests on PostgreSQL: the same tables, the same rows. */
export async function makePostgresWorkshop(): Promise<{ readonly shop: Workshop; readonly store: Database }> {
  const shop = makeWorkshop();
  const store = await createDatabase("template0");
  await copyRows(shop, store.url);
  shop.edit("connector: sqlite", "connector: postgres");
  return { shop: { ...shop, env: { SHOP_DB: store.url } }, store };
}

async function postgresQuarry(): Promise<Quarry> {
  const { shop, store } = await makePostgresWorkshop();
  const { home, remove } = await makeHome();
  rmSync(join(home, "database"), { recursive: true });
  const troth = await createDatabase("template0");
  const inst = await openWorkshop(shop, { home, databaseUrl: troth.url });
  await inst.close();
  const copy = async (): Promise<Ground> => {
    const folder = mkdtempSync(join(tmpdir(), "troth-faults-"));
    cpSync(home, join(folder, "home"), { recursive: true });
    const mine = [await createDatabase(store.name), await createDatabase(troth.name)] as const;
    return {
      kind: "postgres",
      home: join(folder, "home"),
      databaseUrl: mine[1].url,
      programFile: shop.program,
      store: mine[0].url,
      remove: async () => {
        for (const one of mine) await one.drop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  };
  return {
    copy,
    remove: async () => {
      for (const one of [store, troth]) await one.drop();
      await remove();
      shop.remove();
    },
  };
}

/** A database of the tests' PostgreSQL. */
export interface Database {
  readonly name: string;
  readonly url: string;
  readonly drop: () => Promise<void>;
}

let databases = 0;

/** A new database; what a process that died leaves behind is swept by the database tests, which know the name. */
export async function createDatabase(template: string): Promise<Database> {
  databases += 1;
  const name = `troth_copy_${process.pid}_faults_${databases}`;
  const server = testPostgres ?? "";
  await query(server, `create database ${name} template ${template}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { name, url: url.href, drop: async () => void (await query(server, `drop database if exists ${name} with (force)`)) };
}

/** Runs one statement on a PostgreSQL database and gives its rows. */
export async function query(url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
}

async function copyRows(shop: Workshop, url: string): Promise<void> {
  const tables = shop.sql("select name, sql from sqlite_master where type = 'table' order by rowid");
  for (const { sql } of tables) await query(url, String(sql));
  for (const { sql } of shop.sql("select sql from sqlite_master where type = 'index' and sql is not null"))
    await query(url, String(sql));
  for (const { name } of tables) {
    const rows = shop.sql(`select * from ${name}`);
    await query(url, `insert into ${name} select * from json_populate_recordset(null::${name}, $1)`, [JSON.stringify(rows)]);
  }
}

/** Reads the whole store. */
export async function readStore(place: Pick<Place, "kind" | "store">): Promise<StoreState> {
  return place.kind === "sqlite" ? readSqlite(place.store.replace(/^file:/, "")) : readPostgres(place.store);
}

async function readSqlite(file: string): Promise<StoreState> {
  const bytes = [file, `${file}-wal`].filter(existsSync).map((path) => readFileSync(path));
  const db = new Sqlite(file);
  try {
    const names = db
      .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
      .all() as { name: string }[];
    const journal = names.some(({ name }) => name === "troth_journal");
    const acts = journal ? (db.prepare("select count(*) as n from troth_journal").get() as { n: number }).n : 0;
    const rows = names
      .filter(({ name }) => name !== "troth_journal")
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
  const state = stateOf(rows);
  return { ...state, marked: state.rows.includes(MARK), acts: undefined };
}

const textOf = (name: string, rows: readonly unknown[]): string =>
  [name, ...rows.map((row) => `  ${JSON.stringify(row)}`)].join("\n");

function stateOf(tables: readonly string[]): Pick<StoreState, "rows"> {
  const pseudonyms = new Map<string, number>();
  const rows = tables.join("\n").replace(/erased-[\w-]+/g, (one) => {
    if (!pseudonyms.has(one)) pseudonyms.set(one, pseudonyms.size + 1);
    return `erased-#${pseudonyms.get(one)}`;
  });
  return { rows };
}
