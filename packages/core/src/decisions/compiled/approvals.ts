// Whether who wrote a text approved exactly this one.
import type { Asked } from "./asked.ts";
import { APPROVED_UNTIL, approvalOf } from "./content.ts";
import { GIVEN, momentAt, word } from "./record.ts";
import type { Check } from "./ruling.ts";

const STANDS = 0;
const NO_HASH = 1;
const NOBODY = 2;
const NEVER = 3;
/** Declined, or taken back. */
export const TAKEN_BACK = 4;
const LAPSED = 5;

/** By what is said of each. */
export const WHY_NO_APPROVAL: readonly string[] = [
  "",
  "the question names none by its hash",
  "the question does not name their account",
  "exactly this one was never approved",
  "it was declined, or the approval taken back",
  "the approval has lapsed",
];

/** One check for all purposes that ask for approvals; `ends`: they lapse. */
export const approvalCheck = (ends: boolean): Check["saysNo"] => (ends ? lacksLasting : lacks);

const lacks: Check["saysNo"] = (asked) => isLacking(asked, false);
const lacksLasting: Check["saysNo"] = (asked) => isLacking(asked, true);

function isLacking(asked: Asked, ends: boolean): boolean {
  asked.a = whyNoApproval(asked, ends);
  return asked.a !== STANDS;
}

function whyNoApproval(asked: Asked, ends: boolean): number {
  if (!asked.hasContent) return NO_HASH;
  if (!asked.hasPerson) return NOBODY;
  const approval = approvalOf(asked);
  if (approval === 0) return NEVER;
  if ((word(asked.words, approval) & GIVEN) === 0) return TAKEN_BACK;
  return ends && momentAt(asked.words, approval + APPROVED_UNTIL) < asked.now ? LAPSED : STANDS;
}
