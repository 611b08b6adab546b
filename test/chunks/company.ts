// A small company whose people have rows in a circle, in chains, under cascades, kept, shared, and without a key.
import Sqlite from "libsql";
import pg from "pg";
import { onTestFinished } from "vitest";
import type { LargeSets } from "../../packages/server/src/foundation/index.ts";
import { resumeAll, viewRequest } from "../../packages/server/src/requests/index.ts";
import { type Inst, makeCompany, replaceAll } from "../attack/support.ts";
import { freshPostgres, testPostgres } from "../support/databases.ts";
import { freshMariadb, onMariadb, rowsFrom, testMariadb } from "../support/mariadb.ts";
import type { Workshop } from "../support/workshop.ts";

export type Kind = "sqlite" | "postgres" | "mysql";

/** The kinds of store that this run has servers for. */
export const KINDS: readonly Kind[] = [
  "sqlite",
  ...(testPostgres === undefined ? [] : (["postgres"] as const)),
  ...(testMariadb === undefined ? [] : (["mysql"] as const)),
];

/** Said in the name of a suite that has too few servers. */
export const skipped = `${testPostgres === undefined ? " (postgres skipped: TROTH_TEST_POSTGRES is not set)" : ""}${testMariadb === undefined ? " (mysql skipped: TROTH_TEST_MARIADB is not set)" : ""}`;

/** So small that a person of a hundred rows is done in a dozen transactions. */
export const SMALL: LargeSets = { rows: 20, chunkRows: 10, pauseMs: 20 };

export const TABLES = ["people", "posts", "comments", "pins", "orders", "items", "messages", "visits"] as const;

const DDL: readonly string[] = [
  "create table people (id integer primary key, email varchar(80) not null unique, name varchar(80) not null, last_post integer)",
  "create table posts (id integer primary key, author integer not null references people (id), parent integer references posts (id), body varchar(80) not null)",
  "create table comments (id integer primary key, post integer not null references posts (id) on delete cascade, author integer not null references people (id), body varchar(80) not null)",
  "create table pins (id integer primary key, post integer not null references posts (id) on delete cascade, owner integer not null references people (id))",
  "create table orders (id integer primary key, buyer integer references people (id), placed_at varchar(20) not null, bill_name varchar(80) not null)",
  "create table items (id integer primary key, ord integer not null references orders (id), note varchar(80) not null)",
  "create table messages (id integer primary key, sender integer references people (id), receiver integer references people (id), body varchar(80))",
  "create table visits (person integer not null, page varchar(80) not null)",
];

const DATASETS = `      people:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email, name: name.full }
        links: { last_post: none }
        rest: none
      posts: { rest: none, fields: { body: content.text }, links: { author: owned by people, parent: none } }
      comments: { rest: none, fields: { body: content.text }, links: { author: owned by people, post: owned by posts } }
      pins: { rest: none, links: { owner: owned by people, post: none } }
      orders:
        rest: none
        fields: { bill_name: name.full }
        links: { buyer: owned by people }
      items: { rest: none, fields: { note: content.text }, links: { ord: owned by orders } }
      messages:
        rest: none
        fields: { body: { holds: [content.text], erasure: clear } }
        links: { sender: shared by people, receiver: shared by people }
      visits: { rest: none, fields: { page: content.text }, links: { person: owned by people } }
`;
const RETENTION = "  books: { datasets: [orders], keep: 7 years since placed_at, because: Companies Act, as: pseudonym }\n";

const EACH = { posts: 12, comments: 3, orders: 6, items: 2, messages: 8, visits: 7 } as const;

/** Rows of one person that are deleted, and changed: the person, posts, comments, pins, orders that no law keeps, items, visits. */
export const HERS = { deleted: 1 + 12 + 36 + 2 + 3 + 12 + 7, changed: 3 + 8 } as const;

const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

function rowsOf(person: number, name: string): string[] {
  const next = (person % 3) + 1;
  const post = (nth: number) => person * 100 + nth;
  return [
    ...range(EACH.posts).map(
      (nth) => `insert into posts values (${post(nth)}, ${person}, ${nth % 3 === 1 ? "null" : post(nth - 1)}, '${name} ${nth}')`,
    ),
    ...range(EACH.posts).flatMap((nth) =>
      range(EACH.comments).map(
        (of) => `insert into comments values (${post(nth) * 10 + of}, ${post(nth)}, ${person}, '${name} says ${of}')`,
      ),
    ),
    ...[1, 2].map((nth) => `insert into pins values (${post(nth)}, ${post(nth)}, ${person})`),
    ...range(EACH.orders).map(
      (nth) => `insert into orders values (${post(nth)}, ${person}, '${nth > 3 ? "2026-05-01" : "2011-05-01"}', '${name}')`,
    ),
    ...range(EACH.orders).flatMap((nth) =>
      range(EACH.items).map((of) => `insert into items values (${post(nth) * 10 + of}, ${post(nth)}, 'for ${name}')`),
    ),
    ...range(EACH.messages).map((nth) => `insert into messages values (${post(nth)}, ${person}, ${next}, 'from ${name} ${nth}')`),
    ...range(EACH.visits).map((nth) => `insert into visits values (${person}, '${name} page ${Math.ceil(nth / 2)}')`),
    `update people set last_post = ${post(EACH.posts)} where id = ${person}`,
  ];
}

const FILL: readonly string[] = [
  "insert into people values (1, 'ada@a.example', 'Ada Quill', null), (2, 'ben@a.example', 'Ben Reeves', null), (3, 'cy@a.example', 'Cy Marlow', null)",
  ...rowsOf(1, "Ada"),
  ...rowsOf(2, "Ben"),
];

/** A company beside its store, whichever that is. */
export interface Forum {
  readonly kind: Kind;
  readonly shop: Workshop;
  readonly sql: (text: string) => Promise<Record<string, unknown>[]>;
  /** All rows of all tables; pseudonyms, whose key is new in every run, by their order. */
  readonly dump: () => Promise<Record<string, string[]>>;
  /** Another connection's transaction, with these statements in it, until it is told to end. */
  readonly hold: (...statements: string[]) => Promise<() => Promise<void>>;
}

/** Makes the company; it goes with the test. `options`: of the store, as YAML. */
export async function makeForum(kind: Kind, options = "{ timeouts: { lock: 0.3 } }"): Promise<Forum> {
  const shop = makeCompany({ sql: "select 1", datasets: DATASETS, retention: RETENTION });
  const store = await storeOf(kind, shop);
  for (const statement of [...DDL, ...(kind === "sqlite" ? [] : CIRCLE), ...FILL]) await store.sql(statement);
  const url = /^\s+url: .*$/m;
  replaceAll(shop, (text) =>
    text.replace("connector: sqlite", `connector: ${kind}`).replace(url, (line) => `${line}\n    options: ${options}`),
  );
  return { kind, shop: { ...shop, env: { SHOP_DB: store.url } }, ...store, dump: () => dumpOf(store.sql) };
}

// SQLite takes a key into a table that is not there yet: there it is written into `people`.
const CIRCLE = ["alter table people add foreign key (last_post) references posts (id)"];

interface Store extends Pick<Forum, "sql" | "hold"> {
  readonly url: string;
}

const storeOf = (kind: Kind, shop: Workshop): Promise<Store> =>
  kind === "sqlite" ? sqliteStore(shop) : kind === "postgres" ? postgresStore() : mariadbStore();

async function sqliteStore(shop: Workshop): Promise<Store> {
  const hold: Forum["hold"] = async (...statements) => {
    const db = new Sqlite(shop.database);
    db.exec("begin immediate");
    for (const statement of statements) db.exec(statement);
    return async () => {
      db.exec("rollback");
      db.close();
    };
  };
  const sql = async (text: string) => shop.sql(text.replace("last_post integer)", "last_post integer references posts (id))"));
  return { url: `file:${shop.database}`, sql, hold };
}

async function postgresStore(): Promise<Store> {
  const fresh = await freshPostgres();
  const connected = async () => {
    const client = new pg.Client({ connectionString: fresh.url });
    client.on("error", () => undefined);
    await client.connect();
    return client;
  };
  const client = await connected();
  onTestFinished(async () => {
    await client.end();
    await fresh.drop();
  });
  const hold: Forum["hold"] = async (...statements) => {
    const other = await connected();
    await other.query("begin");
    for (const statement of statements) await other.query(statement);
    return async () => {
      await other.query("rollback");
      await other.end();
    };
  };
  return { url: fresh.url, sql: async (text) => (await client.query(text)).rows as Record<string, unknown>[], hold };
}

async function mariadbStore(): Promise<Store> {
  const fresh = await freshMariadb();
  onTestFinished(() => fresh.drop());
  const sql = (text: string) =>
    onMariadb(async (client) => {
      const [rows] = await client.query(text);
      return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : [];
    }, fresh.url);
  const hold: Forum["hold"] = async (...statements) => {
    let end: () => void = () => undefined;
    const ending = new Promise<void>((resolve) => {
      end = resolve;
    });
    let begun: () => void = () => undefined;
    const beginning = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const ended = onMariadb(async (client) => {
      await rowsFrom(client, "start transaction");
      for (const statement of statements) await rowsFrom(client, statement);
      begun();
      await ending;
      await rowsFrom(client, "rollback");
    }, fresh.url);
    await beginning;
    return async () => {
      end();
      await ended;
    };
  };
  return { url: fresh.url, sql, hold };
}

async function dumpOf(sql: Forum["sql"]): Promise<Record<string, string[]>> {
  const pseudonyms = new Map<string, number>();
  const numbered = (text: string) =>
    text.replace(/erased-[\w-]+/g, (one) => {
      if (!pseudonyms.has(one)) pseudonyms.set(one, pseudonyms.size + 1);
      return `erased-#${pseudonyms.get(one)}`;
    });
  const dump: Record<string, string[]> = {};
  for (const table of TABLES) {
    const rows = await sql(`select * from ${table} order by 1, 2`);
    dump[table] = rows.map((row) => numbered(JSON.stringify(Object.values(row))));
  }
  return dump;
}

/** Goes on with everything, so often that nothing could be left that only wants time. */
export async function goOn(inst: Inst, request: string, rounds = 3) {
  for (let round = 0; round < rounds; round += 1) await resumeAll(inst);
  return viewRequest(inst, request);
}
