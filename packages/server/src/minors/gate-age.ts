import { type AgeGate, type AgeRuleAt, ageGate } from "@troth/core/consent";
import { endOfConsent } from "@troth/core/decisions";
import type { PersonState } from "@troth/core/facts";
import { ageOn, dayOf, type Residence } from "@troth/core/jurisdictions";
import type { Program, PurposeRule } from "@troth/core/program";
import { type FactsPort, knownPeople, tellFacts, wasErased } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { askParent, type ParentAsked } from "./ask-parent.ts";

/** Somebody who says at a collection point when they were born. Untrusted but for its shape. */
export interface AgeAsked {
  /** The application's id of the account that is to be. */
  readonly person: string;
  readonly point: string;
  /** `2016-08-01`; looked at and never kept. */
  readonly born: string;
  readonly country?: string | undefined;
  readonly region?: string | undefined;
  readonly language: "en" | "id";
  /** The address of a parent, where it was asked for. */
  readonly parent?: string | undefined;
}

/** Rules as they are answered: numbers and articles. */
type Rules = { readonly rules: readonly AgeRuleAt[] };

/** What the point does. Of all but `open` and `agreed` nothing may be collected. */
export type AgeAnswer =
  | { readonly kind: "open" }
  /** A parent agreed, to these purposes. */
  | { readonly kind: "agreed"; readonly purposes: readonly string[] }
  /** `parent`: a parent said no. `program`: nobody so young is served. `proof`: see `AgeGate`. */
  | ({ readonly kind: "refuse"; readonly because: "program" | "proof" | "parent" } & Partial<Rules>)
  /** A parent has to agree first. `asked`: one is being asked, and can answer until then. */
  | ({ readonly kind: "parent"; readonly purposes: readonly string[]; readonly asked?: { readonly until: string } } & Rules)
  | { readonly kind: "wrong"; readonly field: string; readonly says: string; readonly advice: string }
  | { readonly kind: "limited" | "gone" };

/**
 * Answers a collection point that asks for age. Of somebody too young is kept that they are, and of their parent the address, for
 * as long as the program says; the day they were born is not. Whoever was too young once stays it here: another day of birth,
 * typed after a refusal, changes nothing until the application tells one that it knows (`born`).
 */
export async function gateAge(inst: Installation, asked: AgeAsked, port: FactsPort): Promise<AgeAnswer> {
  const { program, surroundings } = inst;
  const point = Object.hasOwn(program.collection, asked.point) ? program.collection[asked.point] : undefined;
  if (point?.age === undefined)
    return wrong("point", "this is no collection point of the program that asks for age", "give one that has `age`");
  const today = dayOf(new Date(surroundings.now()).toISOString(), program.zone);
  const age = ageOn(asked.born, today);
  if (age < 0 || age > OLDEST) return wrong("born", "nobody was born on this day", "give the day as `2016-08-01`");
  if (await wasErased(inst, asked.person)) return { kind: "gone" };
  const [known] = [...(await knownPeople(inst, [{ kind: "person", id: asked.person }])).values()];
  const state = known?.state;
  const gate = gateOf(program, { point, age: ageOf(state, age, today), asked, state });
  if (gate.kind === "open") return gate;
  if (state?.parentStopped === true) return { kind: "refuse", because: "parent", rules: gate.rules };
  if (gate.kind === "parent") {
    const agreed = gate.purposes.filter((purpose) => isAgreed(program, { state, purpose, now: surroundings.now() }));
    const purposes = agreed.map(({ id }) => id);
    if (purposes.length > 0) return { kind: "agreed", purposes };
  }
  if (state?.minor !== true && !(await keepRefusal(inst, asked.person, port))) return { kind: "gone" };
  if (gate.kind === "refuse") return gate;
  return answered(gate, asked.parent === undefined ? undefined : await askParent(inst, { ...asked, email: asked.parent, gate }));
}

const OLDEST = 130;

/** What the application knows, else what was refused before, else what is said now. */
function ageOf(state: PersonState | undefined, said: number, today: string): number | undefined {
  if (state?.born !== undefined) return ageOn(state.born, today);
  return state?.minor === true ? undefined : said;
}

/**
 * By the laws of where they say that they live. Of somebody who was too young, and of whom no more is known, it is not kept under which law:
 * where none of those holds them back that is no way in, and the strictest of the program's laws does.
 */
function gateOf(
  program: Program,
  at: Pick<Parameters<typeof ageGate>[1], "point" | "age"> & {
    readonly asked: AgeAsked;
    readonly state: PersonState | undefined;
  },
): AgeGate {
  const { point, age, asked, state } = at;
  const gate = ageGate(program, { point, age, residences: residencesOf(asked, state) });
  const isKept = state?.minor === true && state.born === undefined;
  return gate.kind === "open" && isKept ? ageGate(program, { point, age, residences: [] }) : gate;
}

const residencesOf = ({ country, region }: AgeAsked, state: PersonState | undefined): readonly Residence[] =>
  country === undefined ? (state?.residences ?? []) : [{ country, region }];

/** Whether a parent's yes stands: after it has lapsed every decision is no, and they are asked anew. */
function isAgreed(
  { zone }: Pick<Program, "zone">,
  { state, purpose, now }: { readonly state: PersonState | undefined; readonly purpose: PurposeRule; readonly now: number },
): boolean {
  const { id } = purpose;
  const choice = state !== undefined && Object.hasOwn(state.consents, id) ? state.consents[id] : undefined;
  if (choice?.given !== true || choice.by !== "parent" || choice.at > now) return false;
  return (endOfConsent(purpose, choice, zone) ?? now) >= now;
}

/** That they are too young, and nothing else: every decision about them goes by it from now on. */
async function keepRefusal(inst: Installation, person: string, port: FactsPort): Promise<boolean> {
  const at = new Date(inst.surroundings.now()).toISOString();
  const fact = { id: `age ${inst.surroundings.id()}`, person, at, origin: "age", kind: "minor", is: true };
  return (await tellFacts(inst, { facts: [fact], by: "age" }, port)).kind === "told";
}

function answered({ rules, purposes }: Extract<AgeGate, { kind: "parent" }>, asked: ParentAsked | undefined): AgeAnswer {
  if (asked?.kind === "limited") return asked;
  if (asked?.kind === "address") return wrong("parent", "this is not a mail address", "ask for it again");
  const waits = asked === undefined ? {} : { asked: { until: asked.until } };
  return { kind: "parent", rules, purposes: purposes.map(({ id }) => id), ...waits };
}

const wrong = (field: string, says: string, advice: string): AgeAnswer => ({ kind: "wrong", field, says, advice });
