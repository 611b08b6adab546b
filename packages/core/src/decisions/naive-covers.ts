// What a yes covers: whoever agrees to a purpose agrees to what they were told of it, and not to what was added since.
import type { Choice } from "../facts/index.ts";
import type { Program, PurposeRule } from "../program/index.ts";
import { covers, kindsOfData, lineageOf } from "./data-names.ts";
import type { Doubt } from "./decision.ts";
import { type Case, type CaseData, choicesOf } from "./naive-case.ts";
import type { Known } from "./question.ts";

/** A version of the notice that did not state the purpose for a kind of data, or of which that is not known. */
export interface Unstated {
  readonly version: string;
  readonly doubt: Doubt | undefined;
}

/** A purpose, and what versions of the notice stated of purposes. */
interface Stating {
  readonly purpose: Pick<PurposeRule, "id">;
  readonly known: Pick<Known, "notices">;
}
type Kind = Pick<CaseData, "lineage">;

/** Whether notices say anything of this: what we hold for others, and what a law asks for, is in none of ours. */
export const restsOnNotice = ({ people, purpose, known }: Case): boolean =>
  !people.held && purpose.group !== "law" && Object.keys(known.notices).length > 0;

/** What of a kind of data a version did not state. */
export function unstatedBy({ known, purpose }: Stating, version: string, { lineage }: Kind): Unstated | undefined {
  const stated = Object.hasOwn(known.notices, version) ? known.notices[version] : undefined;
  if (stated === undefined) return { version, doubt: "unknown-notice" };
  const listed = Object.hasOwn(stated.purposes, purpose.id) ? (stated.purposes[purpose.id] ?? []) : [];
  return covers(listed, lineage) ? undefined : { version, doubt: undefined };
}

/** Where it is not known which version it was, it could have been any: each must state it. */
export function unstatedByAny(at: Stating, data: Kind): Unstated | undefined {
  for (const version of Object.keys(at.known.notices))
    if (unstatedBy(at, version, data) !== undefined) return { version, doubt: "unknown-notice" };
  return undefined;
}

/**
 * The notice under which a yes was given, where that did not state the purpose for a kind of data.
 *
 * @source GDPR Art. 4(11); EDPB Guidelines 05/2020, 3.3.1
 */
export function uncoveredBy(at: Case, choice: Choice, data: CaseData): Unstated | undefined {
  return restsOnNotice(at) ? unstatedTo(at, choice, data) : undefined;
}

const unstatedTo = (at: Stating, { notice }: Choice, data: Kind): Unstated | undefined =>
  notice === undefined ? unstatedByAny(at, data) : unstatedBy(at, notice, data);

/** Whether what was chosen of the purpose covers a kind of data. */
export const isCovered = (at: Case, data: CaseData): boolean =>
  choicesOf(at, at.purpose.id).every((choice) => uncoveredBy(at, choice, data) === undefined);

/** The same of all that is asked for. */
export const isAllCovered = (at: Case): boolean => at.data.every((data) => isCovered(at, data));

/** The data of a purpose, in the program's words, that some of these yeses to it do not cover: what was added since. */
export function dataAddedSince(
  program: Program,
  purpose: PurposeRule,
  at: { readonly yeses: readonly Choice[]; readonly notices: Known["notices"] },
): readonly string[] {
  if (purpose.group === "law" || Object.keys(at.notices).length === 0) return [];
  const stating = { purpose, known: at };
  const isNew = (kind: string): boolean =>
    at.yeses.some((yes) => unstatedTo(stating, yes, { lineage: lineageOf(program, kind) }) !== undefined);
  return purpose.uses.flatMap(({ id }) => (kindsOfData(program, id).some(isNew) ? [id] : []));
}
