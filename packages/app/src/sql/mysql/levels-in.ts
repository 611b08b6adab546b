import type { EraseWork } from "../../store.ts";
import { fromWire, toWire } from "../../wire.ts";
import type { Declared } from "../model.ts";
import type { Statement } from "../statements.ts";
import { levelColumns, levelsOf } from "./levels.ts";
import { mysqlStatements } from "./statements.ts";

type Rows = (statement: Statement) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** The keys of an erasure in the order in which their rows can go, level by level. */
export async function levelsIn({ spec, table }: Declared, work: EraseWork, rows: Rows): Promise<readonly EraseWork["keys"][]> {
  const { dataset, key, keys } = work;
  const selfKeys = (spec.references ?? []).filter((one) => one.target === dataset && one.onDelete !== "set-null");
  if (selfKeys.length === 0 || keys.length < 2) return [keys];
  const columns = [...key, ...levelColumns(selfKeys)];
  const query = { dataset, columns, match: { columns: key, values: keys, fold: false } };
  const found = await rows(mysqlStatements.select(table, query, { lock: true }));
  return levelsOf(
    selfKeys,
    key.length,
    found.map((row) => columns.map((_, at) => fromWire(toWire(row[`c${at}`])))),
  );
}
