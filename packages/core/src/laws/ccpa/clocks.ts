import type { ClockRule, RightWord } from "../law.ts";
import { california, span } from "./counting.ts";
import { ADMT, CPRA, FIRST, FIRST_REGULATIONS, quoted, REGULATIONS, regulation, statute, unchanged, unread } from "./read.ts";
import { NEVER_VERIFIED, VERIFIABLE } from "./rights.ts";

const business = (count: number) => ({ count, unit: "business days" }) as const;
const days = (count: number) => ({ count, unit: "days" }) as const;
const months = (count: number) => ({ count, unit: "months" }) as const;
const years = (count: number) => ({ count, unit: "years" }) as const;

const FROM_RECEIPT = { starts: "receipt", bound: "by", counting: california } as const;

/** Once, with notice and reasons inside the first 45 days; 90 in all. */
const LONGER = { article: "Cal. Civ. Code 1798.145(h)(1), 11 CCR 7021(b)", total: days(90) } as const;

const stops = (rule: Pick<ClockRule, "article" | "since" | "verified" | "evidence" | "read">, right: RightWord): ClockRule => ({
  ...rule,
  ...FROM_RECEIPT,
  act: "stop",
  rights: [right],
  period: business(15),
});

/** What runs from a request. The 45 days begin with its receipt whatever verifying takes: nothing starts later or pauses. */
const ofRequests: readonly ClockRule[] = [
  {
    ...regulation("7021(a)", REGULATIONS, "ca.confirm, ca.bday, ca.day.count"),
    ...FROM_RECEIPT,
    act: "confirm",
    rights: VERIFIABLE,
    period: business(10),
  },
  {
    ...statute(
      "1798.130(a)(2), 11 CCR 7021(b)",
      REGULATIONS,
      "ca.respond, ca.extend.total: read in the regulations' text of 1 January 2024 as well; amended 1 January 2026, read second-hand",
    ),
    ...FROM_RECEIPT,
    act: "answer",
    rights: VERIFIABLE,
    period: days(45),
    extension: LONGER,
  },
  {
    ...statute("1798.145(h)(2)", FIRST, "ca.denial"),
    ...FROM_RECEIPT,
    act: "refuse",
    rights: VERIFIABLE,
    period: days(45),
    extension: LONGER,
  },
  {
    // To notify is a part of complying with the request, so it has the time that complying has.
    ...regulation("7022(b)(3), 7021(b)", REGULATIONS, "ca.delete.thirdparty"),
    ...FROM_RECEIPT,
    act: "pass-on",
    rights: ["erasure"],
    period: days(45),
    extension: LONGER,
  },
  stops(regulation("7026(f)(1)", REGULATIONS, "ca.optout"), "opt-out"),
  stops(regulation("7027(g)(1)", REGULATIONS, "ca.limit"), "limit"),
  stops(quoted("7221", ADMT, "ca.admt.optout"), "automated-opt-out"),
  {
    ...regulation("7026(f)(2)", FIRST_REGULATIONS, "ca.optout.notify"),
    ...FROM_RECEIPT,
    act: "pass-on",
    rights: ["opt-out"],
    period: business(15),
  },
  {
    ...regulation("7027(g)(2)-(3)", REGULATIONS),
    ...FROM_RECEIPT,
    act: "pass-on",
    rights: ["limit"],
    period: business(15),
  },
  {
    ...unread("7021(a)", ADMT, "ca.confirm; the section's title of 2026 names this request"),
    ...FROM_RECEIPT,
    act: "confirm",
    rights: ["automated-access"],
    period: business(10),
  },
  {
    ...unread("7021(b)", ADMT, "ca.respond; the section's title of 2026 names this request"),
    ...FROM_RECEIPT,
    act: "answer",
    rights: ["automated-access"],
    period: days(45),
    extension: LONGER,
  },
  {
    ...statute("1798.135(c)(4); 11 CCR 7026(k)", FIRST, "ca.optin.wait"),
    act: "ask-again",
    rights: ["opt-out"],
    starts: "receipt",
    bound: "not-before",
    period: months(12),
    counting: span,
  },
  {
    ...statute("1798.135(c)(4); 11 CCR 7027(l)", CPRA, "ca.optin.wait"),
    act: "ask-again",
    rights: ["limit"],
    starts: "receipt",
    bound: "not-before",
    period: months(12),
    counting: span,
  },
  {
    ...unchanged("7101(a)", FIRST_REGULATIONS, "ca.records"),
    act: "keep-records",
    rights: [...VERIFIABLE, ...NEVER_VERIFIED],
    starts: "receipt",
    bound: "at-least",
    period: months(24),
    counting: span,
  },
];

/** What runs from what the company or an authority does. */
const ofOthers: readonly ClockRule[] = [
  {
    ...quoted("7025(c)(6), 7026(g)", "2026-01-01", "ca.optout.confirm"),
    act: "tell-result",
    rights: ["opt-out"],
    starts: "processing",
    bound: "by",
    noNumber: "at-once",
    counting: california,
  },
  {
    ...regulation("7060(d)", FIRST_REGULATIONS, "ca.verify.purge"),
    act: "delete-collected",
    rights: VERIFIABLE,
    starts: "processing",
    bound: "by",
    noNumber: "without-delay",
    counting: california,
  },
  {
    ...regulation("7023(g)", REGULATIONS, "ca.correct.repeat"),
    act: "same-again",
    rights: ["rectification"],
    starts: "refusal",
    bound: "not-before",
    period: months(6),
    counting: span,
  },
  {
    // Of somebody under 16 who did not agree, and of a financial incentive that was refused.
    ...statute("1798.135(c)(5), 1798.125(b)(3)", CPRA, "ca.minor.wait, ca.incentive.wait"),
    act: "ask-again",
    starts: "refusal",
    bound: "not-before",
    period: months(12),
    counting: span,
  },
  {
    ...statute("1798.145(a)(1)(B)", "2021-01-01", "ca.lawhold"),
    act: "hold-erasure",
    starts: "direction",
    bound: "at-least",
    period: days(90),
    counting: span,
    extension: { article: "Cal. Civ. Code 1798.145(a)(1)(B)" },
  },
  {
    ...statute("1798.130(a)(5)", FIRST, "ca.policy.update"),
    act: "review-policy",
    starts: "change",
    bound: "by",
    period: months(12),
    counting: california,
  },
  {
    ...regulation("7062(g)", FIRST_REGULATIONS, "ca.verify.review"),
    act: "review-verification",
    starts: "completion",
    bound: "by",
    period: months(12),
    counting: california,
  },
  {
    ...quoted("7155(a)(3)", "2026-01-01", "ca.risk.update"),
    act: "assess-risk",
    starts: "change",
    bound: "by",
    period: days(45),
    counting: california,
  },
  {
    ...quoted("7155(a)(2)", "2026-01-01", "ca.risk.update"),
    act: "assess-risk",
    starts: "completion",
    bound: "by",
    period: years(3),
    counting: california,
  },
  {
    ...quoted("7155(c)", "2026-01-01", "ca.risk.keep"),
    act: "keep-assessment",
    starts: "completion",
    bound: "at-least",
    period: years(5),
    counting: span,
  },
  {
    ...quoted("7157(e)", "2026-01-01", "ca.risk.ondemand"),
    act: "hand-assessment",
    starts: "request",
    bound: "by",
    period: days(30),
    counting: california,
  },
];

/** Every clock of the law. */
export const clocks: readonly ClockRule[] = [...ofRequests, ...ofOthers];
