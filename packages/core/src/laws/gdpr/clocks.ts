import { union } from "../counting.ts";
import type { ActWord, ClockRule, RightWord, StartWord } from "../law.ts";
import { read } from "./read.ts";

/** The requests that Art. 12(3) is about: Articles 15 to 22. */
const ASKED: readonly RightWord[] = [
  "access",
  "rectification",
  "erasure",
  "restriction",
  "portability",
  "objection",
  "human-review",
];

const MONTH = { count: 1, unit: "months" } as const;
const COUNTED = "reg1182.day0, reg1182.month, reg1182.monthend, reg1182.weekend, reg1182.holidays, reg1182.days";

const asked: readonly ClockRule[] = [
  {
    ...read("GDPR Art. 12(3)", `gdpr.respond, gdpr.extend, ${COUNTED}`),
    act: "answer",
    rights: ASKED,
    starts: "receipt",
    bound: "by",
    period: MONTH,
    counting: union,
    extension: { article: "GDPR Art. 12(3)", total: { count: 3, unit: "months" } },
  },
  {
    // A longer time to answer is none to refuse: the month of Art. 12(4) has no extension.
    ...read("GDPR Art. 12(4)", "gdpr.refuse"),
    act: "refuse",
    rights: ASKED,
    starts: "receipt",
    bound: "by",
    period: MONTH,
    counting: union,
  },
  {
    ...read("GDPR Art. 21(3)", "gdpr.object.marketing"),
    act: "stop",
    rights: ["objection"],
    starts: "receipt",
    bound: "by",
    noNumber: "at-once",
    counting: union,
    marketing: true,
  },
  {
    ...read("GDPR Art. 7(3)", "gdpr.withdraw.consent"),
    act: "stop",
    rights: ["withdrawal"],
    starts: "receipt",
    bound: "by",
    noNumber: "at-once",
    counting: union,
  },
  {
    ...read("GDPR Art. 19", "gdpr.recipients: the text names no time"),
    act: "pass-on",
    rights: ["rectification", "erasure", "restriction"],
    starts: "receipt",
    bound: "by",
    noNumber: "without-delay",
    counting: union,
  },
];

const wordless = (
  article: string,
  numbers: string,
  [act, starts, noNumber]: readonly [ActWord, StartWord, NonNullable<ClockRule["noNumber"]>],
): ClockRule => ({ ...read(article, numbers), act, starts, bound: "by", noNumber, counting: union });

/** What is told of itself. The month of Art. 14(3)(a) is over earlier where one of (b) and (c) comes first. */
const told: readonly ClockRule[] = [
  {
    ...read("GDPR Art. 14(3)(a)", "gdpr.notice.indirect"),
    act: "inform",
    starts: "obtaining",
    bound: "by",
    period: MONTH,
    counting: union,
  },
  wordless("GDPR Art. 14(3)(b)", "gdpr.notice.indirect.contact", ["inform", "first-communication", "at-once"]),
  wordless("GDPR Art. 14(3)(c)", "gdpr.notice.indirect.contact", ["inform", "first-disclosure", "at-once"]),
  wordless("GDPR Art. 13(1)", "gdpr.notice.direct", ["inform", "collection", "at-once"]),
  wordless("GDPR Art. 13(3), 14(4)", "gdpr.notice.purpose", ["tell-of-new-use", "processing", "before"]),
  wordless("GDPR Art. 21(4)", "gdpr.object.inform", ["tell-of-objection", "first-communication", "at-once"]),
  wordless("GDPR Art. 18(3)", "gdpr.restrict.lift", ["tell-of-lifting", "lifting", "before"]),
];

const breaches: readonly ClockRule[] = [
  {
    ...read("GDPR Art. 33(1)", "gdpr.breach.sa, reg1182.hour0"),
    act: "notify-authority",
    starts: "awareness",
    bound: "by",
    period: { count: 72, unit: "hours" },
    counting: union,
  },
  wordless("GDPR Art. 33(2)", "gdpr.breach.processor", ["notify-controller", "awareness", "without-delay"]),
  wordless("GDPR Art. 34(1)", "gdpr.breach.subject", ["notify-people", "awareness", "without-delay"]),
];

/** By when. */
export const clocks: readonly ClockRule[] = [...asked, ...told, ...breaches];
