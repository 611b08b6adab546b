import type { TriggerSchema } from "@troth/core/subject-graph";

type Facts = Pick<TriggerSchema, "copiesInto" | "remakes" | "opaque">;

const PART = /(?:"[^"]+"|\[[^\]]+\]|`[^`]+`|[\w$]+)/.source;
const INTO = /\b(?:insert\s+(?:or\s+\w+\s+|ignore\s+)?into|replace\s+into)\s+/.source;
const TARGET = `((?:${PART}\\s*\\.\\s*)?${PART})`;
const INSERTS = new RegExp(`${INTO}${TARGET}`, "gi");
const REMAKES = /\bnew\s*\.\s*(?:"([^"]+)"|([\w$]+))\s*:?=/gi;
const TEXT_SEARCH = /\btsvector_update_trigger(?:_column)?\s*\(\s*'?"?([\w$]+)/gi;
const AT_RUN_TIME = /\bexecute\s+(?!function\b|procedure\b)/i;

/** PostgreSQL: what another function or procedure does with the old row stands elsewhere. */
const HANDS_ON = /\b(?:perform|call)\s+(?:[\w$"]+\s*\.\s*)?[\w$"]+\s*\([^;]*\bold\b/i;

const COMMENTS = /'(?:[^']|'')*'|"[^"]*"|--[^\n]*|\/\*[\s\S]*?\*\//g;
/** `/*!` and `/*M!` begin what is run. */
const MYSQL_COMMENTS = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|`[^`]*`|--\s[^\n]*|#[^\n]*|\/\*(?!M?!)[\s\S]*?\*\//gs;

/** MySQL and MariaDB: INTO may be left out, and words may come before it. */
const MYSQL_INSERTS = new RegExp(
  `\\b(?:insert|replace)\\s+(?:(?:low_priority|delayed|high_priority|ignore)\\s+)*(?:into\\s+)?${TARGET}`,
  "gi",
);
/** What a procedure does with the row stands elsewhere. */
const CALLS = /\bcall\s/i;

/** What the body of a trigger does beside the row it fires on, as far as its text says. `named` gives a dataset its name. */
export function triggerFacts(body: string, named: (table: string) => string, readable = true): Facts {
  const text = withoutComments(body, COMMENTS);
  const inserts = copiedInto(text, INSERTS, named);
  const remakes = [...text.matchAll(REMAKES), ...text.matchAll(TEXT_SEARCH)].map((found) => found[1] ?? found[2] ?? "");
  return {
    ...(inserts.length > 0 ? { copiesInto: inserts } : {}),
    ...(remakes.length > 0 ? { remakes: [...new Set(remakes)] } : {}),
    ...(!readable || AT_RUN_TIME.test(text) || HANDS_ON.test(text) ? { opaque: true } : {}),
  };
}

/** The same of MySQL and MariaDB, where a trigger makes no statements as it runs but may call procedures. */
export function mysqlTriggerFacts(body: string, named: (table: string) => string): Facts {
  const text = withoutComments(body, MYSQL_COMMENTS);
  const inserts = copiedInto(text, MYSQL_INSERTS, named);
  return { ...(inserts.length > 0 ? { copiesInto: inserts } : {}), ...(CALLS.test(text) ? { opaque: true } : {}) };
}

/** What looks like a comment inside a text of SQL is none, and hides nothing that comes after it. */
const withoutComments = (body: string, comments: RegExp): string =>
  body.replace(comments, (found) => (/^['"`]/.test(found) ? found : " "));

/** The datasets into which a text that names the old row inserts. */
function copiedInto(text: string, inserts: RegExp, named: (table: string) => string): readonly string[] {
  if (!/\bold\b/i.test(text)) return [];
  const unquoted = (name: string): string => name.replace(/["`[\]]/g, "").replace(/\s/g, "");
  return [...new Set([...text.matchAll(inserts)].map((found) => named(unquoted(found[1] ?? ""))))];
}
