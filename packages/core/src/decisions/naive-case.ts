// A question with everything looked up that the rules read.
import { type Choice, type Derived, NO_STATE, type PersonState } from "../facts/index.ts";
import { applicableLaws, periodEnd, type Residence } from "../jurisdictions/index.ts";
import type { CollectionRule, DataForm, Law, Program, PurposeRule, RecipientRule } from "../program/index.ts";
import { type DataCategory, purposeKind } from "../taxonomy/index.ts";
import { findUnknown, type Unknown } from "./check-names.ts";
import { closestUse, covers, type DataRules, derivedOf, factsOfData, kindsOfData, lineageOf, rulesOfData } from "./data-names.ts";
import type { DecisionSource } from "./decision.ts";
import { strictest } from "./forms.ts";
import type { Known, Question } from "./question.ts";

export type { Unknown } from "./check-names.ts";

/** One kind of data of the question. */
export interface CaseData {
  readonly id: string;
  readonly lineage: readonly string[];
  readonly facts: DataCategory | undefined;
  readonly rules: DataRules;
  /** What the purpose says of it. */
  readonly use: { readonly form: DataForm } | undefined;
  /** What the recipient says of it. */
  readonly received: { readonly form: DataForm } | undefined;
}

/** Everything that the rules read. */
export interface Case {
  readonly program: Program;
  readonly question: Question;
  readonly known: Known;
  /** Of a purpose that is never done: its name and kind, and nothing else. */
  readonly purpose: PurposeRule;
  readonly done: boolean;
  readonly data: readonly CaseData[];
  readonly form: DataForm;
  readonly recipient: RecipientRule | undefined;
  /** The person's state and the browser's; a no of either is a no. */
  readonly states: readonly PersonState[];
  readonly laws: readonly Law[];
  readonly residences: readonly Residence[];
  readonly people: People;
}

/** As which kinds of people they are asked about. */
export interface People {
  /** Those that the purpose is for. */
  readonly chosen: readonly string[];
  /** Those that they are, or could be. */
  readonly possible: readonly string[];
  /** Nothing says what kind of person it is: all that the program has are possible. */
  readonly guessed: boolean;
  /** The data is held for a client. */
  readonly held: boolean;
  /** The strictest form in which the purpose takes data of the chosen. */
  readonly form: DataForm;
}

/** Reads a question; what is not known in it is the answer. */
export function readCase(program: Program, question: Question, known: Known): Case | Unknown {
  const unknown = findUnknown(program, question);
  if (unknown !== undefined) return unknown;
  const done = Object.hasOwn(program.purposes, question.purpose);
  const purpose = program.purposes[question.purpose] ?? neverDone(question.purpose);
  const recipient = question.recipient === undefined ? undefined : program.recipients[question.recipient];
  const states = statesOf(question, known);
  const residences = residencesOf(question, states);
  const derived = derivedOf(states.map((state) => state.derived));
  const kinds = [...new Set(question.data.flatMap((name) => kindsOfData(program, name)))];
  return {
    program,
    question,
    known,
    purpose,
    done,
    data: kinds.map((id) => readData(program, { id, derived }, purpose, recipient)),
    form: question.form ?? "any",
    recipient,
    states,
    laws: applicableLaws(program, residences),
    residences,
    people: readPeople(program, question, purpose, states),
  };
}

function readData(
  program: Program,
  { id, derived }: { readonly id: string; readonly derived: Derived },
  purpose: PurposeRule,
  recipient: RecipientRule | undefined,
): CaseData {
  const lineage = lineageOf(program, id);
  return {
    id,
    lineage,
    facts: factsOfData(program, id),
    rules: rulesOfData(program, id, derived),
    use: closestUse(purpose.uses, lineage),
    received: recipient && closestUse(recipient.uses, lineage),
  };
}

function statesOf(question: Question, known: Known): readonly PersonState[] {
  const person = question.person === undefined ? [] : [known.person ?? NO_STATE];
  const browser = question.browser === undefined ? [] : [known.browser ?? NO_STATE];
  return [...person, ...browser];
}

/** What is known of where they live; where nothing is, the place that the browser seems to be in. */
function residencesOf({ place }: Question, states: readonly PersonState[]): readonly Residence[] {
  const known = states.flatMap(({ residences }) => residences);
  return known.length > 0 || place === undefined ? known : [place];
}

/** As which kinds of people a purpose is done for whoever these states are of. */
export function readPeople(
  program: Program,
  question: Pick<Question, "as">,
  purpose: PurposeRule,
  states: readonly Pick<PersonState, "as">[],
): People {
  const known =
    question.as === undefined
      ? [...new Set(states.flatMap(({ as }) => as))].filter((id) => Object.hasOwn(program.subjects, id))
      : [question.as];
  const guessed = known.length === 0;
  const possible = guessed ? Object.keys(program.subjects) : known;
  const isHeld = (id: string) => program.subjects[id]?.capacity === "processor";
  const formFor = (id: string): DataForm | undefined => {
    if (Object.hasOwn(purpose.of, id)) return purpose.of[id];
    return Object.keys(purpose.of).length === 0 && !isHeld(id) ? "any" : undefined;
  };
  const listed = possible.filter((id) => formFor(id) !== undefined);
  const own = listed.filter((id) => !isHeld(id));
  const clients = listed.filter(isHeld);
  const chosen = guessed ? listed : purpose.basis === "instruction" || own.length === 0 ? clients : own;
  const allHeld = possible.length > 0 && possible.every(isHeld);
  return {
    chosen,
    possible,
    guessed,
    held: chosen.length > 0 ? chosen.some(isHeld) : allHeld,
    form: strictest(chosen.map((id) => formFor(id) ?? "any")),
  };
}

function neverDone(id: string): PurposeRule {
  const kind = purposeKind(id);
  return {
    id,
    kind: kind?.id,
    group: kind?.group,
    label: id,
    words: {},
    about: undefined,
    data: [],
    uses: [],
    basis: undefined,
    basisAlone: undefined,
    interest: undefined,
    duty: undefined,
    essential: false,
    of: {},
    services: [],
    channels: [],
    topics: {},
    stop: undefined,
    notUnder: [],
    otherwise: "nothing",
    automated: undefined,
    lasts: undefined,
    confirmed: false,
    approves: false,
    withdrawn: undefined,
    doubt: "deny",
    place: { file: "", line: 0, column: 0 },
  };
}

/** The basis of a purpose under a law. */
export function basisUnder(purpose: PurposeRule, law: Law): string | undefined {
  if (purpose.basis === "instruction") return "instruction";
  return purpose.basis?.[law];
}

/** Whether a basis is consent, of either kind. */
export const isConsent = (basis: string | undefined): boolean => basis === "consent" || basis === "explicit-consent";

/** When a consent to a purpose ends by itself, in milliseconds; undefined: it does not. */
export function endOfConsent(purpose: PurposeRule, choice: Pick<Choice, "at">, zone: string): number | undefined {
  if (purpose.lasts === undefined) return undefined;
  return Date.parse(periodEnd(new Date(choice.at).toISOString(), purpose.lasts, zone));
}

/** Whether a choice is a yes that has not lapsed. */
export function isStanding({ purpose, program, known }: Case, choice: Choice): boolean {
  const ends = endOfConsent(purpose, choice, program.zone);
  return choice.given && (ends === undefined || ends >= known.now);
}

/** The choices about a purpose, of the person and of the browser. */
export const choicesOf = ({ states }: Case, purpose: string): readonly Choice[] =>
  states.flatMap(({ consents }) => (Object.hasOwn(consents, purpose) ? [consents[purpose] as Choice] : []));

/** The choices about a recipient. */
export const recipientChoicesOf = ({ states }: Case, recipient: string): readonly Choice[] =>
  states.flatMap(({ recipientConsents }) =>
    Object.hasOwn(recipientConsents, recipient) ? [recipientConsents[recipient] as Choice] : [],
  );

/** The collection points at which a kind of data is taken. */
export const pointsThatTake = ({ program }: Case, lineage: readonly string[]): readonly CollectionRule[] =>
  Object.values(program.collection).filter(({ takes }) =>
    covers(
      takes.map(({ id }) => id),
      lineage,
    ),
  );

/** The source of a rule of the program. */
export const inProgram = (rule: { readonly place: DecisionSource["place"] } | undefined): Partial<DecisionSource> => ({
  place: rule?.place,
});
