// Fresh copies of the databases that other people made (test/databases), made fast: a template once, then copies of it.
import { createHash } from "node:crypto";
import { constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Sqlite from "libsql";
import pg from "pg";
import { insertsOf, readScript } from "./copy-blocks.ts";

/** A copy of one's own. `drop` is to be awaited; copies of processes that died are swept by the next one. */
export interface FreshPostgres {
  readonly url: string;
  readonly drop: () => Promise<void>;
}
export interface FreshSqlite {
  readonly file: string;
  readonly drop: () => void;
}

/** The PostgreSQL server that tests may use, if there is one. */
export const testPostgres: string | undefined = process.env.TROTH_TEST_POSTGRES || undefined;

/** Why a suite that needs PostgreSQL is skipped: goes into the suite's name. */
export const skippedWithoutPostgres = testPostgres === undefined ? " (skipped: TROTH_TEST_POSTGRES is not set)" : "";

const DATABASES = fileURLToPath(new URL("../databases/", import.meta.url));
const read = (path: string): string => readFileSync(join(DATABASES, path), "utf8");

/** Chinook on SQLite, in WAL mode. */
export function freshChinookSqlite(): FreshSqlite {
  const template = sqliteTemplate();
  const folder = mkdtempSync(join(tmpdir(), "troth-chinook-"));
  const file = join(folder, "chinook.sqlite");
  copyFileSync(template, file, constants.COPYFILE_FICLONE);
  return { file, drop: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Chinook on PostgreSQL. */
export async function freshChinookPostgres(): Promise<FreshPostgres> {
  return copyOf("chinook", () => {
    const script = read("chinook/postgres.sql");
    // The script first makes and enters a database called `chinook`; ours has another name.
    return [script.slice(script.indexOf("\\c chinook;"))];
  });
}

/** Sakila on PostgreSQL, adapted as test/databases/sakila/adapt.sql says. */
export async function freshSakilaPostgres(): Promise<FreshPostgres> {
  return copyOf("sakila", () => [read("sakila/schema.sql"), read("sakila/data.sql"), read("sakila/adapt.sql")]);
}

/** A database made by these scripts, of which the first becomes the template's name. */
export async function freshFrom(name: string, scripts: () => readonly string[]): Promise<FreshPostgres> {
  return copyOf(name, scripts);
}

/** A new, empty database on the tests' PostgreSQL. */
export async function freshPostgres(): Promise<FreshPostgres> {
  return created("template0");
}

function sqliteTemplate(): string {
  const script = read("chinook/sqlite.sql");
  const folder = join(tmpdir(), "troth-test-databases");
  const template = join(folder, `chinook-${hashOf([script])}.sqlite`);
  if (existsSync(template)) return template;
  mkdirSync(folder, { recursive: true });
  const making = `${template}.${process.pid}`;
  const db = new Sqlite(making);
  db.exec(`PRAGMA synchronous = off; BEGIN; ${script}; COMMIT; PRAGMA journal_mode = wal; PRAGMA wal_checkpoint(truncate);`);
  db.close();
  renameSync(making, template); // whole or not at all, whoever else is making it
  return template;
}

const prepared = new Map<string, Promise<string>>();
let copies = 0;

async function copyOf(name: string, scripts: () => readonly string[]): Promise<FreshPostgres> {
  let template = prepared.get(name);
  if (template === undefined) {
    const made = scripts();
    template = postgresTemplate(name, hashOf(made), (url) => load(url, made));
    prepared.set(name, template);
  }
  return created(await template);
}

/** A copy of what `fill` puts into an empty database, once for each hash. */
export async function freshFilled(name: string, hash: string, fill: (url: string) => Promise<void>): Promise<FreshPostgres> {
  const template = prepared.get(name) ?? postgresTemplate(name, hash, fill);
  prepared.set(name, template);
  return created(await template);
}

async function created(template: string): Promise<FreshPostgres> {
  copies += 1;
  const name = `troth_copy_${process.pid}_${copies}`;
  await onServer((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  return {
    url: urlOf(name),
    drop: async () => {
      await onServer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

async function postgresTemplate(name: string, hash: string, fill: (url: string) => Promise<void>): Promise<string> {
  const template = `troth_template_${name}_${hash}`;
  return onServer(async (client) => {
    // One process makes it, the others wait; it gets its name when it is whole, so a half-made one is never copied.
    await client.query("SELECT pg_advisory_lock(hashtext('troth test templates'))");
    await sweep(client);
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [template]);
    if (found.rowCount === 1) return template;
    const making = `troth_copy_${process.pid}_making_${name}`;
    await client.query(`CREATE DATABASE ${making} TEMPLATE template0 ENCODING 'UTF8'`);
    await fill(urlOf(making));
    await client.query(`ALTER DATABASE ${making} RENAME TO ${template}`);
    await client.query(`ALTER DATABASE ${template} WITH ALLOW_CONNECTIONS false`); // a connection would forbid copying
    return template;
  });
}

async function load(url: string, scripts: readonly string[]): Promise<void> {
  await connected(url, async (client) => {
    for (const part of scripts.flatMap(readScript)) {
      for (const sql of part.kind === "rows" ? insertsOf(part) : [part.sql]) await client.query(sql);
    }
  });
}

/** Drops what processes that are no more left behind. */
async function sweep(client: pg.Client): Promise<void> {
  const left = await client.query<{ datname: string }>("SELECT datname FROM pg_database WHERE datname LIKE 'troth\\_copy\\_%'");
  for (const { datname } of left.rows) {
    const pid = Number(datname.split("_")[2]);
    if (!isRunning(pid)) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function urlOf(database: string): string {
  const url = new URL(server());
  url.pathname = `/${database}`;
  return url.href;
}

function server(): string {
  if (testPostgres === undefined) throw new Error("TROTH_TEST_POSTGRES is not set");
  return testPostgres;
}

function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  return connected(server(), work);
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function hashOf(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text);
  return hash.digest("hex").slice(0, 12);
}
