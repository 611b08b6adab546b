import type { RequesterWord, RightWord, VerificationRule } from "../law.ts";
import { readOrdinance } from "./read.ts";

const BOTH: readonly RightWord[] = ["access", "portability"];
const ANYBODY: readonly RequesterWord[] = ["person", "agent", "agent-with-power", "parent", "guardian"];

/** To identify is a duty, by reasonable measures; which they are is ours to choose: a new sign-in where there is an account. */
export const verification: readonly VerificationRule[] = [
  {
    ...readOrdinance("DPO Art. 16(5), 22", "ch.identify"),
    rights: BOTH,
    requesters: ANYBODY,
    account: true,
    measures: { "sign-in": "must" },
  },
  {
    ...readOrdinance("DPO Art. 16(5), 22", "ch.identify"),
    rights: BOTH,
    requesters: ANYBODY,
    account: false,
    measures: { "more-information": "must" },
  },
  {
    ...readOrdinance("DPO Art. 16(1), 22", "a request in writing, by voice where the company agrees"),
    rights: BOTH,
    requesters: ANYBODY,
    measures: { "recorded-request": "may" },
  },
];
