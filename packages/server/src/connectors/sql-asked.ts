import type { Assignment, Row, RowQuery, SqlAsked } from "./connector.ts";

/** What makes the statements of a kind of store. */
export interface SqlMakers {
  readonly capture: (query: RowQuery) => string;
  readonly delete: (keyColumns: readonly string[], keys: readonly Row[]) => string;
  readonly change: (keyColumns: readonly string[], keys: readonly Row[], assignments: readonly Assignment[]) => string;
}

/** The text of a statement for a key of nobody: what it holds of values, it holds as parameters. */
export function sqlOf(asked: SqlAsked, make: SqlMakers): string {
  if (asked.kind === "capture") return make.capture(asked.query);
  const key = asked.keyColumns.map(() => "1");
  if (asked.kind === "delete") return make.delete(asked.keyColumns, [key]);
  return make.change(
    asked.keyColumns,
    [key],
    asked.columns.map((column) => ({ column, values: [null] })),
  );
}

/** The dataset that a statement is about. */
export const datasetOf = (asked: SqlAsked): string => (asked.kind === "capture" ? asked.query.dataset : asked.dataset);
