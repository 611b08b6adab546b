import { plain } from "../counting.ts";
import type { ClockRule } from "../law.ts";
import { readAct, readLater, readOrdinance } from "./read.ts";

/** Neither text has a rule of counting: the day of receipt is out, and no day rolls. */
const counted = plain("FADP Art. 25(7), DPO Art. 18(1)");

const DAYS_30 = { count: 30, unit: "days" } as const;

/** The fee is told first; whoever does not accept in ten days has withdrawn, and the 30 days begin after these ten. */
const afterTheFee = [{ for: "fee", article: "DPO Art. 19(3)", within: { count: 10, unit: "days" } }] as const;

const onReceipt = { starts: "receipt", bound: "by", counting: counted } as const;
const onAwareness = { starts: "awareness", bound: "by", counting: counted } as const;

/** The clocks of the Act and its Ordinance. */
export const clocks: readonly ClockRule[] = [
  {
    ...readOrdinance("FADP Art. 25(7), DPO Art. 18(1)", "ch.access, ch.fee.clock"),
    ...onReceipt,
    act: "answer",
    rights: ["access"],
    period: DAYS_30,
    extension: { article: "DPO Art. 18(2)" },
    lateStart: afterTheFee,
  },
  {
    ...readOrdinance("FADP Art. 28, DPO Art. 22 with 18(1)", "ch.portability, ch.fee.clock"),
    ...onReceipt,
    act: "answer",
    rights: ["portability"],
    period: DAYS_30,
    extension: { article: "DPO Art. 22 with 18(2)" },
    lateStart: afterTheFee,
  },
  {
    ...readOrdinance("DPO Art. 18(3), 22", "ch.refuse, ch.portability"),
    ...onReceipt,
    act: "refuse",
    rights: ["access", "portability"],
    period: DAYS_30,
    lateStart: afterTheFee,
  },
  // Claims for a court: the Act has no time in which the company itself answers them.
  { ...readAct("FADP Art. 32"), ...onReceipt, act: "answer", rights: ["rectification", "erasure"] },
  { ...readAct("FADP Art. 21(2)"), ...onReceipt, act: "answer", rights: ["human-review"] },
  {
    ...readAct("FADP Art. 19(5)", "ch.inform.indirect"),
    act: "inform",
    starts: "obtaining",
    bound: "by",
    period: { count: 1, unit: "months" },
    counting: counted,
  },
  {
    ...readAct("FADP Art. 19(5)", "ch.inform.indirect, at the disclosure where that is earlier"),
    act: "inform",
    starts: "first-disclosure",
    bound: "by",
    noNumber: "at-once",
    counting: counted,
  },
  { ...readAct("FADP Art. 24(1)", "ch.breach"), ...onAwareness, act: "notify-authority", noNumber: "without-delay" },
  { ...readLater("FADP Art. 24(3)"), ...onAwareness, act: "notify-controller", noNumber: "without-delay" },
  { ...readLater("FADP Art. 24(4)"), ...onAwareness, act: "notify-people" },
  {
    ...readOrdinance("DPO Art. 15(4)", "ch.breach.keep"),
    act: "keep-breaches",
    starts: "report",
    bound: "at-least",
    period: { count: 2, unit: "years" },
    counting: counted,
  },
];
