// The banner of a service for people of one place, in one language: everything that the browser's script is given.
import { hashOf } from "../foundation/index.ts";
import type { Residence } from "../jurisdictions/index.ts";
import { type BannerRule, type Program, type ServiceRule, type TrackerRule, wordsIn } from "../program/index.ts";
import { purposeKind } from "../taxonomy/index.ts";
import type { Banner, BannerChoice, BannerPurpose, BannerTexts, BannerTracker } from "./banner.ts";
import { choicesOf, type PurposeChoice } from "./choices-of.ts";
import { type AppliedRule, stricter } from "./regime.ts";
import { GOOGLE_KEYS, isOfClarity, isOfUet } from "./signals.ts";
import { bannerLanguage, CATALOGS, spokenLanguage } from "./texts.ts";
import { STORED, trackerLine } from "./tracker-line.ts";
import { trackerName } from "./tracker-names.ts";
import { matchedRequests } from "./urls.ts";

/** For whom, and from where. */
export interface BannerInput {
  readonly service: string;
  /** The language of the page: `en`, `id-ID`. One that neither the program nor the banner speaks is English. */
  readonly language: string;
  /** Where the visitor is; absent: not known, and the strictest of the program's laws holds. */
  readonly place?: Residence;
  /** `2026-11-28`: rules of law are those in force then. */
  readonly day: string;
  /** The version of the script: its hash. */
  readonly script: string;
  /** The browser sent Global Privacy Control with its request. */
  readonly gpc?: boolean;
  /** Address of `POST /v1/consents`. */
  readonly records?: string;
  /** Address of the notice. */
  readonly notice?: string;
}

/** A banner, and the rules of law that made it what it is: they go into the record, not to the browser. */
export interface DrawnUpBanner {
  readonly banner: Banner;
  /** What is kept under its hash: the banner without what it has of whoever asked for it. */
  readonly kept: Banner;
  readonly laws: readonly string[];
  readonly rules: readonly AppliedRule[];
}

/** Draws up the banner; undefined where the service shows none, is not there, or has no tracker on its site. */
export function drawUpBanner(program: Program, input: BannerInput): DrawnUpBanner | undefined {
  const service = Object.hasOwn(program.services, input.service) ? program.services[input.service] : undefined;
  if (service === undefined || service.banner === false) return undefined;
  const considered = choicesOf(program, service, input);
  if (considered.length === 0) return undefined;
  const language = spokenLanguage(program, input.language);
  const text = assemble(program, { service, rule: service.banner, input: { ...input, language }, considered });
  const rules = unique(considered.flatMap(({ rules }) => rules));
  const laws = [...new Set(rules.map(({ law }) => law))];
  const kept = { ...text, shown: hashOf({ ...text, script: input.script, laws: laws.toSorted() }) };
  return { banner: { ...kept, ...ofVisitor(input) }, kept, laws, rules };
}

/** What of a banner says of its visitor, and is no part of the text: wherever they are, and whatever they send, one text is one. */
const ofVisitor = ({ place, gpc }: BannerInput): Pick<Banner, "region" | "gpc"> => ({
  ...(place === undefined ? {} : { region: place.region === undefined ? place.country : `${place.country}-${place.region}` }),
  ...(gpc === true ? { gpc } : {}),
});

interface Parts {
  readonly service: ServiceRule;
  readonly rule: BannerRule;
  readonly input: BannerInput;
  readonly considered: readonly PurposeChoice[];
}

function assemble(program: Program, { service, rule, input, considered }: Parts): Banner {
  const { choice, texts } = speak(service.name, input.language, considered);
  const trackers = considered.flatMap((one) => one.trackers);
  const language = bannerLanguage(input.language);
  return {
    shown: "",
    language,
    dir: CATALOGS[language].dir,
    choice,
    ...(rule.modal ? { modal: true } : {}),
    remember: rememberIn(rule.remember),
    ...(input.records === undefined ? {} : { records: input.records }),
    ...(input.notice === undefined ? {} : { notice: input.notice }),
    purposes: considered.map((one) => purposeOf(one, input.language)),
    trackers: considered.flatMap((one) =>
      one.trackers.map((tracker) => trackerOf(program, service, one, tracker, input.language)),
    ),
    google: googleOf(considered),
    ...(trackers.some(isOfUet) ? { uet: true } : {}),
    ...(trackers.some(isOfClarity) ? { clarity: true } : {}),
    texts: spoken(texts, {
      optedOut: choice === "opt-out" || considered.some(runsUntilNo),
      optOut: trackers.some(({ provider }) => program.recipients[provider ?? ""]?.optOut !== undefined),
    }),
  };
}

/** Without what this banner never says: every visitor transfers it. */
function spoken(texts: BannerTexts, says: { readonly optedOut: boolean; readonly optOut: boolean }): BannerTexts {
  const { optedOut, optOut, ...rest } = texts;
  return { ...rest, ...(says.optedOut ? { optedOut } : {}), ...(says.optOut ? { optOut } : {}) };
}

/** The most that is asked for decides which words the banner has. */
function speak(service: string, language: string, considered: readonly PurposeChoice[]): Pick<Banner, "choice" | "texts"> {
  const most = considered.map((one) => (one.choice === "never" ? "none" : one.choice)).reduce(stricter, "notice");
  const choice = most === "opt-in" || most === "opt-out" ? most : "notice";
  const names = (...choices: readonly BannerChoice[]) =>
    considered.flatMap((one) => (choices.includes(one.choice) ? [wordsIn(one.purpose.words, language)] : [])).join(", ");
  const filling = { service, asked: names("opt-in"), running: names("opt-out", "notice") };
  const catalog = CATALOGS[bannerLanguage(language)].texts;
  const texts = catalog[choice](filling);
  if (!considered.some(runsUntilNo)) return { choice, texts };
  // Whatever else waits for a yes: the way out of what is sold or shared keeps the name that a statute gives it.
  const { again, second, gpc } = catalog["opt-out"](filling);
  return { choice, texts: { ...texts, again, second, gpc } };
}

/** It is sold or shared until somebody says no. */
const runsUntilNo = ({ choice, gpc }: PurposeChoice): boolean => gpc && choice === "opt-out";

function purposeOf({ purpose, trackers, choice, gpc }: PurposeChoice, language: string): BannerPurpose {
  // A yes is to a purpose, with its data, and to those who get something by it. New words are no new purpose.
  const material = {
    id: purpose.id,
    kind: purpose.kind ?? null,
    data: purpose.uses.map((use) => use.id).toSorted(),
    by: [...new Set(trackers.map((one) => one.provider ?? ""))].sort(),
  };
  return {
    id: purpose.id,
    name: wordsIn(purpose.words, language),
    about: purpose.about === undefined ? "" : wordsIn(purpose.about, language),
    choice,
    gpc,
    hash: hashOf(material).slice(0, 8),
    count: CATALOGS[bannerLanguage(language)].count(trackers.length, choice !== "none"),
  };
}

function trackerOf(
  program: Program,
  service: ServiceRule,
  { purpose }: PurposeChoice,
  tracker: TrackerRule,
  language: string,
): BannerTracker {
  const recipient = program.recipients[tracker.provider ?? ""];
  return {
    id: trackerName(program, tracker.id),
    purpose: purpose.id,
    name: tracker.name,
    line: trackerLine(program, { tracker, purpose, house: service.name, language }),
    ...(recipient?.optOut === undefined ? {} : { optOut: recipient.optOut }),
    ...(STORED.has(tracker.kind) && tracker.party === "first" ? { stored: tracker.name } : {}),
    urls: matchedRequests(tracker),
  };
}

const NOBODY = "-";

/** A key is granted where every purpose behind it runs; one that no purpose is behind never is, but that of security. */
const googleOf = (considered: readonly PurposeChoice[]): Banner["google"] =>
  GOOGLE_KEYS.map((key) => {
    const behind = considered.flatMap(({ purpose }) =>
      purposeKind(purpose.kind ?? "")?.signals.includes(key) ? [purpose.id] : [],
    );
    return [key, behind.length === 0 && key !== "security_storage" ? [NOBODY] : behind];
  });

/** A browser adds months and days; hours are rounded down to whole days, but to one at least: with none everybody is asked on every page. */
const rememberIn = ({ count, unit }: BannerRule["remember"]): Banner["remember"] => {
  const months = { years: 12, months: 1 }[unit as string] ?? 0;
  const days = { weeks: 7, days: 1, "business days": 1, hours: 1 / 24 }[unit as string] ?? 0;
  return { months: count * months, days: days === 0 ? 0 : Math.max(1, Math.floor(count * days)) };
};

const unique = (rules: readonly AppliedRule[]): readonly AppliedRule[] => [
  ...new Map(rules.map((rule) => [`${rule.law} ${rule.article} ${rule.choice}`, rule])).values(),
];
