import { type Check, mentions } from "../column-limits.ts";

/** SQL text without its comments, and with texts blanked: what is left is names, words and brackets. */
const strip = (sql: string): string => sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ").replace(/'(?:[^']|'')*'/g, "''");

/** Where the bracket that opens at `from` closes. */
function closing(sql: string, from: number): number {
  let depth = 0;
  for (let at = from; at < sql.length; at++) {
    if (sql[at] === "(") depth++;
    else if (sql[at] === ")" && --depth === 0) return at;
  }
  return sql.length;
}

/**
 * The columns that a CHECK of a table limits, by reading its CREATE TABLE. In doubt more rather than fewer:
 * a CHECK that names no column known to us limits all.
 */
export function checkedColumns(createTable: string, columns: readonly string[]): ReadonlySet<string> {
  const sql = strip(createTable);
  const checked = new Set<string>();
  for (const found of sql.matchAll(/\bcheck\s*\(/gi)) {
    const from = found.index + found[0].length - 1;
    const text = sql.slice(from, closing(sql, from));
    const named = columns.filter((column) => mentions(text, column));
    for (const column of named.length > 0 ? named : columns) checked.add(column);
  }
  return checked;
}

/** Which acts a CREATE TRIGGER answers to. */
export function triggerEvents(createTrigger: string): readonly ("insert" | "update" | "delete")[] {
  const head = strip(createTrigger).split(/\bon\b\s/i)[0] ?? "";
  const events = (["insert", "update", "delete"] as const).filter((event) => new RegExp(`\\b${event}\\b`, "i").test(head));
  return events.length > 0 ? events : ["insert", "update", "delete"];
}

/** The CHECKs of a table with their names, where it gives them any, by reading its CREATE TABLE. */
export function checksOf(createTable: string): Check[] {
  const sql = createTable.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, (comment) => " ".repeat(comment.length));
  return [...sql.matchAll(/(?:\bconstraint\s+["`[]?([\w$]+)["`\]]?\s+)?\bcheck\s*\(/gi)].map((found) => {
    const from = found.index + found[0].length - 1;
    const text = sql.slice(from, closing(sql, from) + 1);
    return { name: found[1] ?? `check ${text}`, text };
  });
}
