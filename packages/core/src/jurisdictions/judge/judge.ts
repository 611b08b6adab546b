// A request under one law: is it a right, by when, what may be asked first, and what may be kept, declined or charged.
import { Temporal } from "temporal-polyfill";
import {
  type AgeRule,
  type CoverageRule,
  type ExclusionRule,
  type FrequencyRule,
  type GroundRule,
  isInForce,
  type LawData,
  type LegalRule,
  type LetterRule,
  type RequesterRule,
  type RightRule,
  type WithheldRule,
} from "../../laws/index.ts";
import { dayOf } from "../days.ts";
import { requireMoment } from "../read-moment.ts";
import type { Asked } from "./asked.ts";
import { inState } from "./in-state.ts";
import { type JudgedClock, judgeClocks } from "./judge-clocks.ts";
import { type JudgedDemand, judgeDemands, judgeRequester } from "./judge-demands.ts";

/** What comes of a request under a law. `do-in-part`: what a ground covers stays. */
export type Outcome = "do" | "do-in-part" | "may-charge" | "may-decline" | "must-decline" | "no-right";

/** Why a law gives no such right. */
export type NoRight = "none-in-this-law" | "not-in-force" | "left-out" | "not-for-another" | "not-on-this-basis";

/** A request judged by a law. */
export interface Judgment {
  readonly law: string;
  /** The rule that gives the right, or why there is none. */
  readonly right: RightRule | { readonly none: NoRight; readonly rule?: LegalRule | undefined };
  readonly outcome: Outcome;
  readonly clocks: readonly JudgedClock[];
  readonly demands: readonly JudgedDemand[];
  /** The rule about whoever asks for another. */
  readonly requester: RequesterRule | "themselves" | "unregulated";
  /** Grounds that hold, of those the company names. */
  readonly grounds: readonly GroundRule[];
  /** Grounds that this law does not have, or has only unverified: alone they carry no refusal. */
  readonly notHeld: readonly { readonly ground: string; readonly because: "no-such-ground" | "unverified" }[];
  /** How often it is free or answered, where it is used up. */
  readonly frequency?: FrequencyRule;
  /** Over what time an answer tells, where the law says: from a day on at least, and from an earlier one for who asks. */
  readonly covers?: { readonly from: string; readonly allSince?: string; readonly rule: CoverageRule };
  readonly withheld: readonly WithheldRule[];
  readonly letters: readonly LetterRule[];
}

/**
 * Judges a request by the rules that are in force on its day of receipt.
 *
 * @throws MomentError where it was not received at a moment with a zone.
 */
export function judge(book: LawData, asked: Asked): Judgment {
  requireMoment("receivedAt", asked.receivedAt);
  const law = inState(book, asked.state);
  const zone = law.zone ?? asked.zone;
  const day = dayOf(asked.receivedAt, zone);
  const held = <Rule extends LegalRule>(rules: readonly Rule[]): readonly Rule[] => rules.filter((rule) => isInForce(rule, day));
  const requester = judgeRequester(law, asked, day);
  const right = rightOf(law, asked, { day, requester });
  const given = !("none" in right);
  const { grounds, notHeld } = groundsOf(held(law.grounds), asked);
  const frequency = held(law.frequency).find((rule) => rule.rights.includes(asked.right) && isUsedUp(rule, asked, zone));
  return {
    law: law.id,
    right,
    outcome: given ? outcomeOf(grounds, frequency) : "no-right",
    // What runs from something else than a request runs whether there is a right or not.
    clocks: judgeClocks(law, asked, given ? [asked.right] : []),
    demands: given ? judgeDemands(law, asked, day) : [],
    requester,
    grounds: given ? grounds : [],
    notHeld,
    ...(frequency === undefined ? {} : { frequency }),
    ...coversOf(held(law.coverage), asked, day),
    withheld: held(law.withheld).filter((rule) => rule.right === asked.right),
    letters: held(law.letters).filter((rule) => rule.rights === undefined || rule.rights.includes(asked.right)),
  };
}

function rightOf(
  law: LawData,
  asked: Asked,
  at: { readonly day: string; readonly requester: Judgment["requester"] },
): Judgment["right"] {
  const rules = law.rights.filter((rule) => rule.right === asked.right);
  const ours = rules.filter((rule) => rule.of === undefined || isParent(asked));
  if (ours.length === 0) return { none: rules.length === 0 ? "none-in-this-law" : "not-for-another", rule: rules[0] };
  const rule = ours.find((one) => isInForce(one, at.day));
  if (rule === undefined) return { none: "not-in-force", rule: ours[0] };
  const exclusion = exclusionOf(law, asked, at.day);
  if (exclusion !== undefined) return { none: "left-out", rule: exclusion };
  if (typeof at.requester === "object" && !at.requester.may) return { none: "not-for-another", rule: at.requester };
  return isOnBasis(rule, asked) ? rule : { none: "not-on-this-basis", rule };
}

/** A guardian stands where a parent does. */
const isParent = ({ requester }: Asked): boolean => requester === "parent" || requester === "guardian";

// What nobody has read takes no right away.
const exclusionOf = ({ exclusions }: LawData, { who, right }: Asked, day: string): ExclusionRule | undefined =>
  exclusions.find((rule) => rule.verified && rule.who === who && isInForce(rule, day) && (rule.rights?.includes(right) ?? true));

function coversOf(rules: readonly CoverageRule[], { right }: Asked, day: string): Pick<Judgment, "covers"> {
  const rule = rules.find((one) => one.right === right);
  if (rule === undefined) return {};
  const from = Temporal.PlainDate.from(day)
    .subtract({ [rule.back.unit]: rule.back.count })
    .toString();
  return { covers: { from, rule, ...(rule.allSince === undefined ? {} : { allSince: rule.allSince }) } };
}

/** What is to be had before the data of somebody of an age is used. */
export interface JudgedAge {
  readonly needs: "parent" | "themselves" | "nothing";
  readonly rule?: AgeRule;
}

/** By a law's rules of a day; of one age they are asked for the use that they are about. */
export function judgeAge(
  law: LawData,
  at: { readonly age: number; readonly sale: boolean; readonly consent: boolean; readonly day: string },
): JudgedAge {
  const rule = law.ages.find(
    (one) =>
      isInForce(one, at.day) && at.age < one.under && (one.needs === "parent" || at.sale) && (!one.consentOnly || at.consent),
  );
  if (rule === undefined) return { needs: "nothing" };
  return { needs: at.age < (rule.self ?? rule.under) ? "parent" : "themselves", rule };
}

/** A basis that nobody named takes no right away. */
function isOnBasis({ bases, marketing }: RightRule, asked: Asked): boolean {
  if (marketing && asked.marketing) return true;
  return bases === undefined || asked.basis === undefined || bases.includes(asked.basis);
}

function groundsOf(
  rules: readonly GroundRule[],
  { grounds = [], right, marketing }: Asked,
): Pick<Judgment, "grounds" | "notHeld"> {
  const held: GroundRule[] = [];
  const notHeld: Judgment["notHeld"][number][] = [];
  for (const ground of grounds) {
    const rule = rules.find((one) => one.ground === ground && one.rights.includes(right) && !(one.notMarketing && marketing));
    // What nobody has read is no reason to refuse somebody.
    if (rule?.verified) held.push(rule);
    else notHeld.push({ ground, because: rule === undefined ? "no-such-ground" : "unverified" });
  }
  return { grounds: held, notHeld };
}

function outcomeOf(grounds: readonly GroundRule[], frequency: FrequencyRule | undefined): Outcome {
  if (grounds.some((rule) => rule.duty === "must" && rule.lets === "decline")) return "must-decline";
  if (grounds.some((rule) => rule.lets === "decline")) return "may-decline";
  // A number that nobody has read costs the person nothing.
  if (frequency?.verified && frequency.beyond === "may-decline") return "may-decline";
  if (grounds.some((rule) => rule.lets === "keep")) return "do-in-part";
  const charged = grounds.some((rule) => rule.lets === "charge") || (frequency?.verified && frequency.beyond === "may-charge");
  return charged ? "may-charge" : "do";
}

/** Whether this request is one more than the law has free, or answered. */
function isUsedUp({ count, per }: FrequencyRule, { earlier = [], receivedAt }: Asked, zone: string): boolean {
  const now = Temporal.Instant.from(receivedAt).toZonedDateTimeISO(zone).toPlainDate();
  const from = firstDay(per, now);
  const before = earlier.filter((moment) => {
    const day = Temporal.Instant.from(moment).toZonedDateTimeISO(zone).toPlainDate();
    return (from === undefined || Temporal.PlainDate.compare(day, from) >= 0) && Temporal.PlainDate.compare(day, now) <= 0;
  });
  return before.length >= count;
}

/** The first day that is looked at; twelve months before 10 January begin on 11 January. */
function firstDay(per: FrequencyRule["per"], now: Temporal.PlainDate): Temporal.PlainDate | undefined {
  if (per === "ever") return undefined;
  if (per === "calendar year") return now.with({ month: 1, day: 1 });
  return now.subtract({ [per.unit]: per.count }).add({ days: 1 });
}
