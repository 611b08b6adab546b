// Fresh copies of databases on the tests' MariaDB: a template once, then its tables and rows.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Connection, createConnection } from "mysql2/promise";

/** A copy of one's own, to be dropped; copies of processes that died are swept by the next one. */
export interface FreshMariadb {
  readonly name: string;
  readonly url: string;
  /** False: it was used before, and put back. */
  readonly fresh?: false;
  readonly drop: () => Promise<void>;
}

/** The MariaDB server that tests may use, if there is one. */
export const testMariadb: string | undefined = process.env.TROTH_TEST_MARIADB || undefined;

/** Why a suite that needs MariaDB is skipped: goes into the suite's name. */
export const skippedWithoutMariadb = testMariadb === undefined ? " (skipped: TROTH_TEST_MARIADB is not set)" : "";

/** Works on a database, or on the server where none is named. */
export async function onMariadb<T>(work: (client: Connection) => Promise<T>, url = urlOf("")): Promise<T> {
  const client = await createConnection({
    uri: url,
    multipleStatements: true,
    dateStrings: true,
    jsonStrings: true,
    supportBigNumbers: true,
  });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Rows of a statement, each as an array. */
export async function rowsFrom(client: Connection, sql: string, values: readonly unknown[] = []): Promise<unknown[][]> {
  const [rows] = await client.query({ sql, values: [...values], rowsAsArray: true });
  return rows as unknown as unknown[][];
}

let copies = 0;

/** A new, empty database. */
export async function freshMariadb(): Promise<FreshMariadb> {
  copies += 1;
  const name = `troth_copy_${process.pid}_${copies}`;
  await onMariadb((client) => client.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`));
  const drop = () => onMariadb((client) => client.query(`DROP DATABASE IF EXISTS ${name}`)).then(() => undefined);
  return { name, url: urlOf(name), drop };
}

let chinook: Promise<string> | undefined;

/** Chinook on MariaDB. */
export async function freshChinookMariadb(): Promise<FreshMariadb> {
  chinook ??= makeTemplate("chinook", () => {
    const script = readFileSync(new URL("../databases/chinook/mysql.sql", import.meta.url), "utf8");
    // The script first makes and enters a database called `Chinook`; ours has another name.
    return script.slice(script.indexOf("USE `Chinook`;") + "USE `Chinook`;".length);
  });
  return copyMariadb(await chinook);
}

/** Databases that are made once and put back to what they were, time after time: making forty tables takes seconds here. */
export interface MariadbPool {
  readonly take: () => Promise<FreshMariadb>;
  readonly end: () => Promise<void>;
}

/** A pool over what a script makes; `after` acts on every database of it, since it is not copied: triggers. */
export function mariadbPool(name: string, script: () => string, after: string): MariadbPool {
  const free: FreshMariadb[] = [];
  let template: Promise<string> | undefined;
  return {
    take: async () => {
      template ??= makeTemplate(name, script);
      const from = await template;
      const made = free.pop() ?? (await copyMariadb(from));
      if (made.fresh !== false) await onMariadb((client) => client.query(after), made.url);
      const drop = async () => {
        await onMariadb((client) => putBack(client, from), made.url);
        free.push({ ...made, fresh: false });
      };
      return { ...made, drop };
    },
    end: async () => {
      for (const one of free.splice(0)) await one.drop();
    },
  };
}

/** Puts every table that differs back to what it was: again, if triggers wrote meanwhile. */
async function putBack(client: Connection, template: string): Promise<void> {
  await client.query("SET foreign_key_checks = 0, unique_checks = 0");
  const found = await rowsFrom(client, "SELECT table_name FROM information_schema.tables WHERE table_schema = ?", [template]);
  const tables = found.map(([table]) => `\`${table}\``);
  await client.query("DROP TABLE IF EXISTS troth_journal"); // what an erasure may add
  const before = await rowsFrom(client, `CHECKSUM TABLE ${tables.map((table) => `${template}.${table}`).join(", ")}`);
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const now = await rowsFrom(client, `CHECKSUM TABLE ${tables.join(", ")}`);
    const changed = tables.filter((_, at) => now[at]?.[1] !== before[at]?.[1]);
    if (changed.length === 0) return;
    for (const table of changed)
      await client.query(`DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM ${template}.${table}`);
  }
  throw new Error("a database could not be put back to what it was");
}

const MOST_PASSES = 4;

/** A database with the tables and rows of another. */
export async function copyMariadb(template: string): Promise<FreshMariadb> {
  const copy = await freshMariadb();
  await fillMariadb(copy.url, template);
  return copy;
}

/** Puts the tables and rows of a database into another, which has none of them. */
export const fillMariadb = (url: string, template: string): Promise<void> =>
  onMariadb(async (client) => {
    // Nobody pulls the plug here, and every row was whole where it comes from.
    await client.query("SET foreign_key_checks = 0, unique_checks = 0");
    const tables = await rowsFrom(client, "SELECT table_name FROM information_schema.tables WHERE table_schema = ?", [template]);
    for (const [table] of tables) {
      const [[, created] = []] = await rowsFrom(client, `SHOW CREATE TABLE ${template}.\`${table}\``);
      await client.query(String(created));
      await client.query(`INSERT INTO \`${table}\` SELECT * FROM ${template}.\`${table}\``);
    }
  }, url);

async function makeTemplate(name: string, read: () => string): Promise<string> {
  const script = read();
  const template = `troth_template_${name}_${createHash("sha256").update(script).digest("hex").slice(0, 12)}`;
  return onMariadb(async (client) => {
    // One process makes it, the others wait; its last table says that it is whole.
    await client.query("SELECT get_lock('troth test templates', 300)");
    await sweep(client);
    const made = await rowsFrom(
      client,
      "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = 'whole'",
      [`${template}_made`],
    );
    if (made.length > 0) return template;
    await client.query(`DROP DATABASE IF EXISTS ${template}; CREATE DATABASE ${template} CHARACTER SET utf8mb4; USE ${template}`);
    await client.query(script);
    await client.query(`CREATE DATABASE IF NOT EXISTS ${template}_made; CREATE TABLE ${template}_made.whole (id int)`);
    return template;
  });
}

/** Drops what processes that are no more left behind. */
async function sweep(client: Connection): Promise<void> {
  const left = await rowsFrom(
    client,
    "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'troth\\_copy\\_%'",
  );
  for (const [name] of left) {
    const pid = Number(String(name).split("_")[2]);
    try {
      process.kill(pid, 0);
    } catch {
      await client.query(`DROP DATABASE IF EXISTS ${name}`);
    }
  }
}

function urlOf(database: string): string {
  if (testMariadb === undefined) throw new Error("TROTH_TEST_MARIADB is not set");
  const url = new URL(testMariadb);
  url.pathname = `/${database}`;
  return url.href;
}
