import type { ExclusionRule, FrequencyRule, GroundRule, LegalRule, RightWord } from "../law.ts";
import { ASKED, colorado, connecticut, OF_DATA, texas, virginia } from "./read.ts";

const unfounded = (rule: LegalRule): readonly GroundRule[] => [
  { ...rule, ground: "unfounded", rights: ASKED, lets: "decline", follows: ["prove-it"] },
  { ...rule, ground: "unfounded-fee", rights: ASKED, lets: "charge", follows: ["prove-it"] },
];

/** The company cannot tell who it is. */
const unverified = (rule: LegalRule, rights: readonly RightWord[]): GroundRule => ({
  ...rule,
  ground: "unverified",
  rights,
  lets: "decline",
});

/** What the statutes let a company decline or charge. Colorado's section, as read, knows no unfounded request. */
export const grounds: readonly GroundRule[] = [
  ...unfounded(virginia("Va. Code 59.1-577(B)(3)")),
  unverified(virginia("Va. Code 59.1-577(B)(4)"), ASKED),
  {
    // The request is kept with what is needed to keep the data deleted; or the company opts the person out instead.
    ...virginia("Va. Code 59.1-577(B)(5)", "va.delete.indirect"),
    ground: "obtained-from-others",
    rights: ["erasure"],
    lets: "keep",
    follows: ["use-for-that-only"],
  },
  ...unfounded(connecticut("Conn. Gen. Stat. 42-518(c)(3)")),
  unverified(connecticut("Conn. Gen. Stat. 42-518(c)(4)"), OF_DATA),
  {
    ...connecticut("Conn. Gen. Stat. 42-518(a)(1)"),
    ground: "trade-secrets",
    rights: ["access"],
    lets: "keep",
    follows: ["do-the-rest"],
  },
  ...unfounded(texas("Tex. Bus. & Com. Code 541.052(d)")),
  unverified(texas("Tex. Bus. & Com. Code 541.052(e)"), ASKED),
  unverified(colorado("Colo. Rev. Stat. 6-1-1306(2)(d)"), OF_DATA),
];

/** Information is what the statutes give free; what is done with data costs nobody anything. */
const INFORMATION: readonly RightWord[] = ["access", "portability"];

/**
 * `Annually` is read as the calendar year: of the two readings the one in which a request is rarely one too many. A request
 * for a copy in Colorado is declined after the second of a year, and charged for after the first of twelve months.
 */
export const frequency: readonly FrequencyRule[] = [
  {
    ...virginia("Va. Code 59.1-577(B)(3)", "va.free"),
    rights: INFORMATION,
    count: 2,
    per: "calendar year",
    beyond: "may-charge",
  },
  {
    ...colorado("Colo. Rev. Stat. 6-1-1306(1)(e)", "co.portability"),
    rights: ["portability"],
    count: 2,
    per: "calendar year",
    beyond: "may-decline",
  },
  {
    ...colorado("Colo. Rev. Stat. 6-1-1306(2)(c)", "co.free"),
    rights: INFORMATION,
    count: 1,
    per: { count: 12, unit: "months" },
    beyond: "may-charge",
  },
  {
    ...connecticut("Conn. Gen. Stat. 42-518(c)(3)", "ct.free"),
    rights: INFORMATION,
    count: 1,
    per: { count: 12, unit: "months" },
    beyond: "may-charge",
  },
  {
    ...texas("Tex. Bus. & Com. Code 541.052(d)", "tx.free"),
    rights: INFORMATION,
    count: 2,
    per: "calendar year",
    beyond: "may-charge",
  },
];

/** Virginia's consumer acts for themselves or their household: not for a company, and not for an employer. */
export const exclusions: readonly ExclusionRule[] = [
  { ...virginia("Va. Code 59.1-575"), who: "b2b" },
  { ...virginia("Va. Code 59.1-575, 59.1-576(C)(14)"), who: "personnel" },
  { ...virginia("Va. Code 59.1-576(C)"), who: "exempt-data" },
];
