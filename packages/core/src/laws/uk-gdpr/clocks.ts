import { type Readings, union } from "../counting.ts";
import type { ActWord, ClockRule, LegalRule, RightWord, StartWord } from "../law.ts";
import { beforeArticle4A, beginning } from "./counting.ts";
import { acted, left, quoted } from "./read.ts";

/** The requests that Art. 12(3) is about: Articles 15 to 22, since 2026 to 22D. */
export const ASKED: readonly RightWord[] = [
  "access",
  "rectification",
  "erasure",
  "restriction",
  "portability",
  "objection",
  "human-review",
];

const MONTH = { count: 1, unit: "months" } as const;
const MONTHS_3 = { count: 3, unit: "months" } as const;

/** The last day before Article 4A, and its first. */
const BEFORE = "2025-08-19";
const ARTICLE_4A = "2025-08-20";

const inAMonth = (rule: LegalRule, act: ActWord, counting: Readings): ClockRule => ({
  ...rule,
  act,
  rights: ASKED,
  starts: "receipt",
  bound: "by",
  period: MONTH,
  counting,
});

/** The clock of Article 12A: it starts with what was asked for, and stands still for a clarification of a copy. */
const ofArticle12A = (rule: LegalRule, act: ActWord): ClockRule => ({
  ...inAMonth(rule, act, beginning),
  extension: { article: "UK GDPR Art. 12A(3)-(4)", total: MONTHS_3 },
  lateStart: [
    { for: "identity", article: "UK GDPR Art. 12(6)(b), 12A(2)(b)" },
    { for: "fee", article: "UK GDPR Art. 12(5), 12A(2)(c)" },
  ],
  pauses: [{ for: "clarification", rights: ["access"], article: "UK GDPR Art. 12A(5)" }],
});

/** The month is quoted in s 76(2); that it could be extended by two more, as in the Union, was not read. */
const before = (rule: LegalRule, counting: Readings): ClockRule => ({
  ...inAMonth(rule, "answer", counting),
  verified: false,
  evidence: `${rule.evidence}; the extension was not read, only that s 76(2)(a)(ii) leaves out two sentences`,
  extension: { article: "UK GDPR Art. 12(3)", total: MONTHS_3 },
});

const asked: readonly ClockRule[] = [
  before(quoted("UK GDPR Art. 12(3)", "s 76(2)(a)(i)", BEFORE), beforeArticle4A),
  before({ ...quoted("UK GDPR Art. 12(3), 4A", "s 76(2)(a)(i), ukgdpr.periods"), since: ARTICLE_4A }, union),
  ofArticle12A(
    acted(
      "UK GDPR Art. 12(3), 12A(1)-(2)",
      "ukgdpr.respond, ukgdpr.extend, ukgdpr.clarify, ukgdpr.identity.delay, ukgdpr.periods",
    ),
    "answer",
  ),
  inAMonth(quoted("UK GDPR Art. 12(4)", "s 76(2)(b)", BEFORE), "refuse", beforeArticle4A),
  inAMonth({ ...quoted("UK GDPR Art. 12(4), 4A", "s 76(2)(b), ukgdpr.periods"), since: ARTICLE_4A }, "refuse", union),
  ofArticle12A(acted("UK GDPR Art. 12(4), 12A", "ukgdpr.respond: s 76(2)(b)"), "refuse"),
  {
    ...left("UK GDPR Art. 21(3)"),
    act: "stop",
    rights: ["objection"],
    starts: "receipt",
    bound: "by",
    noNumber: "at-once",
    counting: union,
    marketing: true,
  },
  {
    ...left("UK GDPR Art. 7(3)"),
    act: "stop",
    rights: ["withdrawal"],
    starts: "receipt",
    bound: "by",
    noNumber: "at-once",
    counting: union,
  },
  {
    ...left("UK GDPR Art. 19"),
    act: "pass-on",
    rights: ["rectification", "erasure", "restriction"],
    starts: "receipt",
    bound: "by",
    noNumber: "without-delay",
    counting: union,
  },
];

/** Complaints to the company itself; the Act's own periods are counted as in the Union too, by s 205(2). */
const complaints: readonly ClockRule[] = [
  {
    ...acted(
      "Data Protection Act 2018 s 164A(3), 205(2)",
      "uk.complaint.ack, ukdpa.periods: its day in force second-hand",
      "2026-06-19",
    ),
    act: "acknowledge-complaint",
    rights: ["complaint-to-controller"],
    starts: "receipt",
    bound: "by",
    period: { count: 30, unit: "days" },
    counting: beginning,
  },
  {
    ...acted("Data Protection Act 2018 s 164A(4)", "uk.complaint.answer: its day in force second-hand", "2026-06-19"),
    act: "answer-complaint",
    rights: ["complaint-to-controller"],
    starts: "receipt",
    bound: "by",
    noNumber: "without-delay",
    counting: union,
  },
];

const wordless = (
  article: string,
  [act, starts, noNumber]: readonly [ActWord, StartWord, NonNullable<ClockRule["noNumber"]>],
): ClockRule => ({ ...left(article), act, starts, bound: "by", noNumber, counting: union });

const noticeIn = (rule: LegalRule, counting: Readings): ClockRule => ({
  ...rule,
  act: "inform",
  starts: "obtaining",
  bound: "by",
  period: MONTH,
  counting,
});

const breachIn = (rule: LegalRule, counting: Readings): ClockRule => ({
  ...rule,
  act: "notify-authority",
  starts: "awareness",
  bound: "by",
  period: { count: 72, unit: "hours" },
  counting,
});

/** What is told of itself, and breaches. */
const told: readonly ClockRule[] = [
  noticeIn({ ...left("UK GDPR Art. 14(3)(a)"), until: BEFORE }, beforeArticle4A),
  noticeIn({ ...left("UK GDPR Art. 14(3)(a), 4A", "ukgdpr.periods"), since: ARTICLE_4A }, union),
  wordless("UK GDPR Art. 14(3)(b)", ["inform", "first-communication", "at-once"]),
  wordless("UK GDPR Art. 14(3)(c)", ["inform", "first-disclosure", "at-once"]),
  wordless("UK GDPR Art. 13(1)", ["inform", "collection", "at-once"]),
  wordless("UK GDPR Art. 13(3), 14(4)", ["tell-of-new-use", "processing", "before"]),
  wordless("UK GDPR Art. 21(4)", ["tell-of-objection", "first-communication", "at-once"]),
  wordless("UK GDPR Art. 18(3)", ["tell-of-lifting", "lifting", "before"]),
  breachIn({ ...left("UK GDPR Art. 33(1)"), until: BEFORE }, beforeArticle4A),
  breachIn({ ...left("UK GDPR Art. 33(1), 4A", "ukgdpr.periods"), since: ARTICLE_4A }, union),
  wordless("UK GDPR Art. 33(2)", ["notify-controller", "awareness", "without-delay"]),
  wordless("UK GDPR Art. 34(1)", ["notify-people", "awareness", "without-delay"]),
];

/** By when. */
export const clocks: readonly ClockRule[] = [...asked, ...complaints, ...told];
