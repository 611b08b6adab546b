// What a letter to a person must hold, by the laws of their request.
import { type ContentWord, type FollowWord, isInForce, type LetterRule, type RightWord } from "../laws/index.ts";
import type { Law } from "../program/index.ts";
import { inState } from "./judge/index.ts";
import { cite, lawOf } from "./legal-rule.ts";

/** A letter, as laws know it. */
export type LetterWord = LetterRule["letter"];

/** What a letter holds, and the articles that ask for it, as they are cited: what nobody has read is marked. */
export interface LetterContents {
  readonly contents: readonly ContentWord[];
  readonly articles: readonly string[];
}

/** The order in which a letter tells; a word of the laws that has no place in it does not compile. */
const ORDER: Readonly<Record<ContentWord, number>> = {
  reasons: 0,
  result: 1,
  "new-period": 2,
  "when-answered": 3,
  "how-verified": 4,
  cost: 5,
  "kept-data": 6,
  "kind-withheld": 7,
  "categories-instead": 8,
  "cannot-identify": 9,
  "who-can": 10,
  "processing-trail": 11,
  recipients: 12,
  explanation: 13,
  "own-statement": 14,
  "may-ask-erasure": 15,
  "offer-opt-out": 16,
  "record-kept": 17,
  appeal: 18,
  "attorney-general": 19,
  "complaint-controller": 20,
  "complaint-authority": 21,
  court: 22,
};

/** What follows from a ground is told to the person by this; by nothing where it is the company's to do. */
const TOLD_BY: Readonly<Record<FollowWord, ContentWord | undefined>> = {
  "do-the-rest": undefined,
  "use-for-that-only": undefined,
  "offer-opt-out": "offer-opt-out",
  "prove-it": undefined,
  "treat-as-categories": "categories-instead",
  "accept-statement": "own-statement",
  restrict: undefined,
  "tell-others-may-act": undefined,
};

/**
 * The contents of a letter by the rules that are in force on the day of receipt or on the day of the letter: whoever is told
 * more than one of them asks loses nothing by it.
 */
export function letterContents(at: {
  readonly laws: readonly Law[];
  readonly letter: LetterWord;
  readonly right: RightWord;
  /** Of receipt, and of the letter: `2026-11-28`. */
  readonly days: readonly string[];
  /** Where the person lives, if a ground rests on it. */
  readonly state?: string | undefined;
  /** What follows from the ground of a refusal. */
  readonly follows?: readonly FollowWord[];
}): LetterContents {
  const rules = at.laws.flatMap((law) =>
    inState(lawOf(law), at.state).letters.filter(
      (rule) =>
        rule.letter === at.letter && (rule.rights?.includes(at.right) ?? true) && at.days.some((day) => isInForce(rule, day)),
    ),
  );
  const followed = (at.follows ?? []).flatMap((follow) => TOLD_BY[follow] ?? []);
  const wanted = new Set<ContentWord>([...rules.flatMap(({ contents }) => contents), ...followed]);
  return {
    contents: [...wanted].sort((one, other) => ORDER[one] - ORDER[other]),
    articles: [...new Set(rules.map((rule) => cite(rule)))],
  };
}
