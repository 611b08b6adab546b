// What is known of a person or a browser, made into the words of a record.
import type { Choice, PersonState, RefusedPart } from "../../facts/index.ts";
import { periodEnd } from "../../jurisdictions/index.ts";
import type { PurposeRule } from "../../program/index.ts";
import { bitsOfEnablers, type Clients } from "./clients.ts";
import { CONTENT_WORDS, readContent } from "./content.ts";
import type { Contexts } from "./contexts.ts";
import type { Origins } from "./origins.ts";
import { channelsAsBits, topicsAsBits } from "./parts.ts";
import type { ProgramTables } from "./program-tables.ts";
import * as record from "./record.ts";
import { pushMoment } from "./record.ts";
import type { Young } from "./young.ts";
import type { DayOf } from "./zone-days.ts";

/** What names and moments of a state are looked up in. */
export interface PackTables {
  readonly tables: ProgramTables;
  readonly contexts: Contexts;
  readonly origins: Origins;
  readonly clients: Clients;
  readonly dayOf: DayOf;
  readonly young: Young;
  /** The hash of a client's id, and that under which a browser is kept. */
  readonly clientHash: (id: string) => Int32Array;
  readonly browserHash: (id: string) => Int32Array;
}

/** Packs states, one after the other, into the same array. */
export type Packer = (hash: ArrayLike<number>, state: PersonState, isBrowser: boolean) => readonly number[];

const GROUNDS: readonly string[] = ["accuracy", "unlawful", "claims", "objection"];
const FLAG_OF_OPT_OUT: Readonly<Record<string, number>> = {
  sale: record.OUT_OF_SALE,
  sharing: record.OUT_OF_SHARING,
  profiling: record.OUT_OF_PROFILING,
  limit: record.LIMITED,
};

/** A packer. Names that the program has no more are left out; all else is kept as it is. */
export function packerOf(on: PackTables): Packer {
  const sections: number[][] = Array.from({ length: record.SECTIONS }, () => []);
  const out: number[] = [];
  const endOf = endsOfConsent(on);
  return (hash, state, isBrowser) => {
    for (const section of sections) section.length = 0;
    fillSections(on, state, sections, endOf);
    return write(out, hash, flagsOf(state, on.young) | (isBrowser ? record.BROWSER : 0), on.contexts.number(state), sections);
  };
}

function flagsOf(state: PersonState, young: Young): number {
  let flags = state.born === undefined ? 0 : young.flagOf(numberOfDay(state.born));
  if (state.beingErased) flags |= record.ERASED;
  if (state.parentStopped) flags |= record.STOPPED;
  if (state.minor) flags |= record.MINOR;
  for (const word of state.optOuts) flags |= FLAG_OF_OPT_OUT[word] ?? 0;
  return flags;
}

function write(
  out: number[],
  hash: ArrayLike<number>,
  flags: number,
  context: number,
  sections: readonly (readonly number[])[],
): readonly number[] {
  let present = flags;
  let count = 0;
  for (const [index, { length }] of sections.entries()) {
    if (length === 0) continue;
    present |= 1 << (record.BORN + index);
    count++;
  }
  out.length = 0;
  out.push(hash[0] ?? 0, hash[1] ?? 0, hash[2] ?? 0, hash[3] ?? 0, present, context);
  if (count === 0) return out;
  let at = record.DIRECTORY + count + 1;
  for (const { length } of sections) {
    if (length > 0) out.push(at);
    at += length;
  }
  out.push(at);
  for (const section of sections) for (const word of section) out.push(word);
  return out;
}

function fillSections(on: PackTables, state: PersonState, sections: readonly number[][], endOf: EndOf): void {
  const section = (number: number): number[] => sections[number - record.BORN] ?? [];
  const { numbers } = on.tables;
  if (state.born !== undefined) section(record.BORN).push(numberOfDay(state.born));
  if (state.restricted !== undefined) {
    section(record.RESTRICTED).push(GROUNDS.indexOf(state.restricted.ground));
    pushMoment(section(record.RESTRICTED), state.restricted.at);
  }
  for (const { country } of state.residences) section(record.RESIDENCES).push(on.origins.numberOfCountry(country));
  for (const id of state.clients) section(record.CLIENTS).push(on.clients.number(on.clientHash(id)));
  for (const id of state.linked) section(record.LINKED).push(...on.browserHash(id));
  fillConsents(on, state, section(record.CONSENTS), section(record.ENDING), endOf);
  for (const [number, at] of numbered(numbers.purposes, state.objections)) {
    section(record.OBJECTIONS).push(number << record.ID_SHIFT);
    pushMoment(section(record.OBJECTIONS), at);
  }
  for (const [number, choice] of numbered(numbers.recipients, state.recipientConsents))
    section(record.RECIPIENTS).push((number << record.ID_SHIFT) | bitsOfChoice(choice));
  for (const [number, by] of numbered(numbers.recipients, state.enabled))
    section(record.ENABLED).push((number << record.ID_SHIFT) | bitsOfEnablers(by));
  for (const [point, scopes] of Object.entries(state.granted)) {
    const grant = on.origins.numberOfGrant(point, scopes);
    if (grant !== undefined) section(record.GRANTS).push(grant);
  }
  fillOccasions(on, state, section(record.OCCASIONS));
  fillApprovals(on, state, section(record.APPROVALS), endOf);
  fillParts(on, state, section(record.PARTS));
  for (const one of state.collected) {
    section(record.COLLECTED).push(on.origins.numberOfOrigin(one));
    pushMoment(section(record.COLLECTED), one.at);
  }
}

function fillConsents(
  { tables, origins }: PackTables,
  state: PersonState,
  plain: number[],
  ending: number[],
  endOf: EndOf,
): void {
  for (const [number, choice] of numbered(tables.numbers.purposes, state.consents)) {
    const purpose = tables.purposes[number];
    const into = purpose?.lasts === undefined ? plain : ending;
    into.push((number << record.ID_SHIFT) | bitsOfChoice(choice));
    pushMoment(into, choice.at);
    into.push(choice.notice === undefined ? 0 : origins.numberOfNotice(choice.notice));
    if (purpose?.lasts !== undefined) pushMoment(ending, endOf(purpose, choice.at));
  }
}

function bitsOfChoice({ given, explicit, confirmed, by, despite = [], againstSignal }: Choice): number {
  const who = by === "person" ? record.BY_PERSON : by === "parent" ? record.BY_PARENT : 0;
  const sale = given && despite.includes("sale") ? record.DESPITE_SALE : 0;
  const sharing = given && despite.includes("sharing") ? record.DESPITE_SHARING : 0;
  const against = given && againstSignal === true ? record.AGAINST_SIGNAL : 0;
  return (
    sale |
    sharing |
    against |
    (given ? record.GIVEN : 0) |
    (explicit ? record.EXPLICIT : 0) |
    (confirmed ? record.CONFIRMED : 0) |
    who
  );
}

function fillOccasions({ tables }: PackTables, { occasions }: PersonState, into: number[]): void {
  const { events, recipients } = tables.numbers;
  for (const { event, recipient, at, ends } of occasions) {
    const number = events.get(event);
    const forOne = recipient === undefined ? -1 : recipients.get(recipient);
    if (number === undefined || forOne === undefined) continue;
    into.push(number, ((forOne + 1) << 1) | (ends === undefined ? 0 : 1));
    pushMoment(into, at);
    pushMoment(into, ends ?? 0);
  }
}

function fillParts({ tables }: PackTables, { refusedParts }: PersonState, into: number[]): void {
  if (refusedParts.length === 0) return;
  const byPurpose = new Map<string, RefusedPart[]>();
  for (const part of refusedParts) byPurpose.set(part.purpose, [...(byPurpose.get(part.purpose) ?? []), part]);
  for (const [number, parts] of numbered(tables.numbers.purposes, Object.fromEntries(byPurpose))) {
    const topics = Object.keys(tables.purposes[number]?.topics ?? {});
    const refused = {
      channels: channelsAsBits(parts.flatMap(({ channel }) => channel ?? [])),
      topics: topicsAsBits(
        topics,
        parts.flatMap(({ topic }) => topic ?? []),
      ),
    };
    into.push((number << record.ID_SHIFT) | refused.channels, refused.topics);
  }
}

function fillApprovals({ tables }: PackTables, { approvals }: PersonState, into: number[], endOf: EndOf): void {
  for (const { purpose, content, given, at } of approvals) {
    const number = tables.numbers.purposes.get(purpose);
    const rule = number === undefined ? undefined : tables.purposes[number];
    if (number === undefined || rule === undefined || !readContent(content, scratch)) continue;
    into.push((number << record.ID_SHIFT) | (given ? record.GIVEN : 0), ...scratch);
    pushMoment(into, endOf(rule, at));
  }
}

const scratch = new Int32Array(CONTENT_WORDS);

/** Entries whose names the program has, in the order of their numbers. */
function numbered<T>(
  numbers: ReadonlyMap<string, number>,
  entries: Readonly<Record<string, T>>,
): readonly (readonly [number, T])[] {
  const found: (readonly [number, T])[] = [];
  for (const id of Object.keys(entries)) {
    const number = numbers.get(id);
    if (number !== undefined) found.push([number, entries[id] as T]);
  }
  return found.length < 2 ? found : found.sort(([one], [other]) => one - other);
}

/** `2012-02-29` as 20120229. Of what is no day, one that makes a child of whoever it is about. */
export function numberOfDay(day: string): number {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  return year === undefined ? 99_991_231 : Number(year) * 10_000 + Number(month) * 100 + Number(date);
}

/** When a consent of a moment ends. */
type EndOf = (purpose: PurposeRule, at: number) => number;

const MOST_ENDS = 100_000;

/** All consents of a day end together but where hours count: a day's end is counted once. */
function endsOfConsent({ tables, dayOf }: PackTables): EndOf {
  const known = new Map<PurposeRule, Map<string, number>>();
  const { zone } = tables.program;
  return (purpose, at) => {
    if (purpose.lasts === undefined) return Number.POSITIVE_INFINITY;
    try {
      if (purpose.lasts.unit === "hours") return Date.parse(periodEnd(new Date(at).toISOString(), purpose.lasts, zone));
      const days = known.get(purpose) ?? new Map<string, number>();
      if (days.size > MOST_ENDS) days.clear();
      known.set(purpose, days);
      const { text } = dayOf(at);
      const before = days.get(text);
      if (before !== undefined) return before;
      const end = Date.parse(periodEnd(new Date(at).toISOString(), purpose.lasts, zone));
      days.set(text, end);
      return end;
    } catch {
      // A moment that no calendar has: such a consent is over.
      return Number.NEGATIVE_INFINITY;
    }
  };
}
