import type { Demand, MeasureWord, RequesterRule, RequesterWord, VerificationRule } from "../law.ts";
import { ADMT, FIRST, FIRST_REGULATIONS, quoted, REGULATIONS, regulation, statute, unchanged, unread } from "./read.ts";
import { NEVER_VERIFIED, VERIFIABLE } from "./rights.ts";

const ALL: readonly RequesterWord[] = ["person", "agent", "agent-with-power", "parent", "guardian"];
const PARENTS: readonly RequesterWord[] = ["parent", "guardian"];

/** Who asks for another. Of heirs no text says anything. */
export const requesters: readonly RequesterRule[] = [
  { ...regulation("7063(a)", REGULATIONS, "ca.agent.proof"), requester: "agent", rights: VERIFIABLE, may: true },
  { ...regulation("7026(j), 7027(j)", REGULATIONS, "ca.agent.optout"), requester: "agent", rights: NEVER_VERIFIED, may: true },
  {
    ...regulation("7063(b)", FIRST_REGULATIONS, "ca.agent.poa"),
    requester: "agent-with-power",
    rights: VERIFIABLE,
    may: true,
  },
  {
    ...regulation("7026(j), 7027(j)", REGULATIONS, "ca.agent.optout"),
    requester: "agent-with-power",
    rights: NEVER_VERIFIED,
    may: true,
  },
  ...PARENTS.flatMap((requester): RequesterRule[] => [
    { ...unchanged("7070(c)", REGULATIONS, "ca.minor.parent"), requester, rights: VERIFIABLE, may: true },
    { ...unchanged("7070(b)", REGULATIONS, "ca.minor.parent"), requester, rights: ["opt-out"], may: true },
  ]),
];

/** Whatever would verify somebody. */
const NOTHING: Readonly<Partial<Record<MeasureWord, Demand>>> = {
  "sign-in": "must-not",
  "two-points": "must-not",
  "three-points": "must-not",
  declaration: "must-not",
  "more-information": "must-not",
  "identity-document": "must-not",
  "own-identity": "must-not",
  "own-confirmation": "must-not",
  "parent-proof": "must-not",
};

/** Who opts out or limits is not verified, whoever they are, whatever is at stake and however doubtful it is. */
const neverVerified: readonly VerificationRule[] = [
  {
    ...regulation("7060(b), 7026(d), 7027(e)", REGULATIONS, "ca.verify.forbidden"),
    rights: NEVER_VERIFIED,
    requesters: ALL,
    measures: NOTHING,
  },
  { ...quoted("7060(b)", ADMT, "ca.verify.forbidden"), rights: ["automated-opt-out"], requesters: ALL, measures: NOTHING },
  {
    ...regulation("7026(c), 7027(d)", REGULATIONS),
    rights: NEVER_VERIFIED,
    requesters: ALL,
    measures: { "new-account": "must-not" },
  },
  {
    ...regulation("7026(j), 7027(j)", REGULATIONS, "ca.agent.optout"),
    rights: NEVER_VERIFIED,
    requesters: ["agent"],
    measures: { "signed-permission": "may" },
  },
];

/** Who asks for themselves: by their account, or by what they know that the company knows. */
const ofPersons: readonly VerificationRule[] = [
  {
    ...unchanged("7061(a)", FIRST_REGULATIONS, "ca.verify.reauth"),
    rights: VERIFIABLE,
    requesters: ["person"],
    account: true,
    measures: { "sign-in": "must" },
  },
  {
    ...regulation("7062(b)", FIRST_REGULATIONS, "ca.verify.categories"),
    rights: ["access"],
    requesters: ["person"],
    account: false,
    stake: ["categories"],
    measures: { "two-points": "may" },
  },
  {
    ...regulation("7062(c)", FIRST_REGULATIONS, "ca.verify.specific"),
    rights: ["access"],
    requesters: ["person"],
    account: false,
    stake: ["ordinary", "sensitive"],
    measures: { "three-points": "may", declaration: "may" },
  },
  {
    ...unread("7062(c)", ADMT, "ca.verify.specific: the section of 2026 names this request"),
    rights: ["automated-access"],
    requesters: ["person"],
    account: false,
    measures: { "three-points": "may", declaration: "may" },
  },
  {
    ...regulation("7062(d), (b)", FIRST_REGULATIONS, "ca.verify.delete"),
    rights: ["erasure", "rectification"],
    requesters: ["person"],
    account: false,
    stake: ["categories", "ordinary"],
    measures: { "two-points": "may" },
  },
  {
    ...regulation("7062(d), (c)", FIRST_REGULATIONS, "ca.verify.delete"),
    rights: ["erasure", "rectification"],
    requesters: ["person"],
    account: false,
    stake: ["sensitive"],
    measures: { "three-points": "may", declaration: "may" },
  },
  {
    // Generally avoided: only where what the company has is not enough.
    ...regulation("7060(d), 7061(b)", FIRST_REGULATIONS, "ca.verify.purge"),
    rights: VERIFIABLE,
    requesters: ["person"],
    onDoubt: true,
    measures: { "more-information": "may" },
  },
  {
    // Numbers of documents are of the kinds that are avoided unless they are necessary to verify.
    ...regulation("7060(c)(2)", REGULATIONS),
    rights: VERIFIABLE,
    requesters: ["person"],
    stake: ["sensitive"],
    onDoubt: true,
    measures: { "identity-document": "may" },
  },
];

const ofOthers: readonly VerificationRule[] = [
  {
    ...regulation("7063(a)", REGULATIONS, "ca.agent.proof"),
    rights: VERIFIABLE,
    requesters: ["agent"],
    measures: { "signed-permission": "may", "own-identity": "may", "own-confirmation": "may" },
  },
  {
    ...regulation("7063(b)", FIRST_REGULATIONS, "ca.agent.poa"),
    rights: [...VERIFIABLE, ...NEVER_VERIFIED],
    requesters: ["agent"],
    measures: { "power-of-attorney": "must-not" },
  },
  {
    ...regulation("7063(b)", FIRST_REGULATIONS, "ca.agent.poa"),
    rights: VERIFIABLE,
    requesters: ["agent-with-power"],
    measures: { "signed-permission": "must-not", "own-identity": "must-not", "own-confirmation": "must-not" },
  },
  {
    ...unchanged("7070(c), (a)(2)", REGULATIONS, "ca.minor.parent"),
    rights: VERIFIABLE,
    requesters: PARENTS,
    measures: { "parent-proof": "must" },
  },
];

const ofAll: readonly VerificationRule[] = [
  {
    ...regulation("7060(e)", FIRST_REGULATIONS, "ca.verify.fee"),
    rights: VERIFIABLE,
    requesters: ALL,
    measures: { fee: "must-not" },
  },
  {
    ...statute("1798.130(a)(2)(A)", FIRST),
    rights: VERIFIABLE,
    requesters: ALL,
    measures: { "new-account": "must-not" },
  },
  {
    ...regulation("7060(h)", REGULATIONS),
    rights: ["rectification"],
    requesters: ALL,
    measures: { "contested-datum": "must-not" },
  },
];

/** The matrix. */
export const verification: readonly VerificationRule[] = [...neverVerified, ...ofPersons, ...ofOthers, ...ofAll];
