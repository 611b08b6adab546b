import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { createClient } from "@libsql/client";
import { drizzle as onLibsql } from "drizzle-orm/libsql";
import * as pg from "drizzle-orm/pg-core";
import { drizzle as onPglite } from "drizzle-orm/pglite";
import * as sqlite from "drizzle-orm/sqlite-core";
import { expect, onTestFinished, test } from "vitest";
import { describe as describeStore } from "../describe.ts";
import type { StepStore } from "../store.ts";
import { type DrizzleDatabase, type DrizzleTransaction, drizzleStore } from "./index.ts";

const mood = pg.pgEnum("Mood", ["calm", "loud"]);
const app = pg.pgSchema("shop");
const members = app.table("members", {
  id: pg.bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  firstName: pg.varchar({ length: 12 }).notNull(),
  country: pg.char({ length: 3 }),
  mood: mood(),
  mails: pg.text().array(),
  joined: pg.timestamp({ withTimezone: true, precision: 3 }),
});
const visits = pg.pgTable(
  "visits",
  {
    memberId: pg
      .bigint({ mode: "number" })
      .notNull()
      .references(() => members.id, { onDelete: "set null" }),
    room: pg.text(),
    day: pg.date(),
  },
  (table) => [
    pg.uniqueIndex("one_a_day").on(table.memberId, table.day),
    pg.unique("one_room").on(table.room),
    pg.index("by_day").on(table.day),
  ],
);
const guests = pg.pgView("guests").as((query) => query.select({ room: visits.room }).from(visits));

const DDL = `create schema shop; create type "Mood" as enum ('calm', 'loud');
  create table shop.members (id bigint primary key generated always as identity, first_name varchar(12) not null, country char(3),
    mood "Mood", mails text[], joined timestamptz(3));
  insert into shop.members (first_name, country, mood, joined) values ('ada', 'IE', 'calm', '2020-01-01'), ('bo', 'ID', 'loud', null)`;

async function opened(): Promise<{ readonly store: StepStore<DrizzleTransaction>; readonly database: PGlite }> {
  const database = new PGlite();
  onTestFinished(() => database.close());
  await database.exec(DDL);
  const db = onPglite(database, { casing: "snake_case" });
  return { database, store: drizzleStore(db, { schema: { mood, app, members, visits, guests, other: 1 } }) };
}

test("a schema of Drizzle tells columns, keys and links, by the database's names", async () => {
  const { store } = await opened();
  const { datasets, product } = await describeStore(store);
  expect(product).toBe("Drizzle on PostgreSQL");
  expect(datasets.map(({ name, kind, rowKey }) => [name, kind, rowKey])).toEqual([
    ["shop.members", "table", ["id"]],
    ["visits", "table", ["@ctid"]],
    ["guests", "view", []],
  ]);
  const column = (dataset: string, name: string) =>
    datasets.find((one) => one.name === dataset)?.columns.find((one) => one.name === name);
  expect(column("shop.members", "id")).toMatchObject({ family: "number", unique: true, generated: true, indexed: true });
  expect(column("shop.members", "first_name")).toMatchObject({ family: "text", nullable: false, maxLength: 12, unique: false });
  expect(column("shop.members", "mood")).toMatchObject({ family: "other", checked: true, allowed: ["calm", "loud"] });
  expect(column("shop.members", "mails")).toMatchObject({ family: "array", maxLength: null });
  expect(column("shop.members", "joined")).toMatchObject({ family: "timestamp" });
  expect(column("visits", "member_id")).toMatchObject({ unique: false, indexed: true, uniqueBy: ["one_a_day"] });
  expect(column("visits", "day")).toMatchObject({ unique: false, indexed: true, uniqueBy: ["one_a_day"] });
  expect(column("visits", "room")).toMatchObject({ unique: true, indexed: true, uniqueBy: [] });
  expect(datasets[1]?.references).toEqual([
    { columns: ["member_id"], target: "shop.members", targetColumns: ["id"], onDelete: "set-null" },
  ]);
});

test("values of enums, fixed lengths and times are matched and changed; what is too long is refused, not cut", async () => {
  const { store, database } = await opened();
  const ids = async (column: string, value: string) => {
    const match = { columns: [column], values: [[value]], fold: false };
    return (await store.find({ dataset: "shop.members", columns: ["id"], match }, undefined)).map(({ id }) => Number(id));
  };
  expect(await ids("mood", "calm")).toEqual([1]);
  expect(await ids("country", "ID")).toEqual([2]);
  expect(await ids("country", "I")).toEqual([]);
  expect(await ids("first_name", "ada")).toEqual([1]);
  expect(await ids("joined", "2020-01-01T00:00:00Z")).toEqual([1]);
  const change = (column: string, value: string) =>
    store.transaction({ act: true, name: "t" }, async (tx) => {
      const set = { [column]: [value] };
      expect(await store.change({ dataset: "shop.members", key: ["id"], keys: [[1]], set }, tx)).toBe(1);
    });
  await change("mood", "loud");
  for (const odd of ['"{a},\\ b"', "NULL", "\\", "it's $1?"]) {
    await change("first_name", odd);
    expect(await ids("first_name", odd)).toEqual([1]);
  }
  await change("first_name", "x".repeat(12));
  await expect(change("first_name", "x".repeat(13))).rejects.toThrow();
  const { rows } = await database.query("select first_name, mood from shop.members where id = 1");
  expect(rows).toEqual([{ first_name: "x".repeat(12), mood: "loud" }]);
});

/** A file with one table, and two clients of it. */
async function onFile() {
  const folder = await mkdtemp(join(tmpdir(), "troth-drizzle-"));
  const open = () => createClient({ url: `file:${join(folder, "app.db")}`, timeout: 100 });
  const [client, other] = [open(), open()];
  onTestFinished(() => {
    client.close();
    other.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await client.execute("create table notes (id integer primary key, body text)");
  const notes = sqlite.sqliteTable("notes", { id: sqlite.integer().primaryKey(), body: sqlite.text() });
  return { store: drizzleStore(onLibsql(client), { schema: { notes } }), other };
}

const busy = { name: "StoreError", code: "busy" };

test("an act on a file of SQLite keeps a second one out until it ends", async () => {
  const { store } = await onFile();
  await store.transaction({ act: true, name: "first" }, async () => {
    await expect(store.transaction({ act: true, name: "second" }, async () => undefined)).rejects.toMatchObject(busy);
  });
});

test("a journal that could not be made at first is made later", async () => {
  const { store, other } = await onFile();
  const held = await other.transaction("write");
  await expect(store.outcome?.("one")).rejects.toMatchObject(busy);
  await held.rollback();
  expect(await store.outcome?.("one")).toBe("aborted");
});

test("a driver whose transactions cannot stay open is refused", () => {
  // Drizzle itself makes this of a driver that answers at once, such as better-sqlite3.
  const db = new sqlite.BaseSQLiteDatabase("sync", new sqlite.SQLiteSyncDialect(), {} as never, undefined);
  expect(() => drizzleStore(db as unknown as DrizzleDatabase, { schema: {} })).toThrow(/cannot stay open/);
});
