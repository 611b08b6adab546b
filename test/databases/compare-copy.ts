// Holds the copy that somebody is handed against what it must hold, and names everything else.
import { holdsWord } from "./compare-parts.ts";
import type { HandedOver, HandedRow } from "./erase.ts";
import { cellOf, type Snapshot } from "./snapshot.ts";

/** A row that must be in a copy, or that mentions the person. */
export interface CopiedRow {
  /** As a snapshot names it. */
  readonly table: string;
  readonly id: string;
  /** As the program names it: of a partition its whole. */
  readonly dataset: string;
  readonly link: "owned" | "shared" | "mentions";
  /** The table has a key, by which the row is found. */
  readonly keyed: boolean;
}

/** What somebody's copy holds, derived without the engine. Nothing else may be in it. */
export interface ExpectedCopy {
  readonly rows: readonly CopiedRow[];
  /** What tells others from this person: in no row that is shared may one of these be shown. */
  readonly others: readonly string[];
}

/** Everything that is wrong with a copy, in words; empty if nothing is. */
export function compareCopy(before: Snapshot, expected: ExpectedCopy, is: HandedOver): readonly string[] {
  return [
    ...keyFindings(expected, is),
    ...contentFindings(before, expected, is),
    ...mentionFindings(expected, is),
    ...is.rows.filter((row) => row.link === "shared").flatMap((row) => otherFindings(expected.others, row)),
  ];
}

/** The rows by their keys: all of theirs, and no other's. */
function keyFindings(expected: ExpectedCopy, is: HandedOver): string[] {
  const keyless = new Set(expected.rows.filter((row) => !row.keyed).map((row) => row.dataset));
  const name = (row: { readonly dataset: string; readonly id: string; readonly link: string }) =>
    keyless.has(row.dataset) ? `${row.dataset} (${row.link})` : `${row.dataset} ${row.id} (${row.link})`;
  return differences(expected.rows.map(name), is.keys.map(name)).map(({ what, more }) =>
    more > 0 ? `the copy lacks ${what}` : `the copy takes ${what}, which is not theirs`,
  );
}

/** What is shown of the rows: as often, and with the values that stand in the database. */
function contentFindings(before: Snapshot, expected: ExpectedCopy, is: HandedOver): string[] {
  const shownIn = new Map<string, readonly string[]>(
    is.rows.map((row) => [`${row.dataset} ${row.link}`, Object.keys(row.values)]),
  );
  const wanted = expected.rows
    .filter((row) => row.link !== "mentions")
    .map((row) => {
      const columns = shownIn.get(`${row.dataset} ${row.link}`) ?? [];
      const cells = columns.map((column) => `${column}=${plain(cellOf(before, row.table, row.id, column) ?? null)}`);
      return `${row.dataset} (${row.link}) ${cells.join(" ")}`;
    });
  const found = is.rows.map((row) => {
    const cells = Object.entries(row.values).map(([column, value]) => `${column}=${plain(value)}`);
    return `${row.dataset} (${row.link}) ${cells.join(" ")}`;
  });
  return differences(wanted, found).map(({ what, more }) =>
    more > 0 ? `the copy does not show ${what}` : `the copy shows ${what}, which is not so`,
  );
}

function mentionFindings(expected: ExpectedCopy, is: HandedOver): string[] {
  const mentions = expected.rows.filter((row) => row.link === "mentions").map((row) => row.dataset);
  const told = is.mentions.flatMap((one) => Array.from({ length: one.rows }, () => one.dataset));
  return differences(mentions, told).map(
    ({ what, more }) => `the copy tells of ${-more} rows of ${what} too many that mention them`,
  );
}

function otherFindings(others: readonly string[], row: HandedRow): string[] {
  const shown = Object.values(row.values).filter((value) => typeof value === "string");
  return others
    .filter((other) => shown.some((text) => text.includes(other) && holdsWord(text, other)))
    .map((other) => `the copy shows "${other}", who is somebody else, in a row of ${row.dataset}`);
}

/** What is in one list and not in the other, and how much more often. */
function differences(wanted: readonly string[], found: readonly string[]): { readonly what: string; readonly more: number }[] {
  const counts = new Map<string, number>();
  for (const one of wanted) counts.set(one, (counts.get(one) ?? 0) + 1);
  for (const one of found) counts.set(one, (counts.get(one) ?? 0) - 1);
  return [...counts].filter(([, more]) => more !== 0).map(([what, more]) => ({ what, more }));
}

/** A value as a snapshot has it: databases and connectors print booleans, arrays and JSON each in their own way. */
function plain(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (typeof value === "boolean") return value ? "t" : "f";
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  return String(value).replaceAll(/[[\]{}" ]/g, "");
}
