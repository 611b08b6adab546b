import { is, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { MySqlDatabase } from "drizzle-orm/mysql-core";
import type { Runner } from "../sql/sql-store.ts";
import type { Statement } from "../sql/statements.ts";

/** What Drizzle runs statements on: a database or a transaction. SQLite has `all` and `run`, the others `execute`. */
export interface DrizzleTransaction {
  execute?(query: SQLWrapper | string): unknown;
  all?(query: SQLWrapper | string): unknown;
  run?(query: SQLWrapper | string): unknown;
}

type Ran = Awaited<ReturnType<Runner["run"]>>;

export async function runOn(db: DrizzleTransaction, statement: Statement): Promise<Ran> {
  const query = queryOf(statement);
  if (db.execute) {
    const result = await db.execute(query);
    // A list on MariaDB and MySQL is of two: rows or their count, and what the columns are.
    return readResult(is(db, MySqlDatabase) && Array.isArray(result) ? result[0] : result);
  }
  return readResult(await (statement.gives === "rows" ? db.all?.(query) : db.run?.(query)));
}

/** Names and texts in quotes, in which nothing is a parameter, or a parameter. */
const QUOTED_OR_PARAMETER = /"(?:[^"]|"")*"|'(?:[^']|'')*'|`(?:[^`]|``)*`|\$\d+|\?/g;

/** A statement as Drizzle takes it: the parameters between pieces of text, in the same order. */
function queryOf({ sql: text, values }: Statement): SQL {
  const chunks: SQL[] = [];
  let from = 0;
  let place = 0;
  for (const { 0: found, index } of text.matchAll(QUOTED_OR_PARAMETER)) {
    if (/^["'`]/.test(found)) continue;
    chunks.push(sql.raw(text.slice(from, index)), sql`${sql.param(values[place])}`);
    from = index + found.length;
    place += 1;
  }
  return sql.join([...chunks, sql.raw(text.slice(from))]);
}

interface DriverResult {
  readonly rows?: unknown;
  readonly rowCount?: unknown;
  readonly affectedRows?: unknown;
  readonly rowsAffected?: unknown;
  readonly changes?: unknown;
  readonly count?: unknown;
}

/** Drizzle hands on what the driver gave: a list of rows, or an object with them, and a count under one of five names. */
function readResult(result: unknown): Ran {
  const one = (result ?? {}) as DriverResult;
  const rows = Array.isArray(result) ? result : one.rows;
  const counts = [one.rowCount, one.affectedRows, one.rowsAffected, one.changes, one.count];
  const count = counts.find((value) => typeof value === "number" || typeof value === "bigint");
  return {
    rows: Array.isArray(rows) ? (rows as Ran["rows"]) : [],
    changed: count === undefined ? undefined : Number(count),
  };
}
