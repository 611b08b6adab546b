import type { LegalPeriod } from "../../foundation/index.ts";
import { plain } from "../counting.ts";
import type { ClockRule, LegalRule, RightWord } from "../law.ts";
import { ASKED, colorado, connecticut, iowa, rhodeIsland, texas, unread, virginia } from "./read.ts";

/** None of the statutes that were read says how its days are counted: no day rolls. */
const counting = plain("the states' statutes, which name days alone");

const days = (count: number): LegalPeriod => ({ count, unit: "days" });

const answered = (rule: LegalRule, count: number, longer?: number, rights: readonly RightWord[] = ASKED): ClockRule => ({
  ...rule,
  act: "answer",
  rights,
  starts: "receipt",
  bound: "by",
  period: days(count),
  counting,
  ...(longer === undefined ? {} : { extension: { article: rule.article, total: days(longer) } }),
});

const refused = (rule: LegalRule): ClockRule => ({
  ...rule,
  act: "refuse",
  rights: ASKED,
  starts: "receipt",
  bound: "by",
  period: days(45),
  counting,
});

const appealed = (rule: LegalRule, count: number): ClockRule => ({
  ...rule,
  act: "appeal",
  starts: "appeal",
  bound: "by",
  period: days(count),
  counting,
});

/** By when. Of Iowa's longer time, and of the appeals of Iowa and Rhode Island, nothing was read. */
export const clocks: readonly ClockRule[] = [
  answered(virginia("Va. Code 59.1-577(B)(1)", "va.respond"), 45, 90),
  refused(virginia("Va. Code 59.1-577(B)(2)", "va.decline")),
  appealed(virginia("Va. Code 59.1-577(C)", "va.appeal"), 60),
  answered(colorado("Colo. Rev. Stat. 6-1-1306(2)(a)", "co.respond"), 45, 90),
  refused(colorado("Colo. Rev. Stat. 6-1-1306(2)(b)")),
  {
    ...appealed(colorado("Colo. Rev. Stat. 6-1-1306(3)", "co.appeal"), 45),
    extension: { article: "Colo. Rev. Stat. 6-1-1306(3)", total: days(105) },
  },
  {
    ...colorado("4 CCR 904-3 Rule 6.11(A)", "co.records"),
    act: "keep-records",
    rights: ASKED,
    starts: "receipt",
    bound: "at-least",
    period: { count: 24, unit: "months" },
    counting,
  },
  answered(connecticut("Conn. Gen. Stat. 42-518(c)(1)", "ct.respond"), 45, 90),
  refused(connecticut("Conn. Gen. Stat. 42-518(c)(2)")),
  appealed(connecticut("Conn. Gen. Stat. 42-518(d)", "ct.appeal"), 60),
  answered(texas("Tex. Bus. & Com. Code 541.052(b)", "tx.respond"), 45, 90),
  refused(texas("Tex. Bus. & Com. Code 541.052(c)")),
  appealed(
    unread(
      texas("Tex. Bus. & Com. Code 541.053(c)"),
      "tx.appeal; 541.053(a)-(b) was read, the 60 days of (c) were not found in a text",
    ),
    60,
  ),
  answered(iowa("Iowa Code 715D.3", "ia.respond"), 90, undefined, ["access", "erasure", "portability", "opt-out"]),
  answered(rhodeIsland("R.I. Gen. Laws 6-48.1", "ri.revoke: other requests"), 45),
  {
    ...rhodeIsland("R.I. Gen. Laws 6-48.1", "ri.revoke"),
    act: "stop",
    rights: ["withdrawal"],
    starts: "receipt",
    bound: "by",
    period: days(15),
    counting,
  },
];
