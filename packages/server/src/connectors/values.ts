import type { Assignment, Match, Row, Value } from "./connector.ts";

/** A text that is the same for values that are the same, for removing repeats. */
const identity = (row: Row): string =>
  JSON.stringify(row.map((value) => (value instanceof Uint8Array ? { x: Buffer.from(value).toString("hex") } : value)));

const isMatchable = (value: Value): boolean =>
  value !== null && value !== "" && !(value instanceof Uint8Array && value.length === 0);

/** The values of a match that can match at all, each once. INVARIANT (no empty link): null and empty values never match. */
export function matchable(match: Pick<Match, "values">): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const row of match.values) if (row.every(isMatchable)) rows.set(identity(row), row);
  return [...rows.values()];
}

/** Keys of rows, each once, with the assigned value that stands beside each; a key with a null names no row. */
export function distinctKeys(
  keys: readonly Row[],
  assignments: readonly Assignment[],
): { readonly keys: readonly Row[]; readonly assignments: readonly Assignment[] } {
  const at = new Map<string, number>();
  keys.forEach((key, index) => {
    const text = identity(key);
    if (!key.includes(null) && !at.has(text)) at.set(text, index);
  });
  const kept = [...at.values()];
  return {
    keys: kept.map((index) => keys[index] ?? []),
    assignments: assignments.map((assignment) =>
      "values" in assignment
        ? { column: assignment.column, values: kept.map((index) => assignment.values[index] ?? null) }
        : assignment,
    ),
  };
}

/** Rows by the text of their first field, which is left out. */
export function byFirst(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const [first, ...rest] of rows) {
    const group = groups.get(String(first));
    if (group) group.push(rest);
    else groups.set(String(first), [rest]);
  }
  return groups;
}

/** Whether something is a record of anything. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
