// Stores and an installation beside them, made once and then copied, so that each kill has its own in a moment.
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setStoreLive } from "../../packages/server/src/requests/index.ts";
import { freshMariadb, onMariadb, testMariadb } from "../support/mariadb.ts";
import { makeHome, testPostgres } from "../support/storages.ts";
import { ada, MARK, makeWorkshop, openWorkshop, type Workshop } from "../support/workshop.ts";
import { GROUNDS, type GroundKind, type Place } from "./place.ts";
import { createDatabase, type Database, query } from "./postgres.ts";

/** A place of one's own, to be removed. */
export interface Ground extends Place {
  readonly remove: () => Promise<void>;
}

/** Grounds of a kind. */
export interface Quarry {
  readonly copy: () => Promise<Ground>;
  readonly remove: () => Promise<void>;
}

/** The grounds for which there are servers. */
export const grounds = (): GroundKind[] =>
  GROUNDS.filter(
    (kind) =>
      (testPostgres !== undefined || kind !== "postgres") &&
      (testMariadb !== undefined || !["mariadb", "mariadb-bare", "two"].includes(kind)),
  );

/** A store that can be copied. */
interface Quarried {
  readonly address: string;
  /** Into this folder, where it is a file. */
  readonly copy: (folder: string) => Promise<{ readonly address: string; readonly remove: () => Promise<void> }>;
  readonly remove: () => Promise<void>;
}

const nothing = async (): Promise<void> => undefined;

/** Makes the ground that is copied. */
export async function makeQuarry(kind: GroundKind): Promise<Quarry> {
  const shop = makeWorkshop();
  // Something to look for an hour later, and in the night.
  shop.edit("late-rows: none", "late-rows: 1 hour");
  const stores = await storesOf(kind, shop);
  const { home, remove } = await makeHome();
  const troth = kind === "postgres" ? await createDatabase("template0") : undefined;
  if (troth) rmSync(join(home, "database"), { recursive: true });
  const env = Object.fromEntries(Object.entries(stores).map(([store, { address }]) => [`${store.toUpperCase()}_DB`, address]));
  const inst = await openWorkshop({ ...shop, env }, { home, databaseUrl: troth?.url });
  for (const store of Object.keys(stores)) await setStoreLive(inst, { store, by: "officer" });
  if (!troth) await inst.storage.maintain();
  await inst.close();
  return {
    copy: () => copyGround({ kind, home, troth, stores, programFile: shop.program }),
    remove: async () => {
      for (const one of [...Object.values(stores), ...(troth ? [{ remove: troth.drop }] : [])]) await one.remove();
      await remove();
      shop.remove();
    },
  };
}

async function copyGround(of: {
  readonly kind: GroundKind;
  readonly home: string;
  readonly troth: Database | undefined;
  readonly stores: Readonly<Record<string, Quarried>>;
  readonly programFile: string;
}): Promise<Ground> {
  const { kind, home, troth, programFile } = of;
  const folder = mkdtempSync(join(tmpdir(), "troth-faults-"));
  cpSync(home, join(folder, "home"), { recursive: true });
  const own = troth && (await createDatabase(troth.name));
  const copies: [string, Awaited<ReturnType<Quarried["copy"]>>][] = [];
  for (const [store, one] of Object.entries(of.stores)) copies.push([store, await one.copy(folder)]);
  return {
    ...{ kind, programFile, home: join(folder, "home"), databaseUrl: own?.url },
    stores: Object.fromEntries(copies.map(([store, { address }]) => [store, address])),
    remove: async () => {
      for (const [, one] of copies) await one.remove();
      await own?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The stores of a kind of ground; the shop's program is made to speak of them. */
async function storesOf(kind: GroundKind, shop: Workshop): Promise<Readonly<Record<string, Quarried>>> {
  const bare = () => shop.edit("url: ${SHOP_DB}\n", "url: ${SHOP_DB}\n    options: { journal: false }\n");
  switch (kind) {
    case "found":
      shop.sql(`create table logs (id integer primary key, line text); insert into logs values (1, '${ada.email} came by')`);
      return { shop: sqliteStore(shop.database) };
    case "sqlite":
    case "large":
      return { shop: sqliteStore(shop.database) };
    case "sqlite-bare":
      bare();
      return { shop: sqliteStore(shop.database) };
    case "postgres":
      shop.edit("connector: sqlite", "connector: postgres");
      return { shop: await postgresStore(shop) };
    case "mariadb":
    case "mariadb-bare":
      shop.edit("connector: sqlite", "connector: mysql");
      if (kind === "mariadb-bare") bare();
      return { shop: await mariadbStore(statementsOf(shop)) };
    case "two":
      shop.edit("\nretention:", `\n${ARCHIVE}retention:`);
      shop.edit("datasets: [orders]", "datasets: [shop/orders]");
      return { shop: sqliteStore(shop.database), archive: await mariadbStore(LETTERS) };
  }
}

// What the archive holds is found by an address that the shop's row says; the shop's row is gone when it is acted on.
const ARCHIVE = `  archive:
    connector: mysql
    url: \${ARCHIVE_DB}
    datasets:
      letters: { rest: none, fields: { body: content.text }, links: { mail: owned by shop/customers.email } }
      stamps: { rest: none, links: { letter: owned by letters } }
`;
const LETTERS = [
  "create table letters (id int primary key, mail varchar(200) not null, body varchar(200), key (mail)) engine = innodb",
  "create table stamps (id int primary key, letter int not null, foreign key (letter) references letters (id)) engine = innodb",
  `insert into letters values (1, '${ada.email}', 'dear ${MARK}'), (2, 'c2@workshop.example', 'dear two'), (3, '${ada.email}', 'again ${MARK}')`,
  "insert into stamps values (1, 1), (2, 2), (3, 3)",
];

function sqliteStore(file: string): Quarried {
  const copy = async (folder: string) => {
    const store = join(folder, "shop.db");
    for (const end of ["", "-wal", "-shm"]) if (existsSync(`${file}${end}`)) cpSync(`${file}${end}`, `${store}${end}`);
    return { address: `file:${store}`, remove: nothing };
  };
  return { address: `file:${file}`, copy, remove: nothing };
}

/** The shop of the tests on PostgreSQL: the same tables, the same rows. */
export async function makePostgresWorkshop(): Promise<{ readonly shop: Workshop; readonly store: Database }> {
  const shop = makeWorkshop();
  const { address, database } = await postgresStore(shop);
  shop.edit("connector: sqlite", "connector: postgres");
  return { shop: { ...shop, env: { SHOP_DB: address } }, store: database };
}

/** The same on MariaDB. */
export async function makeMariadbWorkshop(): Promise<{ readonly shop: Workshop; readonly store: Quarried }> {
  const shop = makeWorkshop();
  const store = await mariadbStore(statementsOf(shop));
  shop.edit("connector: sqlite", "connector: mysql");
  return { shop: { ...shop, env: { SHOP_DB: store.address } }, store };
}

async function postgresStore(shop: Workshop): Promise<Quarried & { readonly database: Database }> {
  const database = await createDatabase("template0");
  await copyRows(shop, database.url);
  const copy = async () => {
    const mine = await createDatabase(database.name);
    return { address: mine.url, remove: mine.drop };
  };
  return { address: database.url, database, copy, remove: database.drop };
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

/** A MariaDB database is copied by what made it: it has no templates. */
async function mariadbStore(statements: readonly string[]): Promise<Quarried> {
  const make = async () => {
    const made = await freshMariadb();
    await onMariadb(async (client) => {
      for (const one of statements) await client.query(one);
    }, made.url);
    return { address: made.url, remove: made.drop };
  };
  const first = await make();
  return { ...first, copy: make };
}

/** The shop's tables and rows in MariaDB's words: a text that is indexed has a length there. */
function statementsOf(shop: Workshop): string[] {
  const tables = shop.sql("select name, sql from sqlite_master where type = 'table' order by rowid");
  const made = tables.map(({ sql }) => `${String(sql).replaceAll(" text", " varchar(200)")} engine = innodb`);
  const filled = tables.map(({ name }) => {
    const rows = shop.sql(`select * from ${name} order by 1`);
    return `insert into ${name} values ${rows.map((row) => `(${Object.values(row).map(literal).join(", ")})`).join(", ")}`;
  });
  const indexes = shop.sql("select sql from sqlite_master where type = 'index' and sql is not null");
  return [...made, ...indexes.map(({ sql }) => String(sql)), ...filled];
}

const literal = (value: unknown): string =>
  value === null ? "null" : typeof value === "number" ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
