// Databases of the tests' PostgreSQL.
import pg from "pg";
import { testPostgres } from "../support/storages.ts";

/** A database of one's own. */
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
