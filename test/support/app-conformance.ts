// The conformance suite over an application: its helper for an ORM or its own code, in a process of its own, on a real database.
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { journalTable } from "@troth/app/kysely";
import Database from "libsql";
import { createConnection } from "mysql2/promise";
import pg from "pg";
import { afterAll, beforeAll, describe } from "vitest";
import { connectorConformance, type Skip } from "../../packages/server/src/connectors/conformance.ts";
import { type ConformanceStore, FIXTURE } from "../../packages/server/src/connectors/conformance-fixture.ts";
import type { Row } from "../../packages/server/src/connectors/connector.ts";
import { openConnector } from "../../packages/server/src/connectors/index.ts";
import { type AppServer, killApplication, serveApps, startApplication } from "./app-server.ts";
import { skippedWithoutPostgres, testPostgres } from "./databases.ts";
import { onMariadb, rowsFrom, skippedWithoutMariadb, testMariadb } from "./mariadb.ts";

export interface Application {
  /** `app-store-<helper>.ts` beside this file. */
  readonly helper: "kysely" | "drizzle" | "prisma" | "hand" | "whole";
  /** It compares texts in its own code, not in the database. */
  readonly folds?: boolean;
  readonly skips?: readonly Skip[];
}

const ASCII: Skip = { test: "fold knows letters beyond ASCII", reason: "SQLite folds ASCII only" };
/** What no application can do on SQLite. */
const NO_INTERRUPT: Skip = {
  test: "a slow statement ends in time",
  reason: "libsql runs in the application's own thread: nothing can interrupt it there",
};

const options = { timeouts: { statement: 12, lock: 0.5, connect: 2 } };

/** A server, and one application on a database; another takes its place when it was killed. */
function served(helper: Application["helper"], database: (apps: AppServer) => string) {
  let apps: AppServer | undefined;
  let child: ChildProcess | undefined;
  const running = (): AppServer => {
    if (!apps) throw new Error("the server has not begun");
    return apps;
  };
  const end = async () => {
    if (child) await killApplication(child);
    child = undefined;
  };
  const start = async () => {
    const { server, key } = running();
    child = await startApplication("test/support/app-process.ts", [server.address, "app", helper, database(running())], {
      TROTH_KEY: key,
    });
  };
  const open = () => openConnector({ store: "app", connector: "app", url: "", options, apps: running().server.inst.apps });
  beforeAll(async () => {
    apps = await serveApps();
  });
  afterAll(async () => {
    await end();
    await apps?.close();
  });
  return {
    end,
    database: () => database(running()),
    /** Two connectors to the application; what the owner of the database does is given. */
    async store(owner: Pick<ConformanceStore, "exec" | "rows" | "close">): Promise<ConformanceStore> {
      if (child === undefined) await start();
      const connector = open();
      const other = open();
      return {
        ...owner,
        connector,
        other,
        killSessions: async () => {
          await end();
          await start();
        },
        close: async () => {
          await connector.close();
          await other.close();
          await owner.close();
        },
      };
    },
  };
}

/** The suite on PostgreSQL; skipped by name without a server. */
export function conformsOnPostgres({ helper, skips = [] }: Application): void {
  describe.skipIf(testPostgres === undefined)(`an application on PostgreSQL${skippedWithoutPostgres}`, () => {
    const name = `troth_app_${helper}_${process.pid}`;
    const url = Object.assign(new URL(testPostgres ?? "postgres://none"), { pathname: `/${name}` }).href;
    const onServer = async (sql: string) => {
      const client = new pg.Client(testPostgres);
      await client.connect();
      await client.query(sql).finally(() => client.end());
    };
    beforeAll(() => onServer(`CREATE DATABASE ${name}`));
    // Afterwards comes last what was said first: the application is gone before its database.
    afterAll(() => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    const application = served(helper, () => url);

    async function make(): Promise<ConformanceStore> {
      const owner = new pg.Client(url);
      await owner.connect();
      await owner.query("DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public");
      for (const sql of FIXTURE) await owner.query(sql);
      await owner.query(
        "CREATE TABLE troth_journal (name varchar(200) primary key, state varchar(20) not null, work text, at varchar(30) not null)",
      );
      return application.store({
        exec: async (sql) => void (await owner.query(sql)),
        rows: async (sql) => (await owner.query({ text: sql, rowMode: "array" })).rows,
        close: () => owner.end(),
      });
    }
    connectorConformance({ name: `an application ${titleOf(helper)} on PostgreSQL`, make, skips });
  });
}

/** What no application can do on MariaDB or MySQL. */
const NO_ADDRESS: Skip = {
  test: "rows without a key are deleted and changed by their address",
  reason: "MariaDB and MySQL have no address of a row: such a table is only read",
};

/** A recursion of MariaDB ends where the session says; numbers without end come from the server's own engine. */
const ON_MARIADB = FIXTURE.map((sql) =>
  sql.startsWith("CREATE VIEW slow") ? "CREATE VIEW slow AS SELECT seq + 0 AS id FROM seq_1_to_2000000000" : sql,
);

/** The suite on MariaDB; skipped by name without a server. */
export function conformsOnMariadb({ helper, skips = [] }: Application): void {
  describe.skipIf(testMariadb === undefined)(`an application on MariaDB${skippedWithoutMariadb}`, () => {
    const name = `troth_app_${helper}_${process.pid}`;
    const url = Object.assign(new URL(testMariadb ?? "mysql://none"), { pathname: `/${name}` }).href;
    beforeAll(() => onMariadb((client) => client.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`)));
    afterAll(() => onMariadb((client) => client.query(`DROP DATABASE IF EXISTS ${name}`)));
    const application = served(helper, () => url);

    async function make(): Promise<ConformanceStore> {
      const owner = await createConnection({ uri: url, multipleStatements: true, supportBigNumbers: true });
      await owner.query(`DROP DATABASE ${name}; CREATE DATABASE ${name} CHARACTER SET utf8mb4; USE ${name}`);
      // The fixture's SQL: quotes and `||` as the standard has them, and recursion as deep as asked.
      await owner.query("SET sql_mode = 'ANSI,STRICT_ALL_TABLES', max_recursive_iterations = 4294967295");
      for (const sql of ON_MARIADB) await owner.query(sql);
      await owner.query(journalTable("troth_journal", "mysql"));
      return application.store({
        exec: async (sql) => void (await owner.query(sql)),
        rows: async (sql) => (await rowsFrom(owner, sql)) as Row[],
        close: () => owner.end(),
      });
    }
    connectorConformance({ name: `an application ${titleOf(helper)} on MariaDB`, make, skips: [NO_ADDRESS, ...skips] });
  });
}

/** The suite on SQLite. */
export function conformsOnSqlite({ helper, folds = false, skips = [] }: Application): void {
  describe("an application on SQLite", () => {
    const application = served(helper, (apps) => join(apps.folder, "app.db"));

    async function make(): Promise<ConformanceStore> {
      // The application stays, as it does on PostgreSQL: to start it anew takes longer than what is asked of it.
      const owner = new Database(application.database(), { timeout: 500 });
      owner.pragma("journal_mode = wal");
      try {
        empty(owner);
      } catch {
        // libsql holds on to its lock after some refusals, until its connection is collected.
        await application.end();
        empty(owner);
      }
      for (const sql of FIXTURE) owner.exec(sql);
      return application.store({
        exec: async (sql) => void owner.exec(sql),
        rows: async (sql) => owner.prepare(sql).raw().all([]) as Row[],
        close: async () => void owner.close(),
      });
    }
    const name = `an application ${titleOf(helper)} on SQLite`;
    connectorConformance({ name, make, skips: [...(folds ? [] : [ASCII]), NO_INTERRUPT, ...skips], largeElsewhere: true });
  });
}

/** Drops everything but the journal, which the application made when it first acted. */
function empty(owner: Database.Database): void {
  owner.pragma("foreign_keys = off");
  const made = owner
    .prepare(
      "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' AND name <> 'troth_journal'",
    )
    .raw()
    .all([]) as [type: string, name: string][];
  for (const [type, name] of made) owner.exec(`DROP ${type} "${name.replaceAll('"', '""')}"`);
  owner.pragma("foreign_keys = on");
}

const TITLES: Readonly<Record<Application["helper"], string>> = {
  kysely: "with Kysely",
  drizzle: "with Drizzle",
  prisma: "with Prisma",
  hand: "by hand, step by step",
  whole: "by hand, in one call",
};
const titleOf = (helper: Application["helper"]): string => TITLES[helper];
