import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { PrismaPg } from "@prisma/adapter-pg";
import { expect, onTestFinished, test } from "vitest";
import { datamodelOf, prismaClient } from "../../../../test/support/prisma-client.ts";
import { describe as describeStore } from "../describe.ts";
import type { WireDataset } from "../messages.ts";
import { type PrismaDatabase, type PrismaDatamodel, prismaStore } from "./index.ts";

const MODELS = `
enum Mood {
  CALM @map("calm")
  LOUD
  @@map("member_mood")
}
model Member {
  id      Int       @id @default(autoincrement())
  name    String    @map("first_name") @db.VarChar(12)
  country String?   @db.Char(3)
  mood    Mood?
  mails   String[]
  joined  DateTime? @db.Timestamptz(3)
  visits  Visit[]
  tags    Tag[]
  @@map("members")
}
model Visit {
  room     String
  day      DateTime @db.Date
  memberId Int?     @map("member_id")
  member   Member?  @relation(fields: [memberId], references: [id])
  @@unique([room, day])
  @@unique([memberId, day], map: "one_a_day")
  @@index([memberId])
  @@map("visits")
}
model Tag {
  code    String   @id @db.VarChar(8)
  members Member[]
}
view Guest {
  room String
}`;

const DDL = `create type member_mood as enum ('calm', 'LOUD');
  create table members (id serial primary key, first_name varchar(12) not null, country char(3), mood member_mood, mails text[],
    joined timestamptz(3));
  create table "Tag" (code varchar(8) primary key);
  create table "_MemberToTag" ("A" int not null references members on delete cascade, "B" varchar(8) not null references "Tag" on delete cascade,
    primary key ("A", "B"));
  insert into members (first_name, country, mood, joined) values ('ada', 'IE', 'calm', '2020-01-01'), ('bo', 'ID', 'LOUD', null);
  insert into "Tag" values ('x'); insert into "_MemberToTag" values (1, 'x'), (2, 'x')`;

/** A database in this process, which the adapter reaches as it reaches any PostgreSQL. */
async function opened() {
  const database = new PGlite();
  await database.exec(DDL);
  const socket = new PGLiteSocketServer({ db: database, port: 0, host: "127.0.0.1" });
  await socket.start();
  const { port } = new URL(`tcp://${socket.getServerConn()}`);
  const adapter = new PrismaPg({ host: "127.0.0.1", port: Number(port), user: "postgres", database: "postgres", max: 1 });
  const { prisma, datamodel } = await prismaClient("postgresql", MODELS, adapter);
  onTestFinished(async () => {
    await prisma.$disconnect();
    await socket.stop();
    await database.close();
  });
  return { prisma, store: prismaStore(prisma, { dialect: "postgres", datamodel, journal: false }) };
}

const none = {} as PrismaDatabase;

test("a data model of Prisma tells columns, keys and links, by the database's names", async () => {
  const datamodel = await datamodelOf("postgresql", MODELS);
  const store = prismaStore(none, {
    dialect: "postgres",
    datamodel,
    datasets: { Tag: { columns: { code: { checked: true } } } },
  });
  const { datasets, product } = await describeStore(store);
  expect(product).toBe("Prisma on PostgreSQL");
  expect(datasets.map(({ name, kind, rowKey }) => [name, kind, rowKey])).toEqual([
    ["members", "table", ["id"]],
    ["visits", "table", ["room", "day"]],
    ["Tag", "table", ["code"]],
    ["Guest", "view", []],
    ["_MemberToTag", "table", ["A", "B"]],
  ]);
  const one = (name: string) => datasets.find((dataset) => dataset.name === name) as WireDataset;
  const column = (dataset: string, name: string) => one(dataset).columns.find((found) => found.name === name);
  expect(column("members", "id")).toMatchObject({ family: "number", type: "integer", unique: true, generated: false });
  expect(column("members", "first_name")).toMatchObject({ family: "text", nullable: false, maxLength: 12, unique: false });
  expect(column("members", "mood")).toMatchObject({ family: "other", checked: true, allowed: ["calm", "LOUD"] });
  expect(column("members", "mails")).toMatchObject({ family: "array", type: "text[]", maxLength: null });
  expect(column("members", "joined")).toMatchObject({ family: "timestamp", nullable: true });
  expect(column("visits", "member_id")).toMatchObject({ unique: false, indexed: true, uniqueBy: ["one_a_day"] });
  expect(column("visits", "day")).toMatchObject({ family: "date", uniqueBy: ["visits_room_day_key", "one_a_day"] });
  expect(column("Tag", "code")).toMatchObject({ type: "varchar(8)", maxLength: 8, checked: true });
  expect(column("_MemberToTag", "B")).toMatchObject({ family: "text", nullable: false });
  // What the schema does not say is as Prisma's own migrations make it.
  expect(one("visits").references).toEqual([
    { columns: ["member_id"], target: "members", targetColumns: ["id"], onDelete: "set-null" },
  ]);
  expect(one("_MemberToTag").references).toEqual([
    { columns: ["A"], target: "members", targetColumns: ["id"], onDelete: "cascade" },
    { columns: ["B"], target: "Tag", targetColumns: ["code"], onDelete: "cascade" },
  ]);
});

test("values of enums, fixed lengths and times are matched and changed, and rows that join two models erased", async () => {
  const { store, prisma } = await opened();
  const ids = async (column: string, value: string) => {
    const match = { columns: [column], values: [[value]], fold: false };
    return (await store.find({ dataset: "members", columns: ["id"], match }, undefined)).map(({ id }) => id);
  };
  expect(await ids("mood", "calm")).toEqual([1]);
  expect(await ids("country", "ID")).toEqual([2]);
  expect(await ids("first_name", "ada")).toEqual([1]);
  expect(await ids("joined", "2020-01-01T00:00:00Z")).toEqual([1]);
  await store.transaction({ act: true, name: "t" }, async (tx) => {
    const set = { mood: ["LOUD"], first_name: ["x".repeat(12)] };
    expect(await store.change({ dataset: "members", key: ["id"], keys: [[1]], set }, tx)).toBe(1);
    expect(await store.erase({ dataset: "_MemberToTag", key: ["A", "B"], keys: [[1, "x"]] }, tx)).toBe(1);
  });
  const cut = store.transaction({ act: true, name: "u" }, async (tx) => {
    await store.change({ dataset: "members", key: ["id"], keys: [[1]], set: { first_name: ["y".repeat(13)] } }, tx);
  });
  await expect(cut).rejects.toThrow();
  // The client itself, asked as an application asks it, sees the same.
  const { member } = prisma as unknown as { member: { findMany(of: object): Promise<unknown> } };
  expect(await member.findMany({ select: { name: true, mood: true, tags: true }, orderBy: { id: "asc" } })).toEqual([
    { name: "x".repeat(12), mood: "LOUD", tags: [] },
    { name: "bo", mood: "LOUD", tags: [{ code: "x" }] },
  ]);
});

test("the model of a generated client is refused: it says of fields their names alone", async () => {
  const models = [{ name: "Member", fields: [{ name: "id", kind: "scalar", type: "Int" }] }];
  const datamodel: PrismaDatamodel = { models, enums: [], indexes: [] };
  const store = prismaStore(none, { dialect: "postgres", datamodel });
  await expect(describeStore(store)).rejects.toThrow(/give that of `getDMMF`/);
});

test("a column that the schema does not have wants its type", async () => {
  const datamodel = await datamodelOf("sqlite", "model Note {\n id Int @id\n}");
  const store = prismaStore(none, { dialect: "sqlite", datamodel, datasets: { Note: { columns: { body: { checked: true } } } } });
  await expect(describeStore(store)).rejects.toThrow("`Note` has no column `body` in Prisma's schema: say its `type`");
});

test("a database that is not there is out of reach, before a transaction and in none", async () => {
  const adapter = new PrismaPg({ connectionString: "postgres://postgres@127.0.0.1:1/none" });
  const { prisma, datamodel } = await prismaClient("postgresql", "model Note {\n id Int @id\n}", adapter);
  onTestFinished(() => prisma.$disconnect());
  const store = prismaStore(prisma, { dialect: "postgres", datamodel });
  const unreachable = { name: "StoreError", code: "unreachable" };
  await expect(store.transaction({ act: false, name: undefined }, async () => undefined)).rejects.toMatchObject(unreachable);
  await expect(store.outcome?.("none")).rejects.toMatchObject(unreachable);
});
