// A table of the application in which a transaction leaves its name, and what must still be told of it.
import type { WholeWork } from "../store.ts";
import { toWire } from "../wire.ts";
import type { Dialect, Statement } from "./statements.ts";

/** What an act did, for whoever keeps copies of rows: a cache, a search index. */
export interface ActDone {
  readonly dataset: string;
  readonly what: "changed" | "erased";
  readonly key: readonly string[];
  readonly keys: readonly (readonly unknown[])[];
}

/** Names are told apart as they are, in a table that a transaction takes back; `text` ends at 64 KB there. */
const MYSQL_TABLE =
  "(name varchar(190) character set utf8mb4 collate utf8mb4_bin primary key, state varchar(20) not null, work longtext character set utf8mb4, at varchar(30) not null) engine = InnoDB";

const quoted = (dialect: Dialect, name: string): string =>
  dialect === "mysql" ? `\`${name.replaceAll("`", "``")}\`` : `"${name.replaceAll('"', '""')}"`;

/** The table, for the application's own migrations. On PostgreSQL and SQLite it is the same. */
export const journalTable = (name: string, dialect: Dialect = "postgres"): string =>
  `create table if not exists ${quoted(dialect, name)} ${
    dialect === "mysql"
      ? MYSQL_TABLE
      : "(name varchar(200) primary key, state varchar(20) not null, work text, at varchar(30) not null)"
  }`;

export const actsOf = ({ changes, deletes }: WholeWork): ActDone[] => [
  ...changes.map(({ dataset, key, keys }) => ({ dataset, what: "changed" as const, key, keys })),
  ...deletes.map(({ dataset, key, keys }) => ({ dataset, what: "erased" as const, key, keys })),
];

export function journalStatements(dialect: Dialect, table: string) {
  const own = quoted(dialect, table);
  const unlessThere = dialect === "mysql" ? "on duplicate key update name = name" : "on conflict (name) do nothing";
  const at = (place: number) => (dialect === "postgres" ? `$${place}` : "?");
  return {
    /** Fails where the name is there: whoever asked for the outcome before was told that it would not commit. */
    keep: (name: string, work: WholeWork, tells: boolean): Statement => ({
      sql: `insert into ${own} (name, state, work, at) values (${at(1)}, 'committed', ${at(2)}, ${at(3)})`,
      values: [
        name,
        tells ? JSON.stringify(actsOf(work).map((one) => ({ ...one, keys: one.keys.map((key) => key.map(toWire)) }))) : null,
        new Date().toISOString(),
      ],
      gives: "count",
    }),
    /** INVARIANT (asking settles): a name that is not there is taken, so that its transaction can no longer commit. */
    settleName: (name: string): Statement => ({
      sql: `insert into ${own} (name, state, work, at) values (${at(1)}, 'aborted', null, ${at(2)}) ${unlessThere}`,
      values: [name, new Date().toISOString()],
      gives: "count",
    }),
    stateOf: (name: string): Statement => ({
      sql: `select state as c0 from ${own} where name = ${at(1)}`,
      values: [name],
      gives: "rows",
    }),
    untold: (): Statement => ({
      sql: `select name as c0, work as c1 from ${own} where work is not null order by at limit 100`,
      values: [],
      gives: "rows",
    }),
    told: (name: string): Statement => ({
      sql: `update ${own} set work = null where name = ${at(1)}`,
      values: [name],
      gives: "count",
    }),
    lock: (): Statement => ({ sql: `update ${own} set at = at where 1 = 0`, values: [], gives: "count" }),
  };
}
