import { levelColumns, levelsOf } from "@troth/app/mysql";
import type { Assignment, Row, Value } from "../connector.ts";
import { distinctKeys } from "../values.ts";
import { ROW, type TableShape } from "./catalog.ts";
import { assigned, countByKey, deleteStatement, type Statement, selectStatement } from "./statements.ts";
import { rowHash } from "./ways.ts";

/** What runs a statement inside the session. */
export interface Running {
  readonly rows: (statement: Statement) => Promise<readonly Row[]>;
  /** How many rows a statement met. */
  readonly met: (statement: Statement) => Promise<number>;
}

/** Deletes rows by their key, level by level where they point at each other. */
export async function deleteByKey(
  running: Running,
  shape: TableShape,
  keyColumns: readonly string[],
  keys: readonly Row[],
): Promise<number> {
  let met = 0;
  for (const level of await levels(running, shape, keyColumns, keys))
    met += await running.met(deleteStatement(shape, keyColumns, level));
  return met;
}

async function levels(
  running: Running,
  shape: TableShape,
  keyColumns: readonly string[],
  keys: readonly Row[],
): Promise<readonly (readonly Row[])[]> {
  if (shape.selfKeys.length === 0 || keys.length < 2) return [keys];
  const columns = [...keyColumns, ...levelColumns(shape.selfKeys)];
  const match = { columns: keyColumns, values: keys, fold: false };
  const rows = await running.rows(
    selectStatement(shape, { dataset: shape.dataset, columns, match }, { locked: true, ordered: false }),
  );
  return levelsOf(shape.selfKeys, keyColumns.length, rows);
}

/** Numbers rows that are the same in every column: each is one of several twins. */
export function numberTwins(rows: readonly Row[], at: number): readonly Row[] {
  const seen = new Map<Value, number>();
  return rows.map((row) => {
    const hash = row[at] ?? null;
    const number = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, number);
    return row.map((value, column) => (column === at ? `${hash}#${number}` : value));
  });
}

/** How many twins of each kind keys name. */
function twinsOf(keys: readonly Row[]): ReadonlyMap<string, readonly number[]> {
  const twins = new Map<string, number[]>();
  keys.forEach(([key], at) => {
    const hash = String(key).replace(/#\d+$/, "");
    twins.set(hash, [...(twins.get(hash) ?? []), at]);
  });
  return twins;
}

/** Of rows that have no key, those whose every twin is named, and the others. */
async function wholeTwins(
  running: Running,
  shape: TableShape,
  keys: readonly Row[],
): Promise<{ readonly whole: readonly string[]; readonly parted: readonly string[] }> {
  const twins = twinsOf(keys);
  const counts = new Map((await running.rows(countByKey(shape, keys))).map(([hash, count]) => [String(hash), Number(count)]));
  const isWhole = (hash: string): boolean => counts.get(hash) === twins.get(hash)?.length;
  return { whole: [...twins.keys()].filter(isWhole), parted: [...twins.keys()].filter((hash) => !isWhole(hash)) };
}

/** Deletes rows that have no key: one of several twins is as good as the other. */
export async function deleteByContent(running: Running, shape: TableShape, keys: readonly Row[]): Promise<number> {
  const { keys: named } = distinctKeys(keys, []);
  const { whole, parted } = await wholeTwins(running, shape, named);
  let met =
    whole.length === 0
      ? 0
      : await running.met(
          deleteStatement(
            shape,
            [ROW],
            whole.map((hash) => [hash]),
          ),
        );
  const twins = twinsOf(named);
  for (const hash of parted) {
    const sql = `DELETE FROM ${shape.table} WHERE ${rowHash(shape).replaceAll("t.`", "`")} = ? LIMIT ${twins.get(hash)?.length ?? 0}`;
    met += await running.met({ sql, values: [hash] });
  }
  return met;
}

/** Changes rows that have no key, one after the other: a changed row has another address. */
export async function changeByContent(
  running: Running,
  shape: TableShape,
  keys: readonly Row[],
  assignments: readonly Assignment[],
): Promise<number> {
  const distinct = distinctKeys(keys, assignments);
  let met = 0;
  for (const [at, [key]] of distinct.keys.entries()) {
    const set = assigned(shape, distinct.assignments, at);
    const sql = `UPDATE ${shape.table} t SET ${set.sql} WHERE ${rowHash(shape)} = ? LIMIT 1`;
    met += await running.met({ sql, values: [...set.values, String(key).replace(/#\d+$/, "")] });
  }
  return met;
}
