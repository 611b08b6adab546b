import type { LegalRule, RequesterRule, RequesterWord, RightWord, VerificationRule } from "../law.ts";
import { ASKED, colorado, connecticut, OF_DATA, texas, unread, virginia } from "./read.ts";

const FAMILY: readonly RequesterWord[] = ["person", "parent", "guardian"];

/** Who may ask for another: for a known child whoever cares for it; an agent to opt out alone. */
export const requesters: readonly RequesterRule[] = [
  { ...virginia("Va. Code 59.1-577(A)"), requester: "parent", rights: ASKED, may: true },
  { ...virginia("Va. Code 59.1-577(A)"), requester: "guardian", rights: ASKED, may: true },
  { ...texas("Tex. Bus. & Com. Code 541.051(a)"), requester: "parent", rights: ASKED, may: true },
  { ...texas("Tex. Bus. & Com. Code 541.051(a)"), requester: "guardian", rights: ASKED, may: true },
  {
    ...texas("Tex. Bus. & Com. Code 541.055(e)", "tx.uoom: a browser's setting is such an agent"),
    since: "2025-01-01",
    requester: "agent",
    rights: ["opt-out"],
    may: true,
  },
  { ...connecticut("Conn. Gen. Stat. 42-518"), requester: "parent", rights: ASKED, may: true },
  { ...connecticut("Conn. Gen. Stat. 42-519"), requester: "agent", rights: ["opt-out"], may: true },
  { ...colorado("Colo. Rev. Stat. 6-1-1306(1)(a)(II)"), requester: "agent", rights: ["opt-out"], may: true },
];

const onDoubt = (rule: LegalRule, rights: readonly RightWord[], who: readonly RequesterWord[]): VerificationRule => ({
  ...rule,
  rights,
  requesters: who,
  onDoubt: true,
  measures: { "more-information": "may" },
});

const signedIn = (rule: LegalRule): VerificationRule => ({
  ...rule,
  rights: ASKED,
  requesters: FAMILY,
  account: true,
  measures: { "sign-in": "may" },
});

const noNewAccount = (rule: LegalRule, who: readonly RequesterWord[]): VerificationRule => ({
  ...rule,
  rights: ASKED,
  requesters: who,
  measures: { "new-account": "must-not" },
});

const NOT_SAID = "rights-by-law section 5: a request is to be authenticated; that more may be asked for it was not read";

/**
 * In Connecticut and Colorado nothing is asked of whoever opts out for themselves: what was read there of authenticating is
 * about the other requests, and about agents.
 */
export const verification: readonly VerificationRule[] = [
  onDoubt(virginia("Va. Code 59.1-577(B)(4)"), ASKED, FAMILY),
  signedIn(virginia("Va. Code 59.1-578(E)")),
  noNewAccount(virginia("Va. Code 59.1-578(E)"), FAMILY),
  onDoubt(unread(texas("Tex. Bus. & Com. Code 541.051(b), 541.052(e)"), NOT_SAID), ASKED, FAMILY),
  signedIn(texas("Tex. Bus. & Com. Code 541.055(b)")),
  noNewAccount(texas("Tex. Bus. & Com. Code 541.055(b)"), FAMILY),
  onDoubt(unread(connecticut("Conn. Gen. Stat. 42-518(c)(4)"), NOT_SAID), OF_DATA, ["person", "parent"]),
  onDoubt(unread(colorado("Colo. Rev. Stat. 6-1-1306(2)(d)"), NOT_SAID), OF_DATA, ["person"]),
  noNewAccount(colorado("Colo. Rev. Stat. 6-1-1306(1)"), ["person"]),
  {
    ...colorado("Colo. Rev. Stat. 6-1-1306(1)(a)(II)"),
    rights: ["opt-out"],
    requesters: ["agent"],
    measures: { "own-identity": "may", "signed-permission": "may" },
  },
];
