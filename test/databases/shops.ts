// The shops of this suite: a database, a program for it, and who can be erased with what effect.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  freshChinookPostgres,
  freshChinookSqlite,
  freshSakilaPostgres,
  skippedWithoutPostgres,
  testPostgres,
} from "../support/databases.ts";
import { freshChinookMariadb, skippedWithoutMariadb, testMariadb } from "../support/mariadb.ts";
import * as chinook from "./chinook/expected.ts";
import type { Comparison, ExpectedChange } from "./compare.ts";
import type { ExpectedCopy } from "./compare-copy.ts";
import type { Subject } from "./erase.ts";
import * as sakila from "./sakila/expected.ts";
import { rowsOf, type Snapshot, snapshotMariadb, snapshotPostgres, snapshotSqlite } from "./snapshot.ts";

/** A fresh copy of a database. */
export interface Copy {
  /** What the program's `${...}` stands for. */
  readonly url: string;
  /** Set for SQLite: its bytes are searched. */
  readonly file?: string;
  readonly snapshot: (base?: Snapshot) => Promise<Snapshot>;
  /** Makes anew what the store makes of its rows when it is told to. */
  readonly refresh?: (() => Promise<void>) | undefined;
  readonly drop: () => Promise<void>;
}

export interface Person {
  readonly id: string;
  readonly subject: readonly Subject[];
}

/** People of one kind, and what erasing one of them must do. */
export interface Crowd {
  readonly of: string;
  readonly people: (before: Snapshot) => readonly Person[];
  readonly expected: (before: Snapshot, id: string) => ExpectedChange;
  /** How many rows the engine says it deleted, where that is not how many were there before and are gone. */
  readonly deleted?: (before: Snapshot, id: string) => number;
  /** What a copy for one of them holds, where that is judged too. */
  readonly copied?: (before: Snapshot, id: string) => ExpectedCopy;
  /** What forbids to erase somebody, worked out by hand: `code dataset.column`. Absent: nothing ever does. */
  readonly refused?: (before: Snapshot, id: string) => readonly string[];
  /** By what the request of somebody stays open although all is done that can be. Absent: nothing. */
  readonly held?: (id: string) => RegExp | undefined;
  readonly sums: Comparison["sums"];
  /** How many there are: a crowd that is read wrongly would be erased in silence. */
  readonly size: number;
  /** How many are erased where not everyone is. */
  readonly sample: number;
  /** Ids that are always among them. */
  readonly always?: readonly string[];
}

export interface Shop {
  readonly name: string;
  readonly program: string;
  /** The variable that stands for the store's address. */
  readonly variable: string;
  /** Milliseconds since 1970: within the retention periods of the programs. */
  readonly now: number;
  readonly fresh: () => Promise<Copy>;
  /** Datasets, as `store/dataset`, that nothing of somebody's request leads to: staff look, and leave them out on record. */
  readonly leavesOut?: (subject: readonly Subject[]) => readonly string[];
  /** When nobody needs a copy any more. */
  readonly end?: () => Promise<void>;
  readonly needsPostgres: boolean;
  readonly needsMariadb?: boolean;
  readonly crowds: readonly Crowd[];
  /** What is wrong with the database itself, before anybody is erased. */
  readonly unlike?: (before: Snapshot) => readonly string[];
}

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

async function sqliteCopy(): Promise<Copy> {
  const { file, drop } = freshChinookSqlite();
  return { url: file, file, snapshot: async () => snapshotSqlite(file), drop: async () => drop() };
}

async function postgresCopy(fresh: () => ReturnType<typeof freshSakilaPostgres>): Promise<Copy> {
  const { url, drop } = await fresh();
  return { url, snapshot: (base) => snapshotPostgres(url, base), drop };
}

async function mariadbCopy(): Promise<Copy> {
  const { url, drop } = await freshChinookMariadb();
  return { url, snapshot: async () => snapshotMariadb(url), drop };
}

/** The same program for another kind of store: MySQL spells the names as SQLite does. */
function onMysql(program: string): string {
  const folder = join(tmpdir(), "troth-test-databases");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${process.pid}-${program.replace("/", "-")}`);
  writeFileSync(file, readFileSync(pathOf(program), "utf8").replace("connector: sqlite", "connector: mysql"));
  return file;
}

const peopleIn = (table: string, email: string) => (before: Snapshot) =>
  rowsOf(before, table).map((row) => ({ id: row.id, subject: [{ kind: "email", value: row[email] ?? "" }] }));

function chinookCrowds(spell: chinook.Spelling, design: typeof chinook.customerGoes, sums: Comparison["sums"]): readonly Crowd[] {
  return [
    {
      of: "customers",
      people: peopleIn(spell("Customer"), spell("Email")),
      expected: (before, id) => design(before, spell, id),
      sums,
      size: 59,
      sample: 4,
      always: ["1"], // another person has the same number: employee 1
    },
    {
      of: "employees",
      people: peopleIn(spell("Employee"), spell("Email")),
      expected: (before, id) => chinook.employeeGoes(before, spell, id),
      sums: [{ tables: [spell("Invoice")], column: spell("Total") }],
      size: 8,
      sample: 2,
      always: ["2"], // reports to one, is reported to by three
    },
  ];
}

function sakilaCrowds(
  design: typeof sakila.customerGoes,
  sums: Comparison["sums"],
  refused: NonNullable<Crowd["refused"]> = () => [],
): readonly Crowd[] {
  return [
    {
      of: "customers",
      people: peopleIn("customer", "email"),
      expected: design,
      refused,
      sums,
      size: 599,
      sample: 4,
      // Staff 1's number, a couple, one whose rental four others paid for, one of a family, one who lives with a member of staff.
      always: ["1", "31", "32", "130", "243", "599"],
    },
    {
      of: "staff",
      people: peopleIn("staff", "email"),
      expected: (_, id) => sakila.staffLeavesPost(id),
      sums: [{ tables: sakila.PAYMENTS, column: "amount" }],
      size: 2,
      sample: 2,
    },
  ];
}

const IN_2026 = Date.UTC(2026, 10, 22);
const IN_2008 = Date.UTC(2008, 0, 15);
const invoices = (spell: chinook.Spelling) => [{ tables: [spell("Invoice")], column: spell("Total") }];
const payments = [{ tables: sakila.PAYMENTS, column: "amount" }];

export const SHOPS: readonly Shop[] = [
  {
    name: "Chinook on SQLite keeps its books",
    program: pathOf("chinook/troth.yaml"),
    variable: "CHINOOK",
    now: IN_2026,
    fresh: sqliteCopy,
    needsPostgres: false,
    crowds: chinookCrowds(chinook.inSqlite, chinook.customerLeavesBooks, invoices(chinook.inSqlite)),
  },
  {
    name: "Chinook on SQLite keeps nothing",
    program: pathOf("chinook/troth.delete.yaml"),
    variable: "CHINOOK",
    now: IN_2026,
    fresh: sqliteCopy,
    needsPostgres: false,
    crowds: chinookCrowds(chinook.inSqlite, chinook.customerGoes, []),
  },
  {
    name: "Chinook on MariaDB keeps its books",
    program: onMysql("chinook/troth.yaml"),
    variable: "CHINOOK",
    now: IN_2026,
    fresh: mariadbCopy,
    needsPostgres: false,
    needsMariadb: true,
    crowds: chinookCrowds(chinook.inSqlite, chinook.customerLeavesBooks, invoices(chinook.inSqlite)),
  },
  {
    name: "Chinook on MariaDB keeps nothing",
    program: onMysql("chinook/troth.delete.yaml"),
    variable: "CHINOOK",
    now: IN_2026,
    fresh: mariadbCopy,
    needsPostgres: false,
    needsMariadb: true,
    crowds: chinookCrowds(chinook.inSqlite, chinook.customerGoes, []),
  },
  {
    name: "Chinook on PostgreSQL keeps its books",
    program: pathOf("chinook/troth.postgres.yaml"),
    variable: "CHINOOK",
    now: IN_2026,
    fresh: () => postgresCopy(freshChinookPostgres),
    needsPostgres: true,
    crowds: chinookCrowds(chinook.inPostgres, chinook.customerLeavesBooks, invoices(chinook.inPostgres)),
  },
  {
    name: "Sakila on PostgreSQL keeps its books",
    program: pathOf("sakila/troth.yaml"),
    variable: "SAKILA",
    now: IN_2008,
    fresh: () => postgresCopy(freshSakilaPostgres),
    needsPostgres: true,
    crowds: sakilaCrowds(sakila.customerLeavesBooks, payments),
  },
  {
    name: "Sakila on PostgreSQL keeps nothing",
    program: pathOf("sakila/troth.delete.yaml"),
    variable: "SAKILA",
    now: IN_2008,
    fresh: () => postgresCopy(freshSakilaPostgres),
    needsPostgres: true,
    crowds: sakilaCrowds(sakila.customerGoes, [], sakila.refusesToGo),
  },
];

/** Whether a shop can be opened here. */
export const canOpen = (shop: Shop): boolean =>
  (!shop.needsPostgres || testPostgres !== undefined) && (!shop.needsMariadb || testMariadb !== undefined);

/** Why it cannot: goes into the suite's name. */
export const whyClosed = (shop: Shop): string =>
  `${shop.needsPostgres ? skippedWithoutPostgres : ""}${shop.needsMariadb ? skippedWithoutMariadb : ""}`;
