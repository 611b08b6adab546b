import { PrismaMariaDb } from "@prisma/adapter-mariadb";
import * as core from "drizzle-orm/mysql-core";
import { drizzle } from "drizzle-orm/mysql2";
import { Kysely, MysqlDialect, sql, type Transaction } from "kysely";
import { createPool, type PoolOptions } from "mysql2";
import { describe, expect, onTestFinished, test } from "vitest";
import { freshMariadb, onMariadb, rowsFrom, skippedWithoutMariadb, testMariadb } from "../../../../../test/support/mariadb.ts";
import { prismaClient } from "../../../../../test/support/prisma-client.ts";
import { describe as describeStore } from "../../describe.ts";
import { drizzleStore } from "../../drizzle/index.ts";
import { type KyselyDataset, type KyselyOptions, kyselyStore } from "../../kysely/index.ts";
import { prismaStore } from "../../prisma/index.ts";
import type { FoundRow, StepStore, Value } from "../../store.ts";
import { fromWire, toWire } from "../../wire.ts";
import { readFault } from "../faults.ts";

type Tables = Record<string, Record<string, unknown>>;
type Store = StepStore<Transaction<Tables>>;

interface Opening {
  readonly ddl: string;
  readonly datasets: Readonly<Record<string, KyselyDataset>>;
  readonly more?: Partial<KyselyOptions>;
  readonly pool?: PoolOptions;
}

/** An application with one connection to a database of its own. */
async function opened({ ddl, datasets, more = {}, pool = {} }: Opening) {
  const database = await freshMariadb();
  await onMariadb((client) => client.query(ddl), database.url);
  const db = new Kysely<Tables>({
    dialect: new MysqlDialect({ pool: createPool({ uri: database.url, connectionLimit: 1, ...pool }) }),
  });
  onTestFinished(async () => {
    await db.destroy();
    await database.drop();
  });
  const rows = (query: string) => onMariadb((client) => rowsFrom(client, query), database.url);
  return { db, rows, database, store: kyselyStore(db, { dialect: "mysql", datasets, ...more }) };
}

const idsIn =
  (store: Store, dataset: string) =>
  async (column: string, ...values: readonly Value[]) => {
    const match = { columns: [column], values: values.map((value) => [value]), fold: false };
    return (await store.find({ dataset, columns: ["id"], match }, undefined)).map(({ id }) => Number(id));
  };

const act = <Tx>(store: StepStore<Tx>, work: (tx: Tx) => Promise<void>) => store.transaction({ act: true, name: "t" }, work);

/** How many rows the one connection went through for something. */
async function examinedRows(db: Kysely<Tables>, work: () => Promise<unknown>): Promise<number> {
  const read = async () => {
    const { rows } = await sql<{ Value: string }>`show session status where Variable_name like 'Handler_read%next'`.execute(db);
    return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
  };
  const before = await read();
  await work();
  return (await read()) - before;
}

const NOTES = "create table notes (id int primary key, body varchar(12) not null)";
const notes = { notes: { key: ["id"] } };

describe.skipIf(testMariadb === undefined)(`MariaDB${skippedWithoutMariadb}`, () => {
  test("what a collation takes for equal is told apart, by its index, and a key in another spelling names no row", async () => {
    const { store, db, rows } = await opened({
      ddl: `create table people (mail varchar(40) character set latin1 collate latin1_swedish_ci primary key, id int,
          name varchar(40) collate utf8mb4_general_ci, key (name));
        insert into people values ('ada@one.example', 1, 'Zoë'), ('bo@two.example', 2, 'zoe'), ('cy@three.example', 3, 'zoe ');
        insert into people select concat(seq, '@many.example'), seq, concat('n', seq) from seq_10_to_2000; analyze table people`,
      datasets: { people: { key: ["mail"] } },
    });
    const ids = idsIn(store, "people");
    expect(await ids("name", "Zoë")).toEqual([1]);
    expect(await ids("name", "zoe")).toEqual([2]);
    expect(await ids("name", "zoe ")).toEqual([3]);
    expect(await ids("name", "ZOE")).toEqual([]);
    expect(await ids("mail", "ADA@one.example", "bo@two.example ")).toEqual([]);
    await act(store, async (tx) => {
      const set = { name: ["new", "new"] };
      const keys = [["ADA@one.example"], ["bo@two.example"]];
      expect(await store.change({ dataset: "people", key: ["mail"], keys, set }, tx)).toBe(1);
      expect(await store.erase({ dataset: "people", key: ["mail"], keys }, tx)).toBe(1);
    });
    expect(await rows("select id, name from people where id < 4 order by id")).toEqual([
      [1, "Zoë"],
      [3, "zoe "],
    ]);
    const examined = await examinedRows(db, () => ids("name", "n77", "n78"));
    expect(examined).toBeLessThan(20);
  });

  test("without an index each row is looked at: what counts rows here would notice", async () => {
    const { store, db } = await opened({
      ddl: "create table plain (id int primary key, name varchar(40)); insert into plain select seq, seq from seq_1_to_500",
      datasets: { plain: { key: ["id"] } },
    });
    expect(await examinedRows(db, () => idsIn(store, "plain")("name", "77"))).toBeGreaterThan(400);
  });

  test("the settings of the connection are given back, and meanwhile nothing is cut to a column's length", async () => {
    const { store, db, rows } = await opened({
      ddl: `${NOTES}; insert into notes values (1, 'a')`,
      datasets: notes,
      more: { timeouts: { statement: 7_000, lock: 2_000 } },
    });
    const settings = async (on: Kysely<Tables>) =>
      (
        await sql<Record<string, unknown>>`select @@sql_mode as mode, @@time_zone as zone, @@innodb_lock_wait_timeout as waits,
          @@max_statement_time as lasts`.execute(on)
      ).rows[0];
    await sql`set sql_mode = '', time_zone = '+03:00', max_statement_time = 99`.execute(db);
    const before = await settings(db);
    const change = (body: string) =>
      act(store, async (tx) => {
        expect(await settings(tx)).toMatchObject({ zone: "+00:00", waits: 2, lasts: 7 });
        await store.change({ dataset: "notes", key: ["id"], keys: [[1]], set: { body: [body] } }, tx);
      });
    await expect(change("x".repeat(13))).rejects.toMatchObject({ code: "constraint", message: expect.stringContaining("body") });
    expect(await settings(db)).toEqual(before);
    await change("x".repeat(12));
    expect(await settings(db)).toEqual(before);
    expect(await rows("select body from notes")).toEqual([["x".repeat(12)]]);
  });

  test("rows that point at each other are erased in their order, and what a cascade would take is counted", async () => {
    const { store, rows } = await opened({
      ddl: `create table staff (id int primary key, boss int, foreign key (boss) references staff (id));
        create table tree (id int primary key, up int, foreign key (up) references tree (id) on delete cascade);
        insert into staff values (1, null), (2, 1), (3, 2); insert into tree values (1, null), (2, 1), (3, 2)`,
      datasets: {
        staff: { key: ["id"], references: [{ columns: ["boss"], target: "staff", targetColumns: ["id"] }] },
        tree: { key: ["id"], references: [{ columns: ["up"], target: "tree", targetColumns: ["id"], onDelete: "cascade" }] },
      },
    });
    await act(store, async (tx) => {
      expect(await store.erase({ dataset: "staff", key: ["id"], keys: [[1], [2], [3]] }, tx)).toBe(3);
      expect(await store.erase({ dataset: "tree", key: ["id"], keys: [[1], [2], [3]] }, tx)).toBe(3);
    });
    expect(await rows("select id from staff union all select id from tree")).toEqual([]);
  });

  test.each(["Kysely", "Drizzle", "Prisma"] as const)(
    "%s: every type is read as the database prints it, found by that, and changed",
    async (helper) => {
      const { store: plain, database } = await opened({
        ddl: `create table kinds (${Object.entries(KINDS)
          .map(([name, [type]]) => `${name} ${type}`)
          .join(", ")}, primary key (id)); create table Note (id int primary key); set time_zone = '+00:00';
        insert into kinds values (18446744073709551615, '2020-02-03', '2020-02-03 04:05:06.789', '2020-02-03 04:05:06.789',
          12345678901234567890.0123456789, b'1010', 'calm', x'00ff', '{"a": 1}', point(1, 2), 0.1, '0b9db5b6-7ebe-4fb2-a0b9-f3e9e0c7d5a1')`,
        datasets: { kinds: { key: ["id"] } },
        pool: { timezone: "+05:00" },
      });
      const store: StepStore<unknown> = helper === "Kysely" ? (plain as StepStore<unknown>) : await STORES[helper](database.url);
      const columns = Object.keys(KINDS);
      const [kinds] = (await describeStore(store)).datasets.filter(({ name }) => name === "kinds");
      const families = Object.fromEntries((kinds?.columns ?? []).map(({ name, family }) => [name, family]));
      expect(families).toMatchObject({ id: "number", at: "timestamp", mood: "other", raw: "bytes", code: "uuid" });
      const told = kinds?.columns.find(({ name }) => name === "mood");
      expect(told).toMatchObject({ type: "enum('calm','loud')", checked: true, allowed: ["calm", "loud"], maxLength: null });
      const [row = {}] = await readIn(store, "kinds", columns);
      expect(row).toEqual(Object.fromEntries(Object.entries(KINDS).map(([name, [, value]]) => [name, value])));
      await act(store, async (tx) => {
        const count = (column: string, value: Value) =>
          store.count?.({ dataset: "kinds", columns: [], match: { columns: [column], values: [[value]], fold: false } }, tx);
        for (const column of columns.filter((one) => one !== "place"))
          expect(await count(column, fromWire(row[column] as Parameters<typeof fromWire>[0])), column).toBe(1);
        // As another store would say it.
        for (const column of ["at", "moment"]) expect(await count(column, "2020-02-03T04:05:06.789Z")).toBe(1);
        await expect(count("place", "POINT(1 2)")).rejects.toThrow("`place` is point: it cannot be compared");
        const keys = [["18446744073709551615"]];
        const set = {
          day: ["2021-01-01"],
          flags: [3],
          raw: [new Uint8Array([1, 2])],
          mood: ["loud"],
          at: ["2021-01-01T02:03:04.5Z"],
        };
        expect(await store.change({ dataset: "kinds", key: ["id"], keys, set }, tx)).toBe(1);
      });
      expect(await readIn(store, "kinds", ["day", "flags", "raw", "mood", "at"])).toEqual([
        { day: "2021-01-01", flags: 3, raw: { $b: "AQI=" }, mood: "loud", at: "2021-01-01 02:03:04.500" },
      ]);
    },
  );

  test("what cannot be taken back, has no name for a row, or is not there is refused by name", async () => {
    const { db, store } = await opened({
      ddl: `create table old (id int primary key) engine = MyISAM; create table bare (note text); ${NOTES}`,
      datasets: { old: { key: ["id"] } },
      more: { journal: false },
    });
    await expect(
      act(store, async (tx) => void (await store.erase({ dataset: "old", key: ["id"], keys: [[1]] }, tx))),
    ).rejects.toThrow("nothing may be changed in `old`: MyISAM cannot roll back what is changed in it");
    const asked = (datasets: Readonly<Record<string, KyselyDataset>>) =>
      describeStore(kyselyStore(db, { dialect: "mysql", datasets }));
    const refused = /`bare` has no key, and MariaDB and MySQL have no address of a row: give the table a primary key/;
    await expect(asked({ bare: { key: ["@rowid"] } })).rejects.toThrow(refused);
    await expect(asked({ bare: { key: [] } })).rejects.toThrow(refused);
    expect((await asked({ bare: { key: [], readOnly: true } })).datasets[0]?.kind).toBe("view");
    await expect(asked({ gone: { key: ["id"] } })).rejects.toThrow("there is no table or view `gone`");
  });

  test("Drizzle: a table without a primary key goes by unique columns that are never empty, or is refused", async () => {
    const { database } = await opened({
      ddl: "create table seats (hall int not null, no int not null, note text, unique (hall, no)); create table bare (note text)",
      datasets: {},
    });
    const { mysqlTable, int, text, unique } = core;
    const seats = mysqlTable("seats", { hall: int().notNull(), no: int().notNull(), note: text() }, (table) => [
      unique("one").on(table.hall, table.no),
    ]);
    const pool = createPool({ uri: database.url, connectionLimit: 1 });
    onTestFinished(() => pool.promise().end());
    const db = drizzle(pool);
    const { product, datasets } = await describeStore(drizzleStore(db, { schema: { seats } }));
    expect(product).toBe("Drizzle on MariaDB or MySQL");
    expect(datasets[0]).toMatchObject({ name: "seats", rowKey: ["hall", "no"] });
    const bare = mysqlTable("bare", { note: text() });
    await expect(describeStore(drizzleStore(db, { schema: { bare } }))).rejects.toThrow("`bare` has no key");
  });

  test("the journal keeps what must still be told, however long, and a name that was asked for commits no more", async () => {
    const told: unknown[] = [];
    const { store } = await opened({
      ddl: `${NOTES}; insert into notes select seq, 'a' from seq_1_to_20000`,
      datasets: notes,
      more: { told: async (acts) => void told.push(...acts) },
    });
    const keys = Array.from({ length: 20_000 }, (_, at) => [at + 1]);
    const work = { changes: [], deletes: [{ dataset: "notes", key: ["id"], keys }] };
    await act(store, async (tx) => {
      expect(await store.erase({ dataset: "notes", key: ["id"], keys }, tx)).toBe(20_000);
      await store.keep?.("one", work, tx);
    });
    expect(await store.outcome?.("one")).toBe("committed");
    // Names that a collation would take for the same.
    expect(await store.outcome?.("ONE")).toBe("aborted");
    await expect(act(store, async (tx) => store.keep?.("ONE", work, tx))).rejects.toMatchObject({ code: "constraint" });
    expect(await store.settle?.()).toEqual(["application: its caches and indexes were told of 1 act"]);
    expect(told).toEqual([{ dataset: "notes", what: "erased", key: ["id"], keys }]);
  });

  test("a driver that counts changes alone is not taken at more than it says", async () => {
    const { store } = await opened({
      ddl: `${NOTES}; insert into notes values (1, 'a'), (2, 'b')`,
      datasets: notes,
      pool: { flags: ["-FOUND_ROWS"] },
    });
    await act(store, async (tx) => {
      const set = { body: ["a", "new"] };
      expect(await store.change({ dataset: "notes", key: ["id"], keys: [[1], [2]], set }, tx)).toBe(1);
    });
  });

  test("pages of a reading go on after a key of several columns, of texts and labels too", async () => {
    const { store } = await opened({
      ddl: `create table words (lang enum('EN', 'de', 'fr', 'Ba'), word varchar(20), no int, primary key (lang, word));
        insert into words select elt(1 + seq % 4, 'de', 'EN', 'fr', 'Ba'), concat(if(seq % 3, 'w', 'W'), seq), seq from seq_1_to_3500`,
      datasets: { words: { key: ["lang", "word"] } },
    });
    const found = await readIn(store, "words", ["no"]);
    expect(new Set(found.map(({ no }) => no)).size).toBe(3_500);
    expect(found).toHaveLength(3_500);
  });
});

/** Rows as they go to the server. */
async function readIn<Tx>(store: StepStore<Tx>, dataset: string, columns: readonly string[]) {
  const found: FoundRow[] = [];
  await store.transaction({ act: false, name: undefined }, async (tx) => {
    for await (const batch of store.read({ dataset, columns }, tx)) found.push(...([batch].flat() as FoundRow[]));
  });
  return found.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toWire(value)])));
}

/** Columns of many types, each with what is in it as the server is told. */
const KINDS: Readonly<Record<string, readonly [type: string, value: unknown]>> = {
  id: ["bigint unsigned", "18446744073709551615"],
  day: ["date", "2020-02-03"],
  at: ["datetime(3)", "2020-02-03 04:05:06.789"],
  moment: ["timestamp(3) null", "2020-02-03 04:05:06.789"],
  price: ["decimal(30,10)", "12345678901234567890.0123456789"],
  flags: ["bit(4)", 10],
  mood: ["enum('calm', 'loud')", "calm"],
  raw: ["varbinary(8)", { $b: "AP8=" }],
  doc: ["json", '{"a": 1}'],
  place: ["point", "POINT(1 2)"],
  real_one: ["double", 0.1],
  code: ["uuid", "0b9db5b6-7ebe-4fb2-a0b9-f3e9e0c7d5a1"],
};

const STORES = {
  Drizzle: async (url: string) => {
    const pool = createPool({ uri: url, connectionLimit: 1, timezone: "+05:00" });
    onTestFinished(() => pool.promise().end());
    const columns = Object.entries(KINDS).map(([name, [type]]) => {
      const column = core.customType<{ data: unknown }>({ dataType: () => type.replace(" null", "") })(name);
      return [name, name === "id" ? column.primaryKey() : column];
    });
    const kinds = core.mysqlTable("kinds", Object.fromEntries(columns) as Record<string, core.MySqlCustomColumnBuilder<never>>);
    return drizzleStore(drizzle(pool), { schema: { kinds } }) as StepStore<unknown>;
  },
  Prisma: async (url: string) => {
    const { hostname: host, port, username: user, pathname } = new URL(url);
    const adapter = new PrismaMariaDb({ host, port: Number(port), user, database: pathname.slice(1), connectionLimit: 1 });
    const { prisma, datamodel } = await prismaClient("mysql", "model Note {\n id Int @id\n}", adapter);
    onTestFinished(() => prisma.$disconnect());
    const columns = Object.entries(KINDS).map(([name, [type]]) => [name, { type: type.replace(" null", "") }]);
    const datasets = { kinds: { key: ["id"], columns: Object.fromEntries(columns) } };
    return prismaStore(prisma, { dialect: "mysql", datamodel, datasets }) as StepStore<unknown>;
  },
};

const NOWHERE = { host: "127.0.0.1", port: 1, user: "root", database: "none" };
const unreachable = { name: "StoreError", code: "unreachable" };

test("a server that is not there is out of reach, through each helper", async () => {
  const pool = createPool(NOWHERE);
  onTestFinished(() => pool.promise().end());
  const kysely = kyselyStore(new Kysely<Tables>({ dialect: new MysqlDialect({ pool }) }), { dialect: "mysql", datasets: {} });
  await expect(kysely.outcome?.("none")).rejects.toMatchObject(unreachable);
  await expect(drizzleStore(drizzle(pool), { schema: {} }).outcome?.("none")).rejects.toMatchObject(unreachable);
  const adapter = new PrismaMariaDb({ ...NOWHERE, connectTimeout: 300, acquireTimeout: 400 });
  const { prisma, datamodel } = await prismaClient("mysql", "model Note {\n id Int @id\n}", adapter);
  onTestFinished(() => prisma.$disconnect());
  await expect(prismaStore(prisma, { dialect: "mysql", datamodel }).outcome?.("none")).rejects.toMatchObject(unreachable);
});

test("a dialect that no helper knows is refused with the three", () => {
  const options = { dialect: "mssql", datasets: {} } as unknown as KyselyOptions;
  expect(() => kyselyStore({} as Kysely<Tables>, options)).toThrow(/`postgres`, `sqlite`, `mysql`/);
});

test.each([
  [
    { errno: 1062, message: "Duplicate entry 'x@y.example' for key 'email'" },
    "constraint",
    "a unique constraint refuses the change (email)",
  ],
  [{ errno: 1048, message: "Column 'name' cannot be null" }, "constraint", "a not-null constraint refuses the change (name)"],
  [
    { errno: 1366, message: "Incorrect integer value: 'x@y.example' for column `d`.`t`.`age` at row 1" },
    "constraint",
    "a column's type refuses the change (age)",
  ],
  [
    { errno: 4025, message: "CONSTRAINT `level` failed for `d`.`people`" },
    "constraint",
    "a check refuses the change (level, people)",
  ],
  [{ errno: 1205 }, "busy", "rows are locked by somebody else"],
  [{ errno: 1213 }, "busy", "rows are locked by somebody else"],
  [{ errno: 1969 }, "timeout", "a statement took longer than the application allows"],
  [{ errno: 3024 }, "timeout", "a statement took longer than the application allows"],
  [{ errno: 1142 }, "denied", "the application's role lacks a right"],
  [{ errno: 1146 }, "missing", "a table or a column of the application is not there"],
  [{ errno: -111, code: "ECONNREFUSED" }, "unreachable", "the application's database cannot be reached or went away"],
  [{ code: "PROTOCOL_CONNECTION_LOST" }, "unreachable", "the application's database cannot be reached or went away"],
  [
    { errno: 45_028, code: "ER_GET_CONNECTION_TIMEOUT" },
    "unreachable",
    "the application's database cannot be reached or went away",
  ],
])("%o is told without a value", (error, code, message) => {
  expect(readFault(Object.assign(new Error(), error))).toMatchObject({ name: "StoreError", code, message });
});
