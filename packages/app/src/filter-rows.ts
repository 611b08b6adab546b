import { plainNumber } from "./plain-number.ts";
import type { FoundRow, Query } from "./store.ts";

/** The rows of a list that a query is about, for stores that are small or lie in memory: a cache, a search index, a file. */
export function filterRows<Row extends FoundRow>(rows: Iterable<Row>, { match, where }: Pick<Query, "match" | "where">): Row[] {
  const fits = match === undefined ? () => true : matcher(match);
  const allowed = Object.entries(where ?? {}).map(([column, values]) => [column, new Set(values.map(String))] as const);
  return [...rows].filter((row) => fits(row) && allowed.every(([column, values]) => values.has(String(row[column]))));
}

function matcher({ columns, values, fold, as, inside }: NonNullable<Query["match"]>): (row: FoundRow) => boolean {
  const plain = (value: unknown): string | undefined => {
    // Null and empty values never match.
    if (value === null || value === undefined || value === "") return undefined;
    const text = value instanceof Date ? value.toISOString() : String(value);
    if (as === "number") return plainNumber(text);
    if (as === "uuid") return text.toLowerCase().replaceAll(/[-{}]/g, "");
    return fold ? text.toLowerCase() : text;
  };
  const wanted = values.map((row) => row.map(plain));
  if (inside) {
    const column = columns[0] ?? "";
    const parts = wanted.flatMap(([value]) => (value === undefined ? [] : [value]));
    return (row) => {
      const text = plain(row[column]);
      return text !== undefined && parts.some((part) => text.includes(part));
    };
  }
  const keys = new Set(wanted.filter((row) => row.every((value) => value !== undefined)).map((row) => JSON.stringify(row)));
  return (row) => keys.has(JSON.stringify(columns.map((column) => plain(row[column]))));
}
