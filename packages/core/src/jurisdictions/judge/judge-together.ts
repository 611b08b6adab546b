// A request under several laws at once: whoever is protected by more than one gets what protects them more.
import { Temporal } from "temporal-polyfill";
import type { LawData } from "../../laws/index.ts";
import type { Asked } from "./asked.ts";
import { type Judgment, judge, type Outcome } from "./judge.ts";
import type { JudgedClock } from "./judge-clocks.ts";
import { type JudgedDemand, strongest } from "./judge-demands.ts";

/** A request judged by every law that protects the person. */
export interface JudgedTogether {
  readonly laws: readonly Judgment[];
  /** What the company does: what the law that gives the person most says. */
  readonly outcome: Outcome;
  /** By which laws it is a right. */
  readonly givenBy: readonly string[];
  /** Of each act the clock that ends first; of what may not be done before a day, the one that ends last. */
  readonly clocks: readonly JudgedClock[];
  /** What one law forbids to ask is not asked, whatever another allows. */
  readonly demands: readonly JudgedDemand[];
  /** Laws that cannot both be followed: one has a duty to refuse what another gives. */
  readonly conflicts: readonly { readonly refusedBy: string; readonly givenBy: string }[];
}

/** From what gives the person most to what gives least. */
const FOR_THE_PERSON: readonly Outcome[] = ["do", "may-charge", "do-in-part", "may-decline", "must-decline", "no-right"];

/** Judges a request by each law, and says what holds of all together. */
export function judgeTogether(laws: readonly LawData[], asked: Asked): JudgedTogether {
  const judged = laws.map((law) => judge(law, asked));
  const giving = judged.filter(({ right }) => !("none" in right));
  const refusing = giving.filter(({ outcome }) => outcome === "must-decline");
  const doing = giving.filter(({ outcome }) => outcome !== "must-decline");
  return {
    laws: judged,
    outcome: FOR_THE_PERSON.find((outcome) => judged.some((one) => one.outcome === outcome)) ?? "no-right",
    givenBy: giving.map(({ law }) => law),
    clocks: firstOfEach(judged.flatMap(({ clocks }) => clocks)),
    demands: strongest(giving.flatMap(({ demands }) => demands)),
    conflicts: refusing.flatMap(({ law }) => doing.map((other) => ({ refusedBy: law, givenBy: other.law }))),
  };
}

function firstOfEach(clocks: readonly JudgedClock[]): readonly JudgedClock[] {
  const by = new Map<string, JudgedClock>();
  for (const one of clocks) {
    const other = by.get(one.act);
    if (other === undefined || isStricter(one, other)) by.set(one.act, one);
  }
  return [...by.values()];
}

/** Of two that end together the one that was read in its text is shown. */
function isStricter(one: JudgedClock, other: JudgedClock): boolean {
  // At once is before any day; without a number is after: it binds, and sets no day.
  const [mine, theirs] = [endOf(one), endOf(other)];
  if (mine === theirs) return one.verified && !other.verified;
  return one.bound === "by" ? mine < theirs : mine > theirs;
}

/** Of what may not be sooner, or is to be kept, the later reading is the safe one. */
function endOf({ target, limit, bound, noNumber }: JudgedClock): number {
  const end = bound === "by" ? target : (limit ?? target);
  if (end !== undefined) return Temporal.Instant.from(end).epochMilliseconds;
  return noNumber === "at-once" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
