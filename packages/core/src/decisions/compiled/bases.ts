// On what a purpose rests under the laws of a person, and what of it is consent.
import { type Law, OBJECTIONABLE, type PurposeRule } from "../../program/index.ts";
import { purposeKind } from "../../taxonomy/index.ts";
import { type Asked, hasLapsed } from "./asked.ts";
import { CONFIRMED, CONSENTS, ENDING, EXPLICIT, entryOf, GIVEN, isAfter, OBJECTIONS, word } from "./record.ts";

/** A basis, and the law under which it is one. */
export interface Basis {
  /** Undefined where the program names no law. */
  readonly law: Law | undefined;
  readonly basis: string;
}

export const basisUnder = ({ basis }: PurposeRule, law: Law): string | undefined =>
  basis === "instruction" ? basis : basis?.[law];

/** The bases of a purpose under these laws. */
export function basesUnder(purpose: PurposeRule, laws: readonly Law[]): readonly Basis[] {
  if (laws.length === 0) return purpose.basisAlone === undefined ? [] : [{ law: undefined, basis: purpose.basisAlone }];
  return laws.flatMap((law) => {
    const basis = basisUnder(purpose, law);
    return basis === undefined ? [] : [{ law, basis }];
  });
}

export const isConsent = ({ basis }: { readonly basis: string | undefined }): boolean =>
  basis === "consent" || basis === "explicit-consent";

/** Why a consent does not stand. */
export const STANDS = 0;
export const NEVER_ASKED = 1;
export const WITHDRAWN = 2;
export const LAPSED = 3;
export const UNCONFIRMED = 4;
export const NOT_EXPLICIT = 5;
/** This, and on: the kind of data, by its place in the question, that the yes does not cover (lacks.ts). */
export const UNCOVERED = 6;
/** What is said of those below it. */
export const WHY_NO_CONSENT: readonly string[] = [
  "",
  "the person was never asked, or has not answered; use is no consent",
  "it was withdrawn or refused",
  "it has lapsed",
  "it was not confirmed",
  "it was not explicit",
];

/** What a consent to a purpose must be. */
export interface ConsentNeeds {
  readonly ends: boolean;
  /** Bits of a choice that must be set, in the order in which their lack is told. */
  readonly confirmed: boolean;
  readonly explicit: boolean;
}

/** The section in which choices about a purpose lie. */
export const sectionOf = ({ lasts }: PurposeRule): number => (lasts === undefined ? CONSENTS : ENDING);

/** Why a consent does not stand, of its choices (0: there is none). */
export function whyNoConsent(asked: Asked, mine: number, theirs: number, needs: ConsentNeeds): number {
  if (mine === 0 && theirs === 0) return NEVER_ASKED;
  const own = mine === 0 ? STANDS : lackOf(asked, mine, needs);
  return own !== STANDS || theirs === 0 ? own : lackOf(asked, theirs, needs);
}

function lackOf(asked: Asked, choice: number, { ends, confirmed, explicit }: ConsentNeeds): number {
  const bits = word(asked.words, choice);
  if ((bits & GIVEN) === 0) return WITHDRAWN;
  if (ends && hasLapsed(asked, choice)) return LAPSED;
  if (confirmed && (bits & CONFIRMED) === 0) return UNCONFIRMED;
  return explicit && (bits & EXPLICIT) === 0 ? NOT_EXPLICIT : STANDS;
}

/** Whether an objection to a purpose counts at all under these bases. */
export function heedsObjection(purpose: PurposeRule, bases: readonly Basis[]): boolean {
  if (bases.length > 0 && bases.every(({ basis }) => basis === "legal-duty")) return false;
  // Who objects to what rests on their consent takes it back, by whatever word.
  const byRight = bases.some((one) => isConsent(one) || OBJECTIONABLE.includes(one.basis));
  const kind = purpose.kind === undefined ? undefined : purposeKind(purpose.kind);
  return byRight || (purpose.stop ?? kind?.stop ?? "none") !== "none";
}

/** Whether the person, or the browser, objected to a purpose or refused it, and did not agree to it since: neither takes back what the other said. */
export function isObjected({ words }: Asked, purpose: number, of: number, choice: number): boolean {
  if (choice !== 0 && (word(words, choice) & GIVEN) === 0) return true;
  const objection = entryOf(words, of, OBJECTIONS, purpose);
  if (objection === 0) return false;
  return choice === 0 || !isAfter(words, choice + 1, objection + 1);
}

export const OBJECTED = 1 << OBJECTIONS;
