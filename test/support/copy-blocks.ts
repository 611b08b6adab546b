/** A piece of a PostgreSQL script: statements to run as they stand, or the rows of one `COPY ... FROM stdin`. */
export type ScriptPart =
  | { readonly kind: "statements"; readonly sql: string }
  | {
      readonly kind: "rows";
      readonly table: string;
      readonly columns: string;
      readonly rows: readonly (readonly (string | null)[])[];
    };

const COPY = /^COPY\s+(\S+)\s+\(([^)]*)\)\s+FROM stdin;$/;
const ESCAPES: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f", v: "\v" };

/**
 * Takes a script apart at its COPY blocks, so that it can be run without `psql`.
 * Lines that speak to `psql` itself (`\c chinook;`) are left out.
 */
export function readScript(text: string): readonly ScriptPart[] {
  const parts: ScriptPart[] = [];
  const lines = text.split("\n");
  let statements: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const copy = COPY.exec(line);
    if (copy === null) {
      if (!line.startsWith("\\")) statements.push(line);
      continue;
    }
    const end = lines.indexOf("\\.", at);
    if (end < 0) throw new Error(`a COPY block at line ${at + 1} has no end`);
    parts.push({ kind: "statements", sql: statements.join("\n") });
    statements = [];
    const rows = lines.slice(at + 1, end).map((row) => row.split("\t").map(fieldOf));
    parts.push({ kind: "rows", table: copy[1] ?? "", columns: copy[2] ?? "", rows });
    at = end;
  }
  parts.push({ kind: "statements", sql: statements.join("\n") });
  return parts.filter((part) => part.kind === "rows" || part.sql.trim() !== "");
}

/** The rows as INSERT statements of at most `batchRows` rows each. */
export function insertsOf(part: ScriptPart & { readonly kind: "rows" }, batchRows = 1000): readonly string[] {
  const inserts: string[] = [];
  for (let from = 0; from < part.rows.length; from += batchRows) {
    const rows = part.rows.slice(from, from + batchRows).map((row) => `(${row.map(literalOf).join(",")})`);
    inserts.push(`INSERT INTO ${part.table} (${part.columns}) VALUES ${rows.join(",")}`);
  }
  return inserts;
}

function fieldOf(text: string): string | null {
  if (text === "\\N") return null;
  if (!text.includes("\\")) return text;
  return text.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter);
}

// E'' reads backslashes the same way whatever a script did to `standard_conforming_strings`.
function literalOf(value: string | null): string {
  return value === null ? "NULL" : `E'${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
