// One question at work: the records that it is about, and what the checks ask of them. One per engine, written over each time.
import { CONTENT_WORDS } from "./content.ts";
import type { Plan } from "./plan.ts";
import * as record from "./record.ts";
import {
  CLIENTS,
  ENDING,
  ENDS,
  EXPLICIT,
  endOf,
  entryOf,
  GIVEN,
  hasSection,
  isAfter,
  momentAt,
  startOf,
  word,
} from "./record.ts";
import type { Day } from "./zone-days.ts";

/** What checks read, and where a no leaves what it is about. */
export interface Asked {
  words: Int32Array;
  /** Records; 0: nothing is known, or nobody is asked about. */
  person: number;
  browser: number;
  both: boolean;
  readonly browserHash: Int32Array;
  /** What is asked for, in the context of whom it is about. */
  plan: Plan;
  now: number;
  today: Day;
  stale: boolean;
  /** The number of the client that is named; -1: none is; -2: one of which nothing is known. */
  client: number;
  /** The text that is asked about, by its hash; only where one is. */
  readonly content: Int32Array;
  hasContent: boolean;
  /** An account is named. */
  hasPerson: boolean;
  /** The number of the country of the place; -1: none is told. */
  place: number;
  /** The choices of the person and of the browser about the purpose; 0: none. */
  mine: number;
  theirs: number;
  /** What a no is about, for its sentence. */
  a: number;
  b: number;
}

/** A client that is named, and of which nothing is known. */
export const UNKNOWN_CLIENT = -2;

/** Whether there is a choice, and each of them was given by one of `who` (any, where that is 0). */
export function allGiven({ words, mine, theirs }: Asked, who: number): boolean {
  if (mine === 0 && theirs === 0) return false;
  return isGiven(words, mine, who) && isGiven(words, theirs, who);
}

function isGiven(words: Int32Array, choice: number, who: number): boolean {
  if (choice === 0) return true;
  const bits = word(words, choice);
  return (bits & GIVEN) !== 0 && (who === 0 || (bits & who) !== 0);
}

/** Whether there is a choice, and each was given after the moment that lies at `since`, and has not lapsed. */
export function allStandAfter(asked: Asked, since: number): boolean {
  const { words, mine, theirs } = asked;
  if (!allStand(asked, 0, asked.plan.section === ENDING)) return false;
  return (mine === 0 || isAfter(words, mine + 1, since)) && (theirs === 0 || isAfter(words, theirs + 1, since));
}

/** Whether there is a choice, and each was given by one of `who` (any, where that is 0) and has not lapsed; `ends`: it can. */
export function allStand(asked: Asked, who: number, ends: boolean): boolean {
  if (!allGiven(asked, who)) return false;
  return !ends || !(hasLapsed(asked, asked.mine) || hasLapsed(asked, asked.theirs));
}

/** Whether a choice, of a purpose whose consent ends, has ended. */
export const hasLapsed = ({ words, now }: Asked, choice: number): boolean => choice !== 0 && momentAt(words, choice + ENDS) < now;

/** Whether there is a choice, and each was given, at a moment that is one, and has not lapsed. */
export function isAgreed(asked: Asked): boolean {
  const { words, mine, theirs } = asked;
  return allStand(asked, 0, asked.plan.section === ENDING) && isMoment(words, mine) && isMoment(words, theirs);
}

const isMoment = (words: Int32Array, choice: number): boolean =>
  choice === 0 || momentAt(words, choice + 1) > Number.NEGATIVE_INFINITY;

/** Whether each choice was given, and the last of them after the moment that lies at `since`. */
export function isAgreedAfter(asked: Asked, since: number): boolean {
  const { words, mine, theirs } = asked;
  if (!isAgreed(asked)) return false;
  return (mine !== 0 && isAfter(words, mine + 1, since)) || (theirs !== 0 && isAfter(words, theirs + 1, since));
}

/** Flags of both records. */
export const flagsOfBoth = ({ words, person, browser }: Asked): number =>
  record.flagsOf(words, person) | record.flagsOf(words, browser);

/** Why a recipient has no consent of its own: 0 it has, 1 nobody was asked, 2 it was refused. */
export function recipientConsent({ words, person, browser, plan }: Asked): 0 | 1 | 2 {
  const mine = entryOf(words, person, record.RECIPIENTS, plan.recipientNumber);
  const theirs = entryOf(words, browser, record.RECIPIENTS, plan.recipientNumber);
  if (mine === 0 && theirs === 0) return 1;
  const refused = (choice: number) => choice !== 0 && (word(words, choice) & GIVEN) === 0;
  return refused(mine) || refused(theirs) ? 2 : 0;
}

/** Whether each yes to a recipient is of one of `who`. */
export function isSaidTo({ words, person, browser, plan }: Asked, who: number): boolean {
  const mine = entryOf(words, person, record.RECIPIENTS, plan.recipientNumber);
  const theirs = entryOf(words, browser, record.RECIPIENTS, plan.recipientNumber);
  return isGiven(words, mine, who) && isGiven(words, theirs, who);
}

/** Whether what was said about a recipient was said explicitly. */
export function isExplicitTo({ words, person, browser, plan }: Asked): boolean {
  const mine = entryOf(words, person, record.RECIPIENTS, plan.recipientNumber);
  const theirs = entryOf(words, browser, record.RECIPIENTS, plan.recipientNumber);
  const isExplicit = (choice: number) => choice === 0 || (word(words, choice) & EXPLICIT) !== 0;
  return isExplicit(mine) && isExplicit(theirs);
}

/** Whether a client is named, and the person is known to be among others alone. */
export function isOfOtherClients(asked: Asked): boolean {
  if (asked.client === -1) return false;
  const isOther = (client: number) => client !== asked.client;
  const { words, person, browser } = asked;
  if (!hasSection(words, person, CLIENTS) && !hasSection(words, browser, CLIENTS)) return false;
  return eachOf(words, person, isOther) && eachOf(words, browser, isOther);
}

/** Asks of each client whose data it is; -1: there is none, 0: one of them not, 1: all. */
export function everyClient(asked: Asked, holds: (client: number) => boolean): -1 | 0 | 1 {
  if (asked.client !== -1) return holds(asked.client) ? 1 : 0;
  const { words, person, browser } = asked;
  if (!hasSection(words, person, CLIENTS) && !hasSection(words, browser, CLIENTS)) return -1;
  return eachOf(words, person, holds) && eachOf(words, browser, holds) ? 1 : 0;
}

function eachOf(words: Int32Array, of: number, holds: (client: number) => boolean): boolean {
  if (!hasSection(words, of, CLIENTS)) return true;
  const end = endOf(words, of, CLIENTS);
  for (let at = startOf(words, of, CLIENTS); at < end; at++) if (!holds(word(words, at))) return false;
  return true;
}

/** Before the first question. */
export const emptyAsked = (plan: Plan): Asked => ({
  words: new Int32Array(0),
  person: 0,
  browser: 0,
  both: false,
  browserHash: new Int32Array(4),
  plan,
  now: 0,
  today: { from: 0, to: 0, text: "", number: 0 },
  stale: false,
  client: -1,
  content: new Int32Array(CONTENT_WORDS),
  hasContent: false,
  hasPerson: false,
  place: -1,
  mine: 0,
  theirs: 0,
  a: 0,
  b: 0,
});
