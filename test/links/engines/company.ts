// A company in two stores, each on an engine of its own: people in one, most of what is theirs in the other.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "libsql";
import pg from "pg";
import { systemSurroundings } from "../../../packages/server/src/foundation/index.ts";
import { type Installation, openInstallation } from "../../../packages/server/src/installation/index.ts";
import { setStoreLive } from "../../../packages/server/src/requests/index.ts";
import { freshPostgres } from "../../support/databases.ts";
import { freshMariadb, onMariadb } from "../../support/mariadb.ts";
import { makeHome } from "../../support/storages.ts";

export type Engine = "postgres" | "mysql" | "sqlite";
type Rows = readonly Record<string, unknown>[];

/** A database that is empty at first. */
interface Database {
  readonly url: string;
  readonly sql: (text: string) => Promise<Rows>;
  readonly drop: () => Promise<void>;
}

const OPENED: Readonly<Record<Engine, () => Promise<Database>>> = {
  postgres: async () => {
    const copy = await freshPostgres();
    const sql = async (text: string) => {
      const client = new pg.Client({ connectionString: copy.url });
      await client.connect();
      try {
        return (await client.query(text)).rows as Rows;
      } finally {
        await client.end();
      }
    };
    return { url: copy.url, sql, drop: copy.drop };
  },
  mysql: async () => {
    const copy = await freshMariadb();
    const sql = (text: string) => onMariadb(async (client) => (await client.query(text))[0] as unknown as Rows, copy.url);
    return { url: copy.url, sql, drop: copy.drop };
  },
  sqlite: async () => {
    const folder = mkdtempSync(join(tmpdir(), "troth-engines-"));
    const url = join(folder, "store.sqlite");
    const sql = async (text: string) => {
      const db = new Sqlite(url);
      try {
        return /^\s*select/i.test(text) ? (db.prepare(text).all() as Rows) : (db.exec(text), []);
      } finally {
        db.close();
      }
    };
    return { url, sql, drop: async () => rmSync(folder, { recursive: true, force: true }) };
  },
};

/** The uuid of a person, as a store with such a type prints it. */
export const uuid = (id: number): string =>
  `${String(id).padStart(8, "0")}-abcd-4ef0-8abc-def0123456${String(id).padStart(2, "0")}`;

const people = (engine: Engine): string =>
  `create table people (no integer primary key, code ${engine === "sqlite" ? "varchar(36)" : "uuid"} not null unique, email varchar(80) unique, wide bigint unique);
  insert into people values (1, '${uuid(1)}', 'Ada@A.example', 9007199254740993), (2, '${uuid(2)}', 'ben@a.example', 9007199254740992), (11, '${uuid(11)}', 'cy@A.EXAMPLE', 9007199254740994), (12, '${uuid(12)}', null, null);
  create table parcels (id integer primary key, receipt varchar(20));
  insert into parcels values (1, 'R-1'), (2, 'r-1'), (3, 'R-2'), (4, 'R-11'), (5, null), (6, '');
  create table loads (id integer primary key, receipt integer, seal ${engine === "sqlite" ? "varchar(36)" : "uuid"}, day date);
  insert into loads values (1, 1, '${uuid(1)}', '2026-01-01'), (2, 0, null, null);`;

const bare = (id: number): string => uuid(id).replaceAll("-", "");

const things = (indexed: boolean): string =>
  `create table visits (id integer primary key, visitor varchar(64));
  insert into visits values (1, '${uuid(1)}'), (2, '${uuid(1).toUpperCase()}'), (3, '${bare(1)}'), (4, '{${uuid(1).toUpperCase()}}'), (5, '${uuid(2)}'), (6, '${uuid(11).toUpperCase()}'), (7, '${uuid(1)}0'), (8, '${uuid(1).slice(1)}'), (9, ''), (10, null), (11, 'n/a');
  create table orders (id integer primary key, customer varchar(20), receipt varchar(20));
  insert into orders values (1, '1', 'R-1'), (2, '11', 'R-11'), (3, '2', 'R-2'), (4, '01', 'R-3'), (5, '1 ', 'R-4'), (6, '1.0', 'R-5'), (7, '', 'R-6'), (8, null, 'R-7');
  create table tickets (id integer primary key, customer varchar(20));
  insert into tickets values (1, '0001'), (2, '1'), (3, '1-2'), (4, 'one'), (5, '11'), (6, '1e0'), (7, '+1'), (8, '2'), (9, '1x');
  create table meters (id integer primary key, customer varchar(30));
  insert into meters values (1, '9007199254740993'), (2, '9007199254740992'), (3, '9007199254740994'), (4, '009007199254740993');
  create table letters (id integer primary key, mail varchar(80), body varchar(80));
  insert into letters values (1, 'ada@a.example', 'a'), (2, 'ADA@A.EXAMPLE', 'b'), (3, 'ada@a.example.org', 'c'), (4, 'Ben@A.example', 'd'), (5, 'cy@a.example', 'e'), (6, 'ada@a.examplé', 'f'), (7, 'ada@a.example ', 'g'), (8, '', 'h'), (9, null, 'i');
  create table remarks (id integer primary key, letter integer, body varchar(80));
  insert into remarks values (1, 1, 'x'), (2, 4, 'y'), (3, 3, 'z');
  create table reviews (id integer primary key, reviewer varchar(80), text varchar(80));
  insert into reviews values (1, 'ADA@a.example', 'fine'), (2, 'ben@A.example', 'bad'), (3, null, 'none');
  ${indexed ? "create index v on visits (visitor); create index o on orders (customer); create index t on tickets (customer); create index m on meters (customer); create index l on letters (mail); create index r on reviews (reviewer);" : ""}`;

/** What is each person's, by the tables' ids: known from the rows above. */
export const HERS: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  "ada@a.example": {
    "first/people": [1],
    "first/parcels": [1],
    "second/visits": [1, 2, 3, 4],
    "second/orders": [1],
    "second/tickets": [1, 2, 7],
    "second/meters": [1, 4],
    "second/letters": [1, 2],
    "second/remarks": [1],
    "second/reviews": [1],
  },
  "BEN@a.example": {
    "first/people": [2],
    "first/parcels": [3],
    "second/visits": [5],
    "second/orders": [3],
    "second/tickets": [8],
    "second/meters": [2],
    "second/letters": [4],
    "second/remarks": [2],
    "second/reviews": [2],
  },
  "cy@a.example": {
    "first/people": [11],
    "first/parcels": [4],
    "second/visits": [6],
    "second/orders": [2],
    "second/tickets": [5],
    "second/meters": [3],
    "second/letters": [5],
  },
};

const programOf = (engines: readonly [Engine, Engine]): string => `troth: 1
organization: { name: Two Stores, country: IE, contact: privacy@two.example }
laws: [gdpr]
subjects: [customer]
stores:
  first:
    connector: ${engines[0]}
    url: \${FIRST}
    datasets:
      people:
        is: customer
        identity: { account: no, email: email }
        fields: { email: contact.email }
        rest: none
      parcels: { rest: none, links: { receipt: owned by second/orders.receipt } }
      # No receipt is a number, a uuid or a day: none of these can be anybody's.
      loads: { rest: none, links: { receipt: owned by second/orders.receipt, seal: owned by second/orders.receipt, day: owned by second/orders.receipt } }
  second:
    connector: ${engines[1]}
    url: \${SECOND}
    datasets:
      visits: { rest: none, links: { visitor: { owned: first/people.code, cast: uuid } } }
      orders: { rest: none, links: { customer: { owned: first/people, cast: text } } }
      tickets: { rest: none, links: { customer: { owned: first/people, cast: number } } }
      meters: { rest: none, links: { customer: { owned: first/people.wide, cast: number } } }
      letters: { fields: { body: content.text }, rest: none, links: { mail: { owned: first/people.email, fold: true } } }
      remarks: { fields: { body: content.text }, rest: none, links: { letter: owned by letters } }
      reviews: { rest: none, links: { reviewer: { mentions: first/people.email, fold: true, erasure: clear } } }
requests: { cooling-off: none, late-rows: none }
`;

const TABLES = {
  first: { people: "no", parcels: "id", loads: "id" },
  second: { visits: "id", orders: "id", tickets: "id", meters: "id", letters: "id", remarks: "id", reviews: "id" },
} as const;

export interface TwoStores {
  readonly inst: Installation;
  readonly first: Database;
  readonly second: Database;
  /** Every row of every table, as the stores print it: by place and number. */
  readonly snapshot: () => Promise<Readonly<Record<string, string>>>;
  readonly close: () => Promise<void>;
}

/** Opens the company, both stores live. `edit` changes its program before. */
export async function openTwoStores(
  engines: readonly [Engine, Engine],
  at: { readonly indexed?: boolean; readonly edit?: (program: string) => string } = {},
): Promise<TwoStores> {
  const [first, second, home] = [await OPENED[engines[0]](), await OPENED[engines[1]](), await makeHome()];
  await first.sql(people(engines[0]));
  await second.sql(things(at.indexed === true));
  const folder = mkdtempSync(join(tmpdir(), "troth-two-stores-"));
  const programFile = join(folder, "troth.yaml");
  writeFileSync(programFile, (at.edit ?? ((text) => text))(programOf(engines)));
  const env = { FIRST: first.url, SECOND: second.url };
  const surroundings = systemSurroundings();
  const inst = await openInstallation({ home: home.home, databaseUrl: undefined, programFile, env, surroundings });
  for (const store of ["first", "second"]) await setStoreLive(inst, { store, by: "officer" });
  const snapshot = async () => {
    const all: Record<string, string> = {};
    for (const [store, tables] of Object.entries(TABLES))
      for (const [table, key] of Object.entries(tables))
        for (const row of await (store === "first" ? first : second).sql(`select * from ${table} order by ${key}`))
          all[`${store}/${table}/${row[key]}`] = JSON.stringify(row);
    return all;
  };
  const close = async () => {
    await inst.close();
    await Promise.all([first.drop(), second.drop(), home.remove()]);
    rmSync(folder, { recursive: true, force: true });
  };
  return { inst, first, second, snapshot, close };
}
