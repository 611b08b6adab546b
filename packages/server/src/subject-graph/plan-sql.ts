import type { Captured, StoreWork } from "@troth/core/subject-graph";
import type { ReadSession, SqlAsked } from "../connectors/index.ts";

/** One statement of a plan, and how many rows it meets now. */
export interface PlannedSql {
  readonly sql: string;
  /** Captured, changed or deleted by it. */
  readonly rows: number;
}

/**
 * What an erasure sends to a store that speaks SQL, in order: the questions of the capture, the changes, the deletes. Values
 * are parameters and stay out of it; a statement that comes several times is told once, with the rows of all.
 */
export async function planSql(
  session: ReadSession,
  at: { readonly captured: Captured; readonly work: StoreWork | undefined },
): Promise<readonly PlannedSql[]> {
  if (session.sql === undefined) return [];
  const told = new Map<string, number>();
  for (const { asked, rows } of askedOf(at)) {
    const sql = await session.sql(asked);
    told.set(sql, (told.get(sql) ?? 0) + rows);
  }
  return [...told].map(([sql, rows]) => ({ sql, rows }));
}

function* askedOf({
  captured,
  work,
}: Parameters<typeof planSql>[1]): Generator<{ readonly asked: SqlAsked; readonly rows: number }> {
  for (const { query, ids } of captured.asked) {
    const { columns, values, fold, as, within } = query.match;
    const match = {
      columns,
      values,
      fold,
      ...(as === undefined ? {} : { as }),
      ...(within === undefined ? {} : { inside: true }),
    };
    yield { asked: { kind: "capture", query: { ...query, match } }, rows: ids.length };
  }
  for (const { dataset, rowKey, keys, changes } of work?.changes ?? [])
    yield {
      asked: { kind: "change", dataset, keyColumns: rowKey, columns: [...new Set(changes.map((one) => one.column))] },
      rows: keys.length,
    };
  for (const { dataset, rowKey, keys } of work?.deletes ?? [])
    yield { asked: { kind: "delete", dataset, keyColumns: rowKey }, rows: keys.length };
}
