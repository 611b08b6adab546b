import { type KyselyDataset, kyselyStore } from "@troth/app/kysely";
import { Kysely, PostgresDialect, SqliteDialect } from "kysely";
import Database from "libsql";
import pg from "pg";
import type { OpensStore } from "./app-process.ts";

export const openStore: OpensStore["openStore"] = async (address, timeouts) => {
  const isPostgres = address.startsWith("postgres");
  const database = isPostgres
    ? new PostgresDialect({ pool: new pg.Pool({ connectionString: address, max: 5 }) })
    : new SqliteDialect({ database: new Database(address, { timeout: timeouts.lock }) as never });
  return kyselyStore(new Kysely<Record<string, Record<string, unknown>>>({ dialect: database }), {
    dialect: isPostgres ? "postgres" : "sqlite",
    datasets: datasets(isPostgres ? "@ctid" : "@rowid"),
    timeouts,
  });
};

const datasets = (rowAddress: string): Readonly<Record<string, KyselyDataset>> => ({
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
  keyless: { key: [rowAddress] },
  slow: { key: [], readOnly: true },
});
