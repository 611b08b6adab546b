// Which choice a person has about a purpose's trackers: what the laws of their place ask, and what the program promises beyond.

import { lawOf } from "../jurisdictions/index.ts";
import { isInForce, type TrackerRule, type TrackerWord } from "../laws/index.ts";
import type { Law, Program, PurposeRule, ServiceRule, TrackerRule as Tracker } from "../program/index.ts";
import type { BannerChoice } from "./banner.ts";
import { restsOnConsent } from "./bases.ts";

const STRENGTH: readonly BannerChoice[] = ["none", "notice", "opt-out", "opt-in", "never"];

/** The one that leaves less to run. */
export const stricter = (one: BannerChoice, other: BannerChoice): BannerChoice =>
  STRENGTH.indexOf(one) < STRENGTH.indexOf(other) ? other : one;

/** A rule of a law that had its say. */
export interface AppliedRule {
  readonly law: Law;
  readonly choice: TrackerRule["choice"];
  readonly article: string;
  readonly verified: boolean;
}

/** What a purpose's trackers are judged by. */
export interface Judged {
  readonly program: Pick<Program, "recipients">;
  readonly service: Pick<ServiceRule, "banner">;
  readonly purpose: PurposeRule;
  readonly trackers: readonly Tracker[];
  readonly laws: readonly Law[];
  readonly day: string;
}

/** What passes on these trackers is sold, shared, or serves advertising: what an opt-out and a signal are about. */
export const isSaleOrSharing = ({ program, purpose, trackers }: Pick<Judged, "program" | "purpose" | "trackers">): boolean =>
  purpose.group === "advertise" ||
  trackers.some(({ provider }) => {
    const { sale, sharing } = program.recipients[provider ?? ""] ?? {};
    return sale === true || sharing === true;
  });

/** The choice about one purpose, with the rules that it follows from. A purpose that no law says anything of is told of. */
export function choiceAbout(judged: Judged): { readonly choice: BannerChoice; readonly rules: readonly AppliedRule[] } {
  const { purpose, laws, service } = judged;
  if (laws.some((law) => purpose.notUnder.includes(law))) return { choice: "never", rules: [] };
  const word = wordOf(judged);
  const rules = laws.flatMap((law) => ruleOf(law, word, judged.day));
  const own = purpose.essential ? [] : laws.map((law) => (service.banner || undefined)?.choice[law] ?? "none");
  const promised: readonly BannerChoice[] = restsOnConsent(purpose, laws) ? [...own, "opt-in"] : own;
  const most = [...rules.map(({ choice }) => choice), ...promised].reduce<BannerChoice>(stricter, "notice");
  // What nothing works without is told of, and that is all: the second layer does it.
  return { choice: purpose.essential && most === "notice" ? "none" : most, rules };
}

function wordOf(judged: Judged): TrackerWord | undefined {
  const { program, purpose, trackers } = judged;
  if (purpose.essential) return "essential";
  if (isSaleOrSharing(judged)) return "sale-or-sharing";
  const own = trackers.every(({ provider }) => {
    const recipient = provider === undefined ? undefined : program.recipients[provider];
    return provider === undefined || (recipient?.capacity === "processor" && !recipient.rental);
  });
  return purpose.group === "measure" && own ? "own-statistics" : undefined;
}

/** The rules of a law for such trackers; those for all where it has none. */
function ruleOf(law: Law, word: TrackerWord | undefined, day: string): readonly AppliedRule[] {
  const holds = lawOf(law).trackers.filter((rule) => isInForce(rule, day));
  const own = holds.filter(({ of }) => of !== undefined && of === word);
  return (own.length > 0 ? own : holds.filter(({ of }) => of === undefined)).map(({ choice, article, verified }) => ({
    law,
    choice,
    article,
    verified,
  }));
}
