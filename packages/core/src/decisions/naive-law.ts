// Rows of the table where the person's law meets the purpose: its basis, and what the person said.

import type { PersonState } from "../facts/index.ts";
import { basisArticle, useArticle } from "../jurisdictions/index.ts";
import { asksForBasis, CHANNELS, groundsForSpecial, type Law, OBJECTIONABLE, type PurposeRule } from "../program/index.ts";
import { purposeKind } from "../taxonomy/index.ts";
import { agedIn, rulesOfAge } from "./naive-age.ts";
import { basisUnder, type Case, type CaseData, choicesOf, endOfConsent, inProgram, isConsent, isStanding } from "./naive-case.ts";
import { isCovered, restsOnNotice, uncoveredBy } from "./naive-covers.ts";
import { firstOf } from "./naive-data.ts";
import type { Denial, NaiveRule } from "./naive-rules.ts";
import { type RefusedOf, saidOfChannels, saidOfTopics } from "./parts.ts";

const lawNever: NaiveRule = ({ laws, purpose }) => {
  const law = laws.find((one) => purpose.notUnder.includes(one));
  return law === undefined ? undefined : { names: [purpose.id, law], source: { ...inProgram(purpose), law }, stoppable: false };
};

const specialData: NaiveRule = (at) =>
  firstOf(at, (data) => {
    for (const law of at.laws) {
      const grounds = groundsForSpecial(law, data.facts);
      const article = useArticle(law, "special-data");
      const basis = basisUnder(at.purpose, law);
      if (grounds?.includes(basis ?? "") === false)
        return {
          names: [data.id, law, `${basis ?? "no basis"} is no ground for it`],
          source: { ...inProgram(at.purpose), law, article },
        };
      if (law === "us-states" && data.facts?.sensitive === true && !keepsRunning(at.purpose) && !agreed(at, data))
        return { names: [data.id, law, "the person has not agreed to it"], source: { law, article } };
    }
    return undefined;
  });

const agreed = (at: Case, data: CaseData): boolean => {
  const choices = choicesOf(at, at.purpose.id);
  return choices.length > 0 && choices.every((choice) => isStanding(at, choice)) && isCovered(at, data);
};

/** What runs, guards or must be done is no use that a limit stops. @source 11 CCR 7027(m) */
export const keepsRunning = ({ group }: PurposeRule): boolean => group === "operate" || group === "protect" || group === "law";

const limit: NaiveRule = (at) => {
  if (!at.states.some(({ optOuts }) => optOuts.includes("limit")) || keepsRunning(at.purpose)) return undefined;
  const law = at.laws.find((one) => useArticle(one, "limit") !== undefined);
  return firstOf(at, ({ id, facts }) =>
    facts?.sensitive ? { names: [id], source: { law, article: law && useArticle(law, "limit") }, stoppable: true } : undefined,
  );
};

/** Some laws allow nothing without a basis. @source GDPR Art. 6(1) @source UU PDP Pasal 20 @source LGPD Art. 7 */
const basis: NaiveRule = ({ laws, purpose }) => {
  const law = laws.find((one) => asksForBasis(one) && basisUnder(purpose, one) === undefined);
  return law === undefined ? undefined : { names: [purpose.id, law], source: { ...inProgram(purpose), law } };
};

/** The bases that hold for the person, each with its law; of a program that names no law, its one word. */
export function basesOf(
  { laws, purpose }: Case,
  of: PurposeRule = purpose,
): readonly { readonly law: Law | undefined; readonly basis: string }[] {
  if (laws.length === 0) return of.basisAlone === undefined ? [] : [{ law: undefined, basis: of.basisAlone }];
  return laws.flatMap((law) => {
    const under = basisUnder(of, law);
    return under === undefined ? [] : [{ law, basis: under }];
  });
}

const contentApproval: NaiveRule = (at) => {
  const { purpose, question } = at;
  if (!purpose.approves || question.act === "collect") return undefined;
  const why = whyNoApproval(at);
  if (why === undefined) return undefined;
  return { names: [purpose.id, why], source: sourceOfConsent(at, purpose, why === TAKEN_BACK) };
};

const TAKEN_BACK = "it was declined, or the approval taken back";

function whyNoApproval({ purpose, question, known, program }: Case): string | undefined {
  if (question.content === undefined) return "the question names none by its hash";
  if (question.person === undefined) return "the question does not name their account";
  const approval = known.person?.approvals.find((one) => one.purpose === purpose.id && one.content === question.content);
  if (approval === undefined) return "exactly this one was never approved";
  if (!approval.given) return TAKEN_BACK;
  const ends = endOfConsent(purpose, approval, program.zone);
  return ends !== undefined && ends < known.now ? "the approval has lapsed" : undefined;
}

const consent: NaiveRule = (at) =>
  at.purpose.approves && at.question.act !== "collect" ? refusalOf(at) : consentTo(at, at.purpose);

/** The approval of the text is the yes; what is left to say is no. */
function refusalOf(at: Case): Denial | undefined {
  const { purpose, data } = at;
  if (!basesOf(at).some((one) => isConsent(one.basis)) && !data.some(({ use }) => use?.form === "consent")) return undefined;
  if (choicesOf(at, purpose.id).every(({ given }) => given)) return undefined;
  return { names: [purpose.id, WITHDRAWN], source: sourceOfConsent(at, purpose, true), stoppable: true };
}

/** Why the consent that a purpose rests on does not stand. */
export function consentTo(at: Case, purpose: PurposeRule): Denial | undefined {
  const rests = basesOf(at, purpose).find((one) => isConsent(one.basis));
  const byForm = purpose.id === at.purpose.id && at.data.some(({ use }) => use?.form === "consent");
  if (rests === undefined && !byForm) return undefined;
  const explicit = basesOf(at, purpose).some((one) => one.basis === "explicit-consent");
  const why = whyNoConsent(at, purpose, explicit);
  if (why === undefined) return purpose.id === at.purpose.id ? uncovered(at) : undefined;
  return { names: [purpose.id, why], source: sourceOfConsent(at, purpose, why === WITHDRAWN), stoppable: true };
}

function sourceOfConsent(at: Case, purpose: PurposeRule, withdrawn: boolean): Denial["source"] {
  const rests = basesOf(at, purpose).find((one) => isConsent(one.basis));
  const law = rests?.law;
  const ofBasis = law && basisArticle(law, rests.basis);
  const article = withdrawn && law !== undefined ? (useArticle(law, "withdrawal") ?? ofBasis) : ofBasis;
  return { ...inProgram(purpose), law, article };
}

/** A yes that stands, to a notice that did not speak of this data. */
function uncovered(at: Case): Denial | undefined {
  const { purpose } = at;
  return firstOf(at, (data) => {
    for (const choice of choicesOf(at, purpose.id)) {
      const lacks = uncoveredBy(at, choice, data);
      if (lacks === undefined) continue;
      const why = `the notice ${lacks.version}, under which it was given, did not state it for \`${data.id}\``;
      const source = sourceOfConsent(at, purpose, false);
      return { names: [purpose.id, why], source, doubt: lacks.doubt, stoppable: true };
    }
    return undefined;
  });
}

const WITHDRAWN = "it was withdrawn or refused";

function whyNoConsent(at: Case, purpose: PurposeRule, explicit: boolean): string | undefined {
  const choices = choicesOf(at, purpose.id);
  if (choices.length === 0) return "the person was never asked, or has not answered; use is no consent";
  for (const choice of choices) {
    if (!choice.given) return WITHDRAWN;
    const ends = endOfConsent(purpose, choice, at.program.zone);
    if (ends !== undefined && ends < at.known.now) return "it has lapsed";
    if (purpose.confirmed && !choice.confirmed) return "it was not confirmed";
    if (explicit && !choice.explicit) return "it was not explicit";
  }
  return undefined;
}

const objection: NaiveRule = (at) => objectionTo(at, at.purpose);

/** Whether the person objected to a purpose that can be objected to, or refused it, and has not agreed to it since. */
export function objectionTo(at: Case, purpose: PurposeRule): Denial | undefined {
  const stands = at.states.some(({ objections, consents }) => {
    const choice = Object.hasOwn(consents, purpose.id) ? consents[purpose.id] : undefined;
    // A consent refused or taken back is a no, whatever the purpose rests on.
    if (choice?.given === false) return true;
    if (!Object.hasOwn(objections, purpose.id)) return false;
    // A yes on the browser takes back no objection of the person, nor the other way about.
    return !(choice?.given && choice.at > (objections[purpose.id] ?? 0));
  });
  if (!stands) return undefined;
  if (!heedsObjection(at, purpose)) return undefined;
  return { names: [purpose.id], source: sourceOfObjection(at, purpose), stoppable: true };
}

/** Whether an objection to a purpose counts at all. */
function heedsObjection(at: Case, purpose: PurposeRule): boolean {
  const bases = basesOf(at, purpose);
  if (bases.length > 0 && bases.every((one) => one.basis === "legal-duty")) return false;
  // Who objects to what rests on their consent takes it back, by whatever word.
  if (bases.some((one) => isConsent(one.basis))) return true;
  return bases.some((one) => OBJECTIONABLE.includes(one.basis)) || stopOf(purpose) !== "none";
}

function sourceOfObjection({ laws }: Case, purpose: PurposeRule): Denial["source"] {
  const word = purpose.group === "market" ? "direct-marketing" : "objection";
  const law = laws.find((one) => useArticle(one, word) !== undefined);
  return { ...inProgram(purpose), law, article: law && useArticle(law, word) };
}

/** A no to a part of a purpose holds where one to the whole would. What is taken serves all parts: it is taken for those that are left. */
const partRefused: NaiveRule = (at) => {
  const { question, purpose, states } = at;
  const stops = (no: RefusedOf | undefined): no is RefusedOf =>
    no !== undefined && (no.doubt === undefined || question.act !== "collect");
  const rests = basesOf(at).some((one) => isConsent(one.basis));
  if (!rests && !heedsObjection(at, purpose)) return undefined;
  const refused = states.flatMap(({ refusedParts }) => refusedParts).filter((one) => one.purpose === purpose.id);
  const source = rests ? sourceOfConsent(at, purpose, true) : sourceOfObjection(at, purpose);
  const channel = question.channel === undefined ? undefined : [question.channel];
  const channels = channel ?? (purpose.channels.length > 0 ? purpose.channels : CHANNELS);
  const byChannel = noTo(channels, (one) => refused.some((part) => part.channel === one));
  if (stops(byChannel))
    return { names: [purpose.id, saidOfChannels(byChannel)], source, doubt: byChannel.doubt, stoppable: true };
  const topics = question.topic === undefined ? Object.keys(purpose.topics) : [question.topic];
  const byTopic = noTo(topics, (one) => refused.some((part) => part.topic === one));
  if (!stops(byTopic)) return undefined;
  return { names: [purpose.id, saidOfTopics(byTopic)], source, doubt: byTopic.doubt, stoppable: true };
};

/** Of all that a question may be about, what was refused; in doubt where it may be about something else. */
function noTo(meant: readonly string[], isRefused: (part: string) => boolean): RefusedOf | undefined {
  const refused = meant.filter(isRefused);
  if (refused.length === 0) return undefined;
  return { refused, doubt: refused.length === meant.length ? undefined : "unknown-part" };
}

/** What a person can do against a purpose: the program's word, which may be wider than its kind's. */
export const stopOf = (purpose: PurposeRule): string =>
  purpose.stop ?? (purpose.kind === undefined ? undefined : purposeKind(purpose.kind)?.stop) ?? "none";

/** What somebody can opt out of that a use is: in the order in which it is told. */
export function optOutsOf({
  purpose,
  recipient,
}: Pick<Case, "purpose" | "recipient">): readonly ("sale" | "sharing" | "profiling")[] {
  const { kind } = purpose;
  const sale = kind === "sale" || kind === "rental" || recipient?.sale === true || recipient?.rental === true;
  const sharing = kind === "cross-context-advertising" || recipient?.sharing === true;
  const profiling = kind === "profiling" || kind === "automated-decision";
  return [
    ...(sale ? (["sale"] as const) : []),
    ...(sharing ? (["sharing"] as const) : []),
    ...(profiling ? (["profiling"] as const) : []),
  ];
}

/**
 * Whether somebody is out of something as a whole, and has said no later yes to just this purpose, which is that by its own kind.
 *
 * @source 11 CCR 7025(c)(3), 7028
 */
export function isOutOf(
  { optOuts, consents }: PersonState,
  purpose: PurposeRule,
  word: "sale" | "sharing" | "profiling",
): boolean {
  if (!optOuts.includes(word)) return false;
  const choice = Object.hasOwn(consents, purpose.id) ? consents[purpose.id] : undefined;
  const isEnded = choice?.given === true && choice.despite?.includes(word) === true;
  return !(isEnded && optOutsOf({ purpose, recipient: undefined }).includes(word));
}

/**
 * Whether what a browser sends is no word against a use: somebody said yes to just this purpose with the signal in view.
 *
 * @source 11 CCR 7025(c)(3)
 */
export const isAgainstSignal = ({ consents }: PersonState, { id }: Pick<PurposeRule, "id">): boolean =>
  Object.hasOwn(consents, id) && consents[id]?.given === true && consents[id]?.againstSignal === true;

const optOut: NaiveRule = (at) => {
  const own = at.states.some((state) => isAgainstSignal(state, at.purpose))
    ? optOutsOf({ purpose: at.purpose, recipient: undefined })
    : [];
  const signals = at.question.signals?.includes("gpc") === true;
  const signaled = (word: Parameters<typeof isOutOf>[2]) => signals && word !== "profiling" && !own.includes(word);
  const told = (word: Parameters<typeof isOutOf>[2]) => at.states.some((state) => isOutOf(state, at.purpose, word));
  const out = optOutsOf(at).find((word) => told(word) || signaled(word));
  if (out === undefined) return undefined;
  const law = at.laws.find((one) => useArticle(one, "opt-out") !== undefined);
  return {
    names: [out, at.recipient?.id ?? at.purpose.id],
    source: { law, article: law && useArticle(law, "opt-out") },
    stoppable: true,
  };
};

const linking: NaiveRule = (at) => {
  const { question, known, purpose, program } = at;
  if (question.person === undefined || question.browser === undefined || purpose.kind === "linking") return undefined;
  if (!at.data.some(({ facts }) => facts?.source === "observed")) return undefined;
  const way = Object.values(program.purposes).find(({ kind }) => kind === "linking");
  if (way === undefined) return { names: ["the program has no purpose of the kind linking"] };
  const source = inProgram(way);
  const apart = firstOf(at, ({ id, facts, rules }) => {
    if (facts?.source !== "observed") return undefined;
    const never = rules.never.find((one) => one.never.includes(way.id));
    const rule = never ?? rules.only.find(({ only }) => only !== undefined && !only.includes(way.id));
    return rule && { names: [`\`${id}\` is never for \`${way.id}\`, whatever was agreed to`], source: inProgram(rule) };
  });
  if (apart !== undefined) return apart;
  if (known.person?.linked.includes(question.browser) !== true) return { names: ["no link is on record"], source };
  // To join them is a purpose of its own, which all that stands against it stops, whatever they are joined for.
  const own: Case = { ...at, purpose: way, data: [], recipient: undefined, states: at.states.slice(0, 1) };
  const byLaw = lawNever(own) ?? basis(own);
  if (byLaw !== undefined) return { names: [`\`${way.id}\` may not be done under ${byLaw.source?.law}`], source: byLaw.source };
  const stopped = consentTo(own, way) ?? objectionTo(own, way);
  if (stopped !== undefined) return { names: [`\`${way.id}\` was not agreed to, or stopped`], source: stopped.source };
  return unagreedLink(own);
};

/** A yes to linking that is none: of a child alone, or under a notice that did not speak of it. */
function unagreedLink(own: Case): Denial | undefined {
  const { purpose, known } = own;
  const source = inProgram(purpose);
  const yeses = choicesOf(own, purpose.id);
  const parent = yeses.length > 0 && yeses.every((one) => one.by === "parent" && isStanding(own, one));
  const young = rulesOfAge(agedIn(own), (law) => isConsent(basisUnder(purpose, law)));
  if (young.some(({ needs }) => needs === "refuse" || !parent))
    return { names: [`no parent has agreed to \`${purpose.id}\``], source };
  if (!restsOnNotice(own) || !basesOf(own).some((one) => isConsent(one.basis))) return undefined;
  const states = (version: string): boolean => Object.hasOwn(known.notices[version]?.purposes ?? {}, purpose.id);
  const versions = Object.keys(known.notices);
  for (const { notice } of yeses) {
    const lacking = (notice === undefined ? versions : [notice]).find((version) => !states(version));
    const doubt = lacking !== undefined && (notice === undefined || !versions.includes(notice)) ? "unknown-notice" : undefined;
    if (lacking !== undefined)
      return { names: [`the notice ${lacking}, under which \`${purpose.id}\` was agreed to, did not state it`], source, doubt };
  }
  return undefined;
}

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
