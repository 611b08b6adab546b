// A small database on each engine, with the connector that reads it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileProgram } from "@troth/core/program";
import Sqlite from "libsql";
import pg from "pg";
import { type Connector, openConnector } from "../../packages/server/src/connectors/index.ts";
import { freshPostgres } from "./databases.ts";
import { freshMariadb, onMariadb } from "./mariadb.ts";

export interface Shop {
  /** The connector that reads it, as a program names it, and by what address. */
  readonly kind: "sqlite" | "postgres" | "mysql";
  readonly url: string;
  readonly connector: Connector;
  readonly sql: (text: string) => Promise<Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
}

export async function sqliteShop(schema: string): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), "troth-strategies-"));
  const file = join(folder, "shop.db");
  const sql = async (text: string) => {
    const db = new Sqlite(file);
    try {
      return /^\s*select/i.test(text) ? (db.prepare(text).all() as Record<string, unknown>[]) : (db.exec(text), []);
    } finally {
      db.close();
    }
  };
  await sql(schema);
  const connector = openConnector({ store: "main", connector: "sqlite", url: `file:${file}`, options: {} });
  const close = async () => {
    await connector.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { kind: "sqlite", url: `file:${file}`, connector, sql, close };
}

export async function postgresShop(schema: string): Promise<Shop> {
  const copy = await freshPostgres();
  const client = new pg.Client({ connectionString: copy.url });
  await client.connect();
  const sql = async (text: string) => (await client.query(text)).rows as Record<string, unknown>[];
  await sql(schema);
  const connector = openConnector({ store: "main", connector: "postgres", url: copy.url, options: {} });
  const close = async () => {
    await connector.close();
    await client.end();
    await copy.drop();
  };
  return { kind: "postgres", url: copy.url, connector, sql, close };
}

export async function mariadbShop(schema: string): Promise<Shop> {
  const copy = await freshMariadb();
  const sql = async (text: string) =>
    onMariadb(async (client) => {
      const [rows] = await client.query(text);
      return /^\s*select/i.test(text) ? (rows as Record<string, unknown>[]) : [];
    }, copy.url);
  await sql(schema);
  const connector = openConnector({ store: "main", connector: "mysql", url: copy.url, options: {} });
  const close = async () => {
    await connector.close();
    await copy.drop();
  };
  return { kind: "mysql", url: copy.url, connector, sql, close };
}

/** A program of one store, `main`; `datasets` is the YAML below `datasets:`, six spaces deep. */
export function programOf(kind: string, datasets: string, more = "") {
  const text = `troth: 1
organization: { name: L, country: US, contact: x@l.example }
laws: [ccpa]
subjects: [c]
stores:
  main:
    connector: ${kind}
    url: \${DB}
    datasets:
${datasets}
${more}`;
  const { program, findings } = compileProgram({ file: "troth.yaml", read: () => text });
  if (!program) throw new Error(JSON.stringify(findings));
  return program;
}
