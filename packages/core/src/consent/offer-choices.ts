// What a person can say yes or no to, and what holds of each now.
import { dataAddedSince, endOfConsent, type HoldingChoice, type Known, optOutsOf, whichChoiceHolds } from "../decisions/index.ts";
import type { PersonState } from "../facts/index.ts";
import { applicableLaws } from "../jurisdictions/index.ts";
import { CHANNELS, type Channel, type Law, type Program, type PurposeRule, type TrackerRule } from "../program/index.ts";
import { refusedTrackers } from "./account-refusals.ts";
import { basesOf, canRefuse, restsOnConsent } from "./bases.ts";
import { type LackByAge, type LackOfYes, lackByAge, lackOfYes, type YesAt, yesesTo } from "./standing-yes.ts";

/** A purpose that can be said no to. */
export interface OfferedChoice {
  readonly purpose: PurposeRule;
  /** What holds now: that of the person's own words, and where they said none, of what the purpose rests on. */
  readonly yes: boolean;
  /** They said yes, and it is no consent now: what it lacks. Then `yes` is false. */
  readonly lacks?: LackOfYes;
  /** They said yes, it is a consent, and it does not cover all: the data that came to the purpose since, in the program's words. */
  readonly added?: readonly string[];
  readonly holding: HoldingChoice;
  /** Where it has several channels or topics, each can be refused by itself; a no to all of one sort is one to it, and then `yes` is false. */
  readonly parts: readonly OfferedPart[];
  readonly partsEnd?: "channels" | "topics";
  /** What it runs on sites and in mails, each of which can be refused by itself. */
  readonly trackers: readonly OfferedTracker[];
}

/** A channel or a topic of a purpose that has several of them. */
export interface OfferedPart {
  readonly part: { readonly channel: Channel } | { readonly topic: string };
  readonly refused: boolean;
}

/** A tracker of a purpose. */
export interface OfferedTracker {
  readonly tracker: TrackerRule;
  readonly refused: boolean;
}

/** What is there to choose, and what runs whatever is chosen. */
export interface OfferedChoices {
  readonly choices: readonly OfferedChoice[];
  readonly always: readonly PurposeRule[];
}

/** What is known of whoever chooses. */
export interface Chooser {
  readonly account?: PersonState | undefined;
  readonly browser?: PersonState | undefined;
  /** The browser sends Global Privacy Control. */
  readonly gpc: boolean;
}

/** What is known beside them: the moment, in milliseconds since 1970, UTC, and what versions of the notice stated. */
export type OfferedAt = Pick<Known, "now" | "notices">;

/** Every purpose of the program that people like this one are part of, in the program's order. */
export function offerChoices(program: Program, chooser: Chooser, { now, notices }: OfferedAt): OfferedChoices {
  const { account, browser } = chooser;
  const laws = applicableLaws(program, [...(account?.residences ?? []), ...(browser?.residences ?? [])]);
  const as = new Set([...(account?.as ?? []), ...(browser?.as ?? [])]);
  const mine = Object.values(program.purposes).filter(({ of }) => {
    const kinds = Object.keys(of);
    return as.size === 0 || kinds.length === 0 || kinds.some((kind) => as.has(kind));
  });
  const choices: OfferedChoice[] = [];
  const always: PurposeRule[] = [];
  for (const purpose of mine) {
    if (!canRefuse(purpose, laws)) {
      always.push(purpose);
      continue;
    }
    const waits = restsOnConsent(purpose, laws);
    const holding = whichChoiceHolds(program, purpose.id, chooser);
    const { holds } = holding;
    const yes = holds?.yes ?? (purpose.approves ? hasApproved(account, purpose, { now, zone: program.zone }) : !waits);
    const isConsent = (law: Law) => restsOnConsent(purpose, [law]);
    const yesAt = { purpose, places: chooser, laws, now, isConsent };
    const young = lackByAge(program, { ...yesAt, isSale: isSaleByKind(purpose) });
    const lacks = holds?.yes === true ? lackTold(program, { ...yesAt, waits, young }) : undefined;
    const added =
      holds?.yes === true && lacks === undefined && waits
        ? dataAddedSince(program, purpose, { yeses: yesesTo(purpose, chooser), notices })
        : [];
    const { parts, partsEnd } = partsOffered(purpose, chooser);
    const less = { ...(lacks === undefined ? {} : { lacks }), ...(added.length === 0 ? {} : { added }) };
    choices.push({
      purpose,
      holding,
      yes: yes && young === undefined && lacks === undefined && partsEnd === undefined,
      ...less,
      parts,
      ...(partsEnd === undefined ? {} : { partsEnd }),
      trackers: trackersOffered(program, purpose, account),
    });
  }
  return { choices, always };
}

/** What a yes lacks: for their age whatever the purpose rests on; else where it rests on consent. */
function lackTold(
  program: Program,
  { waits, young, ...at }: Omit<YesAt, "explicit"> & { readonly waits: boolean; readonly young: LackByAge | undefined },
): LackOfYes | undefined {
  if (waits) return lackOfYes(program, { ...at, explicit: basesOf(at.purpose, at.laws).includes("explicit-consent") });
  return young === "own" ? undefined : young;
}

const isSaleByKind = (purpose: PurposeRule): boolean =>
  optOutsOf({ purpose, recipient: undefined }).some((word) => word !== "profiling");

/** Of one that was refused while it was one of several, too: how it stands is theirs to see, and to take back. */
function partsOffered(purpose: PurposeRule, { account, browser }: Chooser): Pick<OfferedChoice, "parts" | "partsEnd"> {
  const refused = [...(account?.refusedParts ?? []), ...(browser?.refusedParts ?? [])].filter(
    (one) => one.purpose === purpose.id,
  );
  const isRefused = (channel: Channel): boolean => refused.some((one) => one.channel === channel);
  // One that goes by any channel names none: what was refused all the same is shown.
  const named = purpose.channels.length > 0 ? purpose.channels : CHANNELS.filter(isRefused);
  const channels = named.map((channel) => ({ part: { channel }, refused: isRefused(channel) }));
  const topics = Object.keys(purpose.topics).map((topic) => ({
    part: { topic },
    refused: refused.some((one) => one.topic === topic),
  }));
  const isSeveral = (of: readonly OfferedPart[]): boolean => of.length > 1 || of.some((one) => one.refused);
  const isEnd = (of: readonly OfferedPart[], all: number): boolean => of.length === all && of.every((one) => one.refused);
  const parts = [channels, topics].filter(isSeveral).flat();
  if (isEnd(channels, purpose.channels.length || CHANNELS.length)) return { parts, partsEnd: "channels" };
  return topics.length > 0 && isEnd(topics, topics.length) ? { parts, partsEnd: "topics" } : { parts };
}

function trackersOffered(
  program: Program,
  { id, essential }: PurposeRule,
  account: PersonState | undefined,
): readonly OfferedTracker[] {
  if (essential) return [];
  const refused = new Set(account && refusedTrackers(program, account).map((one) => one.id));
  return Object.values(program.trackers).flatMap((tracker) =>
    tracker.purpose === id ? [{ tracker, refused: refused.has(tracker.id) }] : [],
  );
}

/** Who approved a text said yes to the purpose about that one: a no takes all of them back. */
function hasApproved(
  account: PersonState | undefined,
  rule: PurposeRule,
  { now, zone }: { readonly now: number; readonly zone: string },
): boolean {
  const stands = (at: number): boolean => (endOfConsent(rule, { at }, zone) ?? Number.POSITIVE_INFINITY) >= now;
  return account?.approvals.some(({ purpose, given, at }) => purpose === rule.id && given && stands(at)) === true;
}
