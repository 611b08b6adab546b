// On what a request may be denied, or charged for: each ground that the laws of a request have for its right, and whether it carries a denial.
import {
  type ExclusionRule,
  type FollowWord,
  type FrequencyRule,
  type GroundRule,
  isInForce,
  type LawData,
  type RightWord,
} from "../laws/index.ts";
import type { Law } from "../program/index.ts";
import { dayOf } from "./days.ts";
import { type Asked, inState, type JudgedTogether, judgeTogether, statesOf } from "./judge/index.ts";
import { lawOf } from "./legal-rule.ts";

/** A request that somebody may want to deny. */
export type Denying = { readonly laws: readonly Law[]; readonly right: RightWord } & Pick<
  Asked,
  "receivedAt" | "zone" | "requester" | "earlier"
>;

/** A rule by which a law has a ground. */
export interface DenialRule {
  readonly law: Law;
  readonly state?: string;
  readonly article: string;
  readonly verified: boolean;
  /** What it lets the company do: of what a law leaves out, or answers so often alone, to decline. */
  readonly lets: GroundRule["lets"];
  /** A duty to refuse. */
  readonly must: boolean;
}

/** Why a ground carries no denial. `in-part`: the rest is done all the same. `charge`: it is done for money. */
export type NoDenial = "unverified" | "another-law" | "in-part" | "charge";

/** A ground, as staff choose it. */
export interface DenialChoice {
  /** The ground's word; with the state where the laws of several stand behind one word: `unfounded/Virginia`. */
  readonly id: string;
  readonly ground: string;
  /** Where the person lives, if this ground is to hold. */
  readonly state?: string;
  /** A ground of the law, what a law leaves out, or how often it answers. */
  readonly kind: "ground" | "left-out" | "often";
  readonly rules: readonly DenialRule[];
  /** It carries a denial: every law that gives the right has it, and it was read there. */
  readonly holds: boolean;
  readonly because?: NoDenial;
  /** It lets the company ask for money instead, by every law that gives the right. */
  readonly charges: boolean;
  /** At most so much, where a law says. */
  readonly most?: NonNullable<GroundRule["most"]>;
  /** Laws that give the right all the same, where they are why it does not hold. */
  readonly givenBy: readonly Law[];
  /** A law obliges the company to refuse. */
  readonly must: boolean;
  /** Laws that cannot both be followed. */
  readonly conflicts: JudgedTogether["conflicts"];
  readonly follows: readonly FollowWord[];
}

/** Everything on which a request may be denied, or might be thought to. */
export interface Denials {
  readonly choices: readonly DenialChoice[];
  /** No law of the request gives the right at all: a reason in words is enough. */
  readonly wordsAlone: boolean;
}

/** How often a law answers: the word of that ground. */
export const OFTEN = "asked-before";

type Named = Pick<DenialChoice, "ground" | "kind"> & { readonly state?: string };

/**
 * Judges every ground by the rules of the day of receipt.
 *
 * INVARIANT (an answer before a refusal): no ground holds that was read in no law, or that a law which gives the right has not.
 */
export function denialsOf(at: Denying): Denials {
  // Of clocks and letters nothing is asked here, and clocks cost time.
  const laws = at.laws.map((law): LawData => ({ ...lawOf(law), clocks: [], letters: [] }));
  const states = [undefined, ...new Set(laws.flatMap(statesOf))];
  const named = states.flatMap((state) => groundsIn(laws, at, state));
  return {
    choices: named.map((one) => judgeChoice(laws, at, one)),
    wordsAlone: together(laws, at, {}).outcome === "no-right",
  };
}

/** The grounds that some law has, in the order of the laws; of a state's own those that name it. */
function groundsIn(laws: readonly LawData[], at: Denying, state: string | undefined): readonly Named[] {
  const by = new Map<string, Named>();
  const add = (kind: Named["kind"], ground: string) =>
    by.set(`${kind} ${ground}`, { kind, ground, ...(state === undefined ? {} : { state }) });
  for (const law of laws) {
    const holds = heldOn(law, at);
    const here = (rule: { readonly state?: string }) => rule.state === state;
    for (const rule of law.grounds) if (holds(rule) && here(rule)) add("ground", rule.ground);
    for (const rule of law.exclusions) if (holds(rule) && here(rule)) add("left-out", rule.who);
    for (const rule of law.frequency) if (holds(rule) && here(rule) && isUsedUp(law, at)) add("often", OFTEN);
  }
  return [...by.values()];
}

type Rule = GroundRule | ExclusionRule | FrequencyRule;

/** Whether a rule of a law is in force on the day of receipt, and about the right. */
const heldOn =
  (law: LawData, { receivedAt, zone, right }: Denying) =>
  (rule: Rule): boolean =>
    isInForce(rule, dayOf(receivedAt, law.zone ?? zone)) && (rule.rights?.includes(right) ?? true);

const isUsedUp = (law: LawData, at: Denying): boolean =>
  judgeTogether([law], askedOf(at, { earlier: at.earlier ?? [] })).laws.some(({ frequency }) => frequency !== undefined);

function askedOf({ right, receivedAt, zone, requester }: Denying, more: Partial<Asked>): Asked {
  return { right, receivedAt, zone, ...(requester === undefined ? {} : { requester }), ...more };
}

/** Where nobody says in which state somebody lives, each state's law is a law of its own: what one lacks, all lack. */
function together(laws: readonly LawData[], at: Denying, more: Partial<Asked>, state?: string): JudgedTogether {
  const apart = laws.flatMap((law): readonly LawData[] => {
    const own = statesOf(law);
    if (own.length === 0) return [law];
    return (state !== undefined && own.includes(state) ? [state] : own).map((one) => inState(law, one));
  });
  return judgeTogether(apart, askedOf(at, more));
}

function judgeChoice(laws: readonly LawData[], at: Denying, named: Named): DenialChoice {
  const { ground, kind, state } = named;
  const said: Partial<Asked> =
    kind === "ground"
      ? { grounds: [ground] }
      : kind === "often"
        ? { earlier: at.earlier ?? [] }
        : { who: ground as ExclusionRule["who"] };
  const judged = together(laws, at, said, state);
  const { outcome, conflicts } = judged;
  const rules = laws.flatMap((law) => rulesOf(law, at, named));
  const given = judged.laws.filter((one) => one.outcome === "do").map(({ law }) => law as Law);
  const holds = kind === "left-out" ? outcome === "no-right" : outcome === "may-decline" || outcome === "must-decline";
  return {
    id: state === undefined ? ground : `${ground}/${state}`,
    ...named,
    rules: rules.map(({ rule, law }) => ruleSaid(rule, law)),
    holds,
    ...(holds ? {} : { because: whyNot(judged, rules) }),
    charges: outcome === "may-charge",
    ...mostOf(rules),
    givenBy: holds ? [] : [...new Set(given)],
    must: rules.some(({ rule }) => "duty" in rule && rule.duty === "must" && rule.verified),
    conflicts,
    follows: [...new Set(rules.flatMap(({ rule }) => ("follows" in rule ? (rule.follows ?? []) : [])))],
  };
}

interface OfLaw {
  readonly rule: Rule;
  readonly law: Law;
}

/** The rules by which a law has a ground: the state's own, and what holds in every state. */
function rulesOf(book: LawData, at: Denying, { ground, kind, state }: Named): readonly OfLaw[] {
  const law = state === undefined ? book : inState(book, state);
  const holds = heldOn(law, at);
  const about: readonly Rule[] =
    kind === "ground"
      ? law.grounds.filter((rule) => rule.ground === ground)
      : kind === "left-out"
        ? law.exclusions.filter((rule) => rule.who === ground)
        : isUsedUp(law, at)
          ? law.frequency
          : [];
  return about.filter(holds).map((rule) => ({ rule, law: book.id as Law }));
}

function ruleSaid(rule: Rule, law: Law): DenialRule {
  const { article, verified, state } = rule;
  const lets = "lets" in rule ? rule.lets : "beyond" in rule && rule.beyond === "may-charge" ? "charge" : "decline";
  const must = "duty" in rule && rule.duty === "must";
  return { law, article, verified, lets, must, ...(state === undefined ? {} : { state }) };
}

/** The least of what laws set as the most. */
function mostOf(rules: readonly OfLaw[]): Pick<DenialChoice, "most"> {
  const all = rules.flatMap(({ rule }) => ("most" in rule && rule.most !== undefined ? [rule.most] : []));
  const least = all.sort((one, other) => one.amount - other.amount)[0];
  return least === undefined ? {} : { most: least };
}

function whyNot({ outcome }: JudgedTogether, rules: readonly OfLaw[]): NoDenial {
  if (rules.every(({ rule }) => !rule.verified)) return "unverified";
  if (outcome === "do-in-part") return "in-part";
  return outcome === "may-charge" ? "charge" : "another-law";
}

/** Of a choice, the articles by which it is told: those that were read, and let the company do it. */
export const articlesOf = (
  { rules }: Pick<DenialChoice, "rules">,
  does: "decline" | "charge" = "decline",
): readonly DenialRule[] => {
  const read = rules.filter(({ verified, lets }) => verified && lets === does);
  return read.length > 0 ? read : rules;
};
