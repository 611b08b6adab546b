// One company on each kind of database, for dangers that must be met on all of them.
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import pg from "pg";
import { afterEach } from "vitest";
import { makeCompany, open, type Subject } from "../attack/support.ts";
import { freshPostgres } from "../support/databases.ts";
import { onMariadb as asRoot, freshMariadb } from "../support/mariadb.ts";

export interface Company {
  readonly inst: Awaited<ReturnType<typeof open>>;
  /** Runs SQL past Troth, as the application would. */
  readonly sql: (text: string) => Promise<readonly Record<string, unknown>[]>;
  /** The server's address, for connections of the application's own. */
  readonly url: string;
}

export interface CompanySaid {
  readonly sql: string;
  readonly datasets: string;
  readonly surroundings?: NonNullable<Parameters<typeof open>[1]>["surroundings"];
  /** PostgreSQL: changes the address, such as the role. */
  readonly as?: (url: URL) => void;
}

/** Makes a company on one kind of database. */
export type Make = (said: CompanySaid) => Promise<Company>;

const drops: (() => Promise<void>)[] = [];

/** Drops what a test made; to be called once in a file, before `cleanUp` of the attacks. */
export function dropCompanies(): void {
  afterEach(async () => {
    for (const drop of drops.splice(0).reverse()) await drop();
  });
}

/** Two roles may sign. */
const STAFF = "staff: { officer: { is: officer }, deputy: { is: officer } }\n";

export async function onSqlite(said: CompanySaid): Promise<Company> {
  const shop = makeCompany(said);
  appendFileSync(shop.program, STAFF);
  const inst = await open(shop, said.surroundings ? { surroundings: said.surroundings } : {});
  return { inst, url: "", sql: async (text) => shop.sql(text) };
}

export async function onPostgres(said: CompanySaid): Promise<Company> {
  const fresh = await freshPostgres();
  drops.push(fresh.drop);
  const client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  drops.push(() => client.end());
  await client.query(said.sql);
  const shop = makeCompany({ sql: "create table unused (id integer)", datasets: said.datasets });
  const address = new URL(fresh.url);
  said.as?.(address);
  writeFileSync(shop.program, readFileSync(shop.program, "utf8").replace("connector: sqlite", "connector: postgres") + STAFF);
  const there = { ...shop, env: { SHOP_DB: address.href } };
  const inst = await open(there, said.surroundings ? { surroundings: said.surroundings } : {});
  return { inst, url: fresh.url, sql: async (text) => (await client.query(text)).rows };
}

/**
 * What is lawfully other than on PostgreSQL: there is no row-level security to be hidden by, a deadlock is seen at once and
 * the transaction that has changed less is ended, and an indexed text has a length.
 */
export async function onMariadb(said: CompanySaid): Promise<Company> {
  const fresh = await freshMariadb();
  drops.push(fresh.drop);
  const sql = (text: string) =>
    asRoot(async (client) => {
      const [rows] = await client.query(text);
      return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : [];
    }, fresh.url);
  await sql(said.sql.replaceAll(" text", " varchar(200)"));
  const shop = makeCompany({ sql: "create table unused (id integer)", datasets: said.datasets });
  writeFileSync(shop.program, readFileSync(shop.program, "utf8").replace("connector: sqlite", "connector: mysql") + STAFF);
  const there = { ...shop, env: { SHOP_DB: fresh.url } };
  const inst = await open(there, said.surroundings ? { surroundings: said.surroundings } : {});
  return { inst, url: fresh.url, sql };
}

export const CUSTOMERS = `      customers:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email }
        rest: none
`;

export const ada: Subject = [{ kind: "email", value: "ada@a.example" }];
