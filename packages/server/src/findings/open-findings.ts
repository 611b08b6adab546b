import { type Touched, touchedBy } from "@troth/core/jurisdictions";
import type { RuleList } from "@troth/core/laws";
import type { Law, SourcePlace } from "@troth/core/program";
import type { Installation } from "../installation/index.ts";
import { type FindingRow, openRows } from "./store.ts";

/** What a finding about a law says. */
export interface SaidOfLaw {
  readonly change: "begins" | "ends";
  readonly law: Law;
  readonly list: RuleList;
  readonly says: string;
  readonly article: string;
  readonly since: string;
  readonly until?: string;
  readonly verified: boolean;
}

/** What a finding about a store says. */
export interface SaidOfDrift {
  readonly store: string;
  readonly code: string;
  readonly says: string;
  readonly place?: SourcePlace;
}

/** Something that the officer has to decide. */
export interface FindingView {
  /** What it is called by: the head of its hash. */
  readonly id: string;
  readonly kind: FindingRow["kind"];
  readonly openedAt: string;
  readonly says: string;
  /** What of the notice it touches, and the lines of the program behind that. */
  readonly touches: readonly Touched[];
}

const ID_DIGITS = 12;

/** How a finding is called. */
export const idOf = ({ hash }: Pick<FindingRow, "hash">): string => hash.slice(0, ID_DIGITS);

/** Everything that is open: what was decided, or is no longer so, is not on the list. */
export async function openFindings(inst: Installation): Promise<readonly FindingView[]> {
  const rows = await openRows(inst.storage.db);
  return rows.map((row) => ({ id: idOf(row), kind: row.kind, openedAt: row.opened_at, ...saidOf(inst, row) }));
}

function saidOf({ program }: Pick<Installation, "program">, row: FindingRow): Pick<FindingView, "says" | "touches"> {
  if (row.kind === "drift") {
    const { says, place } = row.said as unknown as SaidOfDrift;
    return { says, touches: place === undefined ? [] : [{ part: "data", place }] };
  }
  const said = row.said as unknown as SaidOfLaw;
  const mark = said.verified ? "" : " [not verified]";
  const day =
    said.change === "begins" ? `since ${said.since}` : said.until === undefined ? "no longer said" : `until ${said.until}`;
  return { says: `${said.article}${mark}, ${day}: ${said.says}`, touches: touchedBy(program, said) };
}
