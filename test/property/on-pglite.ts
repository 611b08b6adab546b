// A real PostgreSQL in this process, and a real connector that speaks to it over a socket. One schema for each company.
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { type Connector, openConnector } from "../../packages/server/src/connectors/index.ts";
import type { Cell, Row, World } from "./world.ts";
import { dataOf, ddlOf } from "./write-world.ts";

/** A company's database, for as long as it is needed. */
export interface LiveWorld {
  readonly connector: Connector;
  /** Every row of every table as texts, an array as JSON, by table; with `@tableoid` and `@ctid`. */
  rows(): Promise<ReadonlyMap<string, readonly Row[]>>;
  drop(): Promise<void>;
}

export interface Server {
  make(world: World): Promise<LiveWorld>;
  close(): Promise<void>;
}

export async function startServer(): Promise<Server> {
  const db = await PGlite.create();
  await db.exec("SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'");
  // The connector's pool closes its connections a moment after the next one's may have opened its own.
  const socket = new PGLiteSocketServer({ db, host: "127.0.0.1", port: 0, maxConnections: 16 });
  await socket.start();
  const url = `postgres://postgres@${socket.getServerConn()}/postgres?sslmode=disable`;
  let made = 0;
  return {
    make: async (world) => {
      made += 1;
      const schema = `case_${made}`;
      await db.exec(
        `CREATE SCHEMA ${schema}; SET search_path = ${schema}; ${ddlOf(world).join(";\n")}; ${dataOf(world).join(";\n")}`,
      );
      const connector = openConnector({ store: "store", connector: "postgres", url, options: { schema } });
      return {
        connector,
        rows: async () =>
          new Map(
            await Promise.all(
              world.tables.map(async ({ name, columns }) => [name, await read(db, schema, name, columns)] as const),
            ),
          ),
        drop: async () => {
          await connector.close();
          await db.exec(`DROP SCHEMA ${schema} CASCADE`);
        },
      };
    },
    close: async () => {
      await socket.stop();
      await db.close();
    },
  };
}

async function read(db: PGlite, schema: string, table: string, columns: World["tables"][number]["columns"]): Promise<Row[]> {
  const names = columns.map((column) => column.name);
  const texts = columns
    .map(({ name, type }) => (type.endsWith("[]") ? `to_json("${name}")::text` : `"${name}"::text`))
    .join(", ");
  const sql = `SELECT tableoid::oid::text, ctid::text, ${texts} FROM ${schema}."${table}" ORDER BY line`;
  const { rows } = await db.query<Cell[]>(sql, [], { rowMode: "array" });
  return rows.map((row) => Object.fromEntries(["@tableoid", "@ctid", ...names].map((name, at) => [name, row[at] ?? null])));
}
