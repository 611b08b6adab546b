import type { SourcePlace } from "./program.ts";

/** `error` fails the check, `warning` does not, `info` only tells. */
export type FindingLevel = "error" | "warning" | "info";

/** Some lines of a file with the part that a finding is about. */
export interface Excerpt {
  readonly lines: readonly { readonly number: number; readonly text: string }[];
  /** The underlined part: the line it is on, the column it begins at (from 1) and its length. */
  readonly mark: { readonly line: number; readonly column: number; readonly length: number };
}

/** One thing that checking a program found. */
export interface Finding {
  /** Stable: `unknown`, `category`, `shape`, ... */
  readonly code: string;
  readonly level: FindingLevel;
  /** Absent only where no line of a file is meant. */
  readonly place: SourcePlace | undefined;
  /** What is wrong, in lower case, without a full stop. */
  readonly says: string;
  readonly expected: string | undefined;
  /** What to write instead. */
  readonly write: string | undefined;
  readonly excerpt: Excerpt | undefined;
}

/** A path into a program: sections, ids, keys, and places in lists. */
export type Path = readonly (string | number)[];

/** A finding before its path is turned into a place. */
export interface Draft {
  readonly code: string;
  readonly level: FindingLevel;
  readonly path: Path;
  /** The part of the value that is meant, when it is not the whole. */
  readonly token?: string | undefined;
  /** The key is meant, not its value. */
  readonly key?: boolean;
  readonly says: string;
  readonly expected?: string | undefined;
  readonly write?: string | undefined;
}

/** Takes the drafts of a check. */
export type Report = (draft: Draft) => void;

/** `file:line:column`, as findings and errors print it. */
export function formatPlace(place: SourcePlace): string {
  return `${place.file}:${place.line}:${place.column}`;
}

/** The lines around a place, two before it, with `length` characters marked (to the end of the word when absent). */
export function excerptOf(text: string, place: SourcePlace, length?: number): Excerpt | undefined {
  const lines = text.split("\n");
  const line = lines[place.line - 1]?.replace(/\r$/, "");
  if (line === undefined) return undefined;
  const from = Math.max(1, place.line - 2);
  const shown = lines.slice(from - 1, place.line).map((value, index) => ({ number: from + index, text: hideCredentials(value) }));
  const rest = line.slice(place.column - 1);
  const longest = Math.max(1, rest.trimEnd().length);
  const wanted = length ?? /^("[^"]*"|'[^']*'|[^\s,:{}[\]#]+)/.exec(rest)?.[0].length ?? 1;
  return { lines: shown, mark: { line: place.line, column: place.column, length: Math.min(Math.max(1, wanted), longest) } };
}

/** Lines around a finding may hold what should not stand there; the same length keeps the mark in its place. */
function hideCredentials(line: string): string {
  return line
    .replace(/\r$/, "")
    .replace(/(:\/\/[^\s:@/$]*:)([^\s@$]+)@/g, (_, head: string, secret: string) => `${head}${"*".repeat(secret.length)}@`);
}

/** Errors first, then by file and place: the order in which people are told. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  const rank = { error: 0, warning: 1, info: 2 };
  return [...findings].sort(
    (a, b) =>
      rank[a.level] - rank[b.level] ||
      (a.place?.file ?? "").localeCompare(b.place?.file ?? "") ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
      a.says.localeCompare(b.says),
  );
}
