import { type KyselyDataset, kyselyStore } from "@troth/app/kysely";
import { type Dialect, Kysely, MysqlDialect, PostgresDialect, SqliteDialect } from "kysely";
import Database from "libsql";
import { createPool } from "mysql2";
import pg from "pg";
import { type DialectName, dialectOf } from "./app-dialect.ts";
import type { OpensStore } from "./app-process.ts";

export const openStore: OpensStore["openStore"] = async (address, timeouts) => {
  const name = dialectOf(address);
  const db = new Kysely<Record<string, Record<string, unknown>>>({ dialect: DIALECTS[name](address, timeouts.lock) });
  return kyselyStore(db, { dialect: name, datasets: datasets(KEYLESS[name]), timeouts });
};

const DIALECTS: Readonly<Record<DialectName, (address: string, lockMs: number) => Dialect>> = {
  postgres: (connectionString) => new PostgresDialect({ pool: new pg.Pool({ connectionString, max: 5 }) }),
  mysql: (uri) => new MysqlDialect({ pool: createPool({ uri, connectionLimit: 5 }) }),
  sqlite: (file, timeout) => new SqliteDialect({ database: new Database(file, { timeout }) as never }),
};

const KEYLESS: Readonly<Record<DialectName, KyselyDataset>> = {
  postgres: { key: ["@ctid"] },
  sqlite: { key: ["@rowid"] },
  mysql: { key: [], readOnly: true },
};

const datasets = (keyless: KyselyDataset): Readonly<Record<string, KyselyDataset>> => ({
  people: {
    key: ["id"],
    columns: { email: { unique: true, maxLength: 80 }, level: { checked: true } },
    references: [{ columns: ["boss_id"], target: "people", targetColumns: ["id"] }],
  },
  posts: {
    key: ["id"],
    columns: { person_id: { indexed: true } },
    references: [{ columns: ["person_id"], target: "people", targetColumns: ["id"] }],
  },
  seats: { key: ["hall", "no"] },
  loose: { key: ["id"] },
  'Odd "Names': { key: ["Id"] },
  keyless,
  slow: { key: [], readOnly: true },
});
