// Rows of the table where the person's law meets the purpose, and what the person said about it.
import { basisArticle, useArticle } from "../../jurisdictions/index.ts";
import { asksForBasis, groundsForSpecial, type Law, type PurposeRule } from "../../program/index.ts";
import type { DecisionSource } from "../decision.ts";
import { approvalCheck, TAKEN_BACK, WHY_NO_APPROVAL } from "./approvals.ts";
import { type Asked, allStand } from "./asked.ts";
import {
  basesUnder,
  basisUnder,
  type ConsentNeeds,
  heedsObjection,
  isConsent,
  isObjected,
  NEVER_ASKED,
  OBJECTED,
  STANDS,
  sectionOf,
  UNCOVERED,
  WHY_NO_CONSENT,
  WITHDRAWN,
  whyNoConsent,
} from "./bases.ts";
import { isInDoubt, NOTHING, tellLack, uncoveredIn, uncoveredRow, versionOfLack } from "./lacks.ts";
import { refusalCheck, sayRefused } from "./parts.ts";
import {
  AGAINST_SIGNAL,
  DESPITE_SALE,
  DESPITE_SHARING,
  endOf,
  entryOf,
  flagsOf,
  GIVEN,
  hasSection,
  LIMITED,
  LINKED,
  OUT_OF_PROFILING,
  OUT_OF_SALE,
  OUT_OF_SHARING,
  PARTS,
  startOf,
  UNDER,
  word,
} from "./record.ts";
import { isTooYoungFor } from "./rule-minor.ts";
import { always, type Check, firstOf, type Ground, type No, type RuleOf, type Ruling } from "./ruling.ts";

const lawNever: RuleOf = ({ laws, purpose }) => {
  const law = laws.find((one) => purpose.notUnder.includes(one));
  return law && { names: [purpose.id, law], source: { place: purpose.place, law } };
};

/** European laws and Brazil's ask for a ground, whatever was agreed to; American states ask for the person's yes. The first in order is told. */
const specialData: RuleOf = ({ shape, laws, purpose }) => {
  const keepsRunning = runs(purpose);
  const unlessAgreed: UnlessAgreed[] = [];
  for (const [index, { id, facts }] of shape.data.entries()) {
    for (const law of laws) {
      const article = useArticle(law, "special-data");
      const basis = basisUnder(purpose, law);
      if (groundsForSpecial(law, facts)?.includes(basis ?? "") === false) {
        const no = {
          names: [id, law, `${basis ?? "no basis"} is no ground for it`],
          source: { place: purpose.place, law, article },
        };
        return orUnlessAgreed(purpose, no, unlessAgreed);
      }
      if (law === "us-states" && facts?.sensitive === true && !keepsRunning)
        unlessAgreed.push({ index, no: { names: [id, law, "the person has not agreed to it"], source: { law, article } } });
    }
  }
  return orUnlessAgreed(purpose, undefined, unlessAgreed);
};

/** What is told where the person did not agree to the use of a kind of data, by its place in the question. */
interface UnlessAgreed {
  readonly index: number;
  readonly no: No;
}

function orUnlessAgreed({ lasts }: PurposeRule, inAnyCase: No | undefined, unlessAgreed: readonly UnlessAgreed[]): Ruling {
  if (unlessAgreed.length === 0) return inAnyCase;
  return {
    wakes: 0,
    saysNo: (asked) => {
      asked.a = allStand(asked, 0, lasts !== undefined) ? firstUncovered(asked, unlessAgreed) : 0;
      return inAnyCase !== undefined || asked.a < unlessAgreed.length;
    },
    no: (which) => unlessAgreed[which]?.no ?? inAnyCase ?? { names: [] },
  };
}

/** The first that the yes does not cover; their number where it covers all. */
function firstUncovered(asked: Asked, of: readonly UnlessAgreed[]): number {
  const { width } = asked.plan;
  if (width === 0) return of.length;
  for (let at = 0; at < of.length; at++) if (uncoveredIn(asked, (of[at]?.index ?? 0) * width) !== NOTHING) return at;
  return of.length;
}

/** What runs, guards or must be done. @source 11 CCR 7027(m) */
const runs = ({ group }: PurposeRule): boolean => group === "operate" || group === "protect" || group === "law";

const articleOf = (laws: readonly Law[], word: Parameters<typeof useArticle>[1]): Partial<DecisionSource> => {
  const law = laws.find((one) => useArticle(one, word) !== undefined);
  return { law, article: law && useArticle(law, word) };
};

const limit: RuleOf = ({ shape, laws, purpose }) => {
  const sensitive = shape.data.find(({ facts }) => facts?.sensitive === true);
  if (sensitive === undefined || runs(purpose)) return undefined;
  const no = { names: [sensitive.id], source: articleOf(laws, "limit") };
  return { wakes: LIMITED, stoppable: true, saysNo: always, no: () => no };
};

const basis: RuleOf = ({ laws, purpose }) => {
  const law = laws.find((one) => asksForBasis(one) && basisUnder(purpose, one) === undefined);
  return law && { names: [purpose.id, law], source: { place: purpose.place, law } };
};

const contentApproval: RuleOf = ({ shape, laws, purpose }) => {
  if (!purpose.approves || shape.collects) return undefined;
  return {
    wakes: 0,
    saysNo: approvalCheck(purpose.lasts !== undefined),
    no: (why) => ({
      names: [purpose.id, WHY_NO_APPROVAL[why] ?? ""],
      source: sourceOfConsent(purpose, laws, why === TAKEN_BACK ? WITHDRAWN : NEVER_ASKED),
    }),
  };
};

/** Somebody said no to the purpose: what the approval of a text does not take back. */
const isRefused: Check["saysNo"] = (asked) => {
  const { words, mine, theirs } = asked;
  asked.a = WITHDRAWN;
  return (mine !== 0 && (word(words, mine) & GIVEN) === 0) || (theirs !== 0 && (word(words, theirs) & GIVEN) === 0);
};

const consent: RuleOf = (ground) => {
  const { shape, laws, purpose } = ground;
  const bases = basesUnder(purpose, laws);
  if (!bases.some(isConsent) && !shape.data.some(({ used }) => used === "consent")) return undefined;
  const needs = needsOf(purpose, laws);
  return {
    wakes: 0,
    stoppable: true,
    saysNo: purpose.approves && !shape.collects ? isRefused : consentCheck(needs),
    no: (why, lack) => ({
      names: [purpose.id, WHY_NO_CONSENT[why] ?? whyUncovered(ground, why - UNCOVERED, lack)],
      source: sourceOfConsent(purpose, laws, why),
      doubt: why >= UNCOVERED && isInDoubt(lack) ? "unknown-notice" : undefined,
    }),
  };
};

const whyUncovered = ({ origins, shape }: Ground, index: number, lack: number): string =>
  `the notice ${origins.notices[versionOfLack(lack)]}, under which it was given, did not state it for \`${shape.data[index]?.id}\``;

/** One check for all purposes that need the same of a consent. */
function consentCheck({ ends, confirmed, explicit }: ConsentNeeds): Check["saysNo"] {
  return CONSENT_CHECKS[(ends ? 1 : 0) + (confirmed ? 2 : 0) + (explicit ? 4 : 0)] ?? always;
}

const CONSENT_CHECKS = Array.from({ length: 8 }, (_, bits): Check["saysNo"] => {
  const needs = { ends: (bits & 1) !== 0, confirmed: (bits & 2) !== 0, explicit: (bits & 4) !== 0 };
  return (asked) => {
    asked.a = whyNoConsent(asked, asked.mine, asked.theirs, needs);
    if (asked.a !== STANDS) return true;
    const row = uncoveredRow(asked);
    if (row < 0) return false;
    asked.a = UNCOVERED + row / asked.plan.width;
    asked.b = uncoveredIn(asked, row);
    return true;
  };
});

const needsOf = (purpose: PurposeRule, laws: readonly Law[]) => ({
  ends: purpose.lasts !== undefined,
  confirmed: purpose.confirmed,
  explicit: basesUnder(purpose, laws).some(({ basis: word }) => word === "explicit-consent"),
});

function sourceOfConsent(purpose: PurposeRule, laws: readonly Law[], why: number): Partial<DecisionSource> {
  const rests = basesUnder(purpose, laws).find(isConsent);
  if (rests?.law === undefined) return { place: purpose.place };
  const { law } = rests;
  const ofWithdrawal = why === WITHDRAWN ? useArticle(law, "withdrawal") : undefined;
  return { place: purpose.place, law, article: ofWithdrawal ?? basisArticle(law, rests.basis) };
}

const sourceOfObjection = (purpose: PurposeRule, laws: readonly Law[]): Partial<DecisionSource> => ({
  place: purpose.place,
  ...articleOf(laws, purpose.group === "market" ? "direct-marketing" : "objection"),
});

const objects: Check["saysNo"] = (asked) => {
  const { plan, person, browser, mine, theirs } = asked;
  return isObjected(asked, plan.purposeNumber, person, mine) || isObjected(asked, plan.purposeNumber, browser, theirs);
};

const objection: RuleOf = (ground) => {
  const { laws, purpose } = ground;
  if (!heedsObjection(purpose, basesUnder(purpose, laws))) return undefined;
  // Where consent is asked for, what was refused has stopped it before.
  const refused = consent(ground) === undefined ? 1 << sectionOf(purpose) : 0;
  return {
    wakes: OBJECTED | refused,
    stoppable: true,
    saysNo: objects,
    no: () => ({ names: [purpose.id], source: sourceOfObjection(purpose, laws) }),
  };
};

const partRefused: RuleOf = (ground) => {
  const { laws, purpose } = ground;
  const bases = basesUnder(purpose, laws);
  const rests = bases.some(isConsent);
  if (!rests && !heedsObjection(purpose, bases)) return undefined;
  return {
    wakes: 1 << PARTS,
    stoppable: true,
    saysNo: refusalCheck(ground),
    no: (channels, topics) => {
      const { says, doubt } = sayRefused(ground, channels, topics);
      const source = rests ? sourceOfConsent(purpose, laws, WITHDRAWN) : sourceOfObjection(purpose, laws);
      return { names: [purpose.id, says], source, doubt };
    },
  };
};

const OUT = { sale: OUT_OF_SALE, sharing: OUT_OF_SHARING, profiling: OUT_OF_PROFILING } as const;

/** What of a choice about the purpose ends it for that one. */
const DESPITE = { sale: DESPITE_SALE, sharing: DESPITE_SHARING, profiling: 0 } as const;

/** A record is out of something as a whole, and its choice about the purpose does not end that. */
const isOut = (words: Int32Array, record: number, choice: number, bit: number, despite: number): boolean =>
  (flagsOf(words, record) & bit) !== 0 && (choice === 0 || (word(words, choice) & despite) === 0);

/** What somebody can opt out of that this is, in the order in which it is told. */
function optOutsOf({ kind, recipient }: Pick<Ground["shape"], "kind" | "recipient">): readonly (keyof typeof OUT)[] {
  const is = {
    sale: kind === "sale" || kind === "rental" || recipient?.sale === true || recipient?.rental === true,
    sharing: kind === "cross-context-advertising" || recipient?.sharing === true,
    profiling: kind === "profiling" || kind === "automated-decision",
  };
  return (["sale", "sharing", "profiling"] as const).filter((word) => is[word]);
}

/** Somebody said yes to just this purpose with the signal in view. @source 11 CCR 7025(c)(3) */
const isAgainstSignal = ({ words, mine, theirs }: Asked): boolean => isYesAgainst(words, mine) || isYesAgainst(words, theirs);
const isYesAgainst = (words: Int32Array, choice: number): boolean => choice !== 0 && (word(words, choice) & AGAINST_SIGNAL) !== 0;

const optOut: RuleOf = ({ shape, laws, purpose }) => {
  const words = optOutsOf(shape);
  if (words.length === 0) return undefined;
  const bits = words.map((word) => OUT[word]);
  // A yes to the purpose ends what it is by its own kind, and nothing that only this recipient makes of it.
  const own = optOutsOf({ kind: shape.kind, recipient: undefined });
  const despite = words.map((word) => (own.includes(word) ? DESPITE[word] : 0));
  const owns = words.map((word) => own.includes(word));
  const signaled = words.map((word) => shape.signaled && word !== "profiling");
  return {
    wakes: signaled.includes(true) ? 0 : bits.reduce((all, bit) => all | bit, 0),
    stoppable: true,
    saysNo: (asked) => {
      const { person, browser, mine, theirs } = asked;
      for (let index = 0; index < words.length; index++) {
        asked.a = index;
        const bit = bits[index] ?? 0;
        const but = despite[index] ?? 0;
        if (signaled[index] === true && !(owns[index] === true && isAgainstSignal(asked))) return true;
        if (isOut(asked.words, person, mine, bit, but)) return true;
        if (isOut(asked.words, browser, theirs, bit, but)) return true;
      }
      return false;
    },
    no: (index) => ({
      names: [words[index] ?? "", shape.recipient?.id ?? purpose.id],
      source: articleOf(laws, "opt-out"),
    }),
  };
};

/** The browser's hash stands among those that the person is linked to. */
const isLinked: (asked: Asked) => boolean = ({ words, person, browserHash }) => {
  if (!hasSection(words, person, LINKED)) return false;
  const end = endOf(words, person, LINKED);
  for (let at = startOf(words, person, LINKED); at < end; at += 4) {
    const same = words[at] === browserHash[0] && words[at + 1] === browserHash[1];
    if (same && words[at + 2] === browserHash[2] && words[at + 3] === browserHash[3]) return true;
  }
  return false;
};

const NOT_LINKED = -1;
const LINK_OBJECTED = -2;
const LINK_UNLAWFUL = -3;
const LINK_OF_A_CHILD = -4;
const LINK_UNSTATED = -5;
/** What a yes says of its notice where that is not known. */
const UNKNOWN_VERSION = 0;

/** By the version under which somebody agreed to linking: what did not state it (`tellLack`). Undefined: notices say nothing of it. */
function lackOfWay({ notices, people }: Ground, way: PurposeRule): ((version: number) => number) | undefined {
  if (people.held || way.group === "law" || notices.versions.length === 0) return undefined;
  const lacking = notices.versions.find((version) => !notices.names(version, way.id));
  const any = lacking === undefined ? NOTHING : tellLack(lacking, true);
  return (version) => {
    if (version === UNKNOWN_VERSION) return any;
    if (!notices.versions.includes(version)) return tellLack(version, true);
    return notices.names(version, way.id) ? NOTHING : tellLack(version, false);
  };
}

const sayUnstated = ({ origins }: Ground, way: PurposeRule, lack: number): No => ({
  names: [`the notice ${origins.notices[versionOfLack(lack)]}, under which \`${way.id}\` was agreed to, did not state it`],
  source: { place: way.place },
  doubt: isInDoubt(lack) ? "unknown-notice" : undefined,
});

/** What the program says of what was observed goes before any agreement. */
function keptApart({ data }: Ground["shape"], way: PurposeRule): No | undefined {
  return firstOf(data, ({ id, facts, rules }) => {
    if (facts?.source !== "observed") return undefined;
    const never = rules.never.find((rule) => rule.never.includes(way.id));
    const rule = never ?? rules.only.find(({ only }) => only !== undefined && !only.includes(way.id));
    return rule && { names: [`\`${id}\` is never for \`${way.id}\`, whatever was agreed to`], source: { place: rule.place } };
  });
}

const linking: RuleOf = (ground) => {
  const { tables, shape, laws } = ground;
  if (shape.kind === "linking" || !shape.data.some(({ facts }) => facts?.source === "observed")) return undefined;
  const way = tables.purposes[tables.way];
  if (way === undefined)
    return {
      wakes: 0,
      saysNo: ({ both }) => both,
      no: () => ({ names: ["the program has no purpose of the kind linking"] }),
    };
  const apart = keptApart(shape, way);
  if (apart !== undefined) return { wakes: 0, saysNo: ({ both }) => both, no: () => apart };
  const bases = basesUnder(way, laws);
  const rests = bases.some(isConsent);
  const heeds = heedsObjection(way, bases);
  const needs = needsOf(way, laws);
  const section = sectionOf(way);
  const byLaw = [lawNever, basis].flatMap((rule) => (rule({ ...ground, purpose: way }) as No | undefined) ?? [])[0];
  const isTooYoung = isTooYoungFor(ground, way);
  const notStating = rests ? lackOfWay(ground, way) : undefined;
  const stopSource = (why: number) => (why === LINK_OBJECTED ? sourceOfObjection(way, laws) : sourceOfConsent(way, laws, why));
  return {
    wakes: 0,
    saysNo: (asked) => {
      if (!asked.both) return false;
      asked.a = NOT_LINKED;
      if (!isLinked(asked)) return true;
      asked.a = LINK_UNLAWFUL;
      if (byLaw !== undefined) return true;
      const { words, person } = asked;
      const choice = entryOf(words, person, section, tables.way);
      asked.a = rests ? whyNoConsent(asked, choice, 0, needs) : STANDS;
      if (asked.a !== STANDS) return true;
      asked.a = LINK_OBJECTED;
      if (heeds && isObjected(asked, tables.way, person, choice)) return true;
      asked.a = LINK_OF_A_CHILD;
      if (isTooYoung?.(asked, choice)) return true;
      asked.a = LINK_UNSTATED;
      asked.b = choice === 0 || notStating === undefined ? NOTHING : notStating(word(words, choice + UNDER));
      return asked.b !== NOTHING;
    },
    no: (why, lack) => {
      const source = { place: way.place };
      if (why === NOT_LINKED) return { names: ["no link is on record"], source };
      if (why === LINK_UNLAWFUL)
        return { names: [`\`${way.id}\` may not be done under ${byLaw?.source?.law}`], source: byLaw?.source };
      if (why === LINK_OF_A_CHILD) return { names: [`no parent has agreed to \`${way.id}\``], source };
      if (why === LINK_UNSTATED) return sayUnstated(ground, way, lack);
      return { names: [`\`${way.id}\` was not agreed to, or stopped`], source: stopSource(why) };
    },
  };
};

/** These rows, by their names in the table. */
export const lawRules = {
  "law-never": lawNever,
  "special-data": specialData,
  limit,
  basis,
  "content-approval": contentApproval,
  consent,
  objection,
  "part-refused": partRefused,
  "opt-out": optOut,
  linking,
} as const;
