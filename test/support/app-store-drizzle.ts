import { createClient } from "@libsql/client";
import { drizzleStore } from "@troth/app/drizzle";
import { sql } from "drizzle-orm";
import * as libsql from "drizzle-orm/libsql";
import * as mysqlCore from "drizzle-orm/mysql-core";
import * as mysql2 from "drizzle-orm/mysql2";
import * as nodePostgres from "drizzle-orm/node-postgres";
import * as pgCore from "drizzle-orm/pg-core";
import * as sqliteCore from "drizzle-orm/sqlite-core";
import { createPool } from "mysql2";
import pg from "pg";
import { dialectOf } from "./app-dialect.ts";
import type { OpensStore } from "./app-process.ts";

export const openStore: OpensStore["openStore"] = async (address, timeouts) => {
  const name = dialectOf(address);
  if (name === "mysql") {
    const db = mysql2.drizzle(createPool({ uri: address, connectionLimit: 5 }));
    return drizzleStore(db, { schema: onMysql(), timeouts });
  }
  if (name === "postgres") {
    const db = nodePostgres.drizzle(new pg.Pool({ connectionString: address, max: 5 }));
    return drizzleStore(db, { schema: onPostgres(), timeouts });
  }
  const db = libsql.drizzle(createClient({ url: `file:${address}`, timeout: timeouts.lock }));
  return drizzleStore(db, { schema: onSqlite(), timeouts });
};

function onPostgres() {
  const { pgTable, integer, varchar, text, bigint, check, index, primaryKey, pgView } = pgCore;
  const people = pgTable(
    "people",
    {
      id: integer().primaryKey(),
      email: varchar({ length: 80 }).unique(),
      name: text().notNull(),
      level: integer(),
      big: bigint({ mode: "bigint" }),
      bossId: integer("boss_id").references((): pgCore.AnyPgColumn => people.id),
    },
    (table) => [check("people_level", sql`${table.level} between 0 and 9`)],
  );
  const posts = pgTable(
    "posts",
    {
      id: integer().primaryKey(),
      personId: integer("person_id")
        .notNull()
        .references(() => people.id),
      kind: text(),
      body: text(),
    },
    (table) => [index("posts_person").on(table.personId)],
  );
  const seats = pgTable("seats", { hall: integer(), no: integer(), holder: text() }, (table) => [
    primaryKey({ columns: [table.hall, table.no] }),
  ]);
  return {
    people,
    posts,
    seats,
    odd: pgTable('Odd "Names', { id: integer("Id").primaryKey(), mail: text("e Mail") }),
    keyless: pgTable("keyless", { tag: text(), note: text() }),
    loose: pgTable("loose", { id: integer().primaryKey(), ref: text(), list: text() }),
    slow: pgView("slow", { id: integer() }).existing(),
  };
}

function onSqlite() {
  const { sqliteTable, integer, text, check, index, primaryKey, sqliteView } = sqliteCore;
  // As the fixture declares it; Drizzle's own `text` has no length on SQLite.
  const varchar = sqliteCore.customType<{ data: string; config: { length: number }; configRequired: true }>({
    dataType: ({ length }) => `varchar(${length})`,
  });
  const people = sqliteTable(
    "people",
    {
      id: integer().primaryKey(),
      email: varchar({ length: 80 }).unique(),
      name: text().notNull(),
      level: integer(),
      big: integer(),
      bossId: integer("boss_id").references((): sqliteCore.AnySQLiteColumn => people.id),
    },
    (table) => [check("people_level", sql`${table.level} between 0 and 9`)],
  );
  const posts = sqliteTable(
    "posts",
    {
      id: integer().primaryKey(),
      personId: integer("person_id")
        .notNull()
        .references(() => people.id),
      kind: text(),
      body: text(),
    },
    (table) => [index("posts_person").on(table.personId)],
  );
  const seats = sqliteTable("seats", { hall: integer(), no: integer(), holder: text() }, (table) => [
    primaryKey({ columns: [table.hall, table.no] }),
  ]);
  return {
    people,
    posts,
    seats,
    odd: sqliteTable('Odd "Names', { id: integer("Id").primaryKey(), mail: text("e Mail") }),
    keyless: sqliteTable("keyless", { tag: text(), note: text() }),
    loose: sqliteTable("loose", { id: integer().primaryKey(), ref: text(), list: text() }),
    slow: sqliteView("slow", { id: integer() }).existing(),
  };
}

function onMysql() {
  const { mysqlTable, int, varchar, text, bigint, check, index, primaryKey, mysqlView } = mysqlCore;
  const people = mysqlTable(
    "people",
    {
      id: int().primaryKey(),
      email: varchar({ length: 80 }).unique(),
      name: text().notNull(),
      level: int(),
      big: bigint({ mode: "bigint" }),
      bossId: int("boss_id").references((): mysqlCore.AnyMySqlColumn => people.id),
    },
    (table) => [check("people_level", sql`${table.level} between 0 and 9`)],
  );
  const posts = mysqlTable(
    "posts",
    {
      id: int().primaryKey(),
      personId: int("person_id")
        .notNull()
        .references(() => people.id),
      kind: text(),
      body: text(),
    },
    (table) => [index("posts_person").on(table.personId)],
  );
  const seats = mysqlTable("seats", { hall: int(), no: int(), holder: text() }, (table) => [
    primaryKey({ columns: [table.hall, table.no] }),
  ]);
  return {
    people,
    posts,
    seats,
    odd: mysqlTable('Odd "Names', { id: int("Id").primaryKey(), mail: text("e Mail") }),
    // A table without a key is only read, as a view is.
    keyless: mysqlView("keyless", { tag: text(), note: text() }).existing(),
    loose: mysqlTable("loose", { id: int().primaryKey(), ref: text(), list: text() }),
    slow: mysqlView("slow", { id: int() }).existing(),
  };
}
