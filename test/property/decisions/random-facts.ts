// Random facts about people, browsers and clients of a program: mostly such that much is allowed, so that late rows are reached.

import type { NoticeStated } from "@troth/core/decisions";
import { type ClientState, type Fact, foldClientFacts, foldFacts, type PersonState } from "@troth/core/facts";
import { CHANNELS, type Program } from "@troth/core/program";
import type { Chance } from "./chance.ts";
import { NAMES } from "./random-program.ts";

/** Around which everything happens. */
export const AROUND = Date.UTC(2026, 10, 22, 12);
const DAY = 86_400_000;
const CLIENTS = ["acme", "globex"];
export const VERSIONS = ["2024-01", "2026-03", "2026-11"];

type Told<K extends Fact["kind"]> = Omit<
  Extract<Fact, { kind: K }>,
  "id" | "at" | "origin" | "person" | "browser" | "client" | "kind"
>;

/** What is known of everybody that a question may be about. */
export interface World {
  readonly people: Record<string, PersonState>;
  readonly browsers: Record<string, PersonState>;
  readonly clients: Readonly<Record<string, ClientState>>;
  readonly notices: Readonly<Record<string, NoticeStated>>;
}

const ids = (of: string, count: number) => Array.from({ length: count }, (_, at) => `${of}_${at}`);
const BROWSERS = ids("b", 6);
/** Texts by their hashes: alike but for the first word, or the last. */
export const TEXTS = [`${"a".repeat(64)}`, `b${"a".repeat(63)}`, `${"a".repeat(63)}f`];

/** A world by chance. */
export function randomWorld(chance: Chance, program: Program): World {
  return {
    people: Object.fromEntries(ids("u", 12).map((id) => [id, randomState(chance, program, "person", id)])),
    browsers: Object.fromEntries(BROWSERS.map((id) => [id, randomState(chance, program, "browser", id)])),
    clients: Object.fromEntries(
      chance.some(CLIENTS, 0.8).map((id) => [id, foldClientFacts(factsAboutClient(chance, program, id))]),
    ),
    notices: chance.happens(0.5) ? {} : randomNotices(chance, program),
  };
}

/** What is known of a person or a browser, by chance. */
export const randomState = (chance: Chance, program: Program, about: "person" | "browser", id: string): PersonState =>
  foldFacts(program, factsAbout(chance, program, { [about]: id }, BROWSERS));

/** Within so many days before now; often on a moment that other facts have too: what comes first decides much. */
const someTime = (chance: Chance, days: number): number =>
  chance.happens(0.4) ? AROUND - chance.pick([1, 3, 8, 30]) * DAY : AROUND - chance.below(days) * DAY - chance.below(DAY);

/** A fact of some kind, some time before or a little after now. */
function writer(chance: Chance, about: Partial<Record<"person" | "browser" | "client", string>>) {
  const facts: Fact[] = [];
  const tell = <K extends Fact["kind"]>(kind: K, told: Told<K>, at = someTime(chance, 400)): void => {
    const id = `${Object.values(about).join()}-${facts.length}`;
    facts.push({ id, ...about, at: new Date(at).toISOString(), origin: "test", kind, ...told } as unknown as Fact);
  };
  return { facts, tell };
}

function factsAbout(
  chance: Chance,
  program: Program,
  about: { readonly person?: string; readonly browser?: string },
  browsers: readonly string[],
): readonly Fact[] {
  const { facts, tell } = writer(chance, about);
  const isPerson = about.person !== undefined;
  const purposes = Object.keys(program.purposes);
  const recipients = Object.keys(program.recipients);
  // Whoever is willing agrees to all of it; others are anybody.
  const willing = chance.happens(0.6);
  tellCollected(chance, program, tell, willing);
  if (chance.happens(0.7)) tell("resides", placeOf(chance));
  if (isPerson && chance.happens(0.15)) tell("resides", { ...placeOf(chance), evidence: "shown" });
  for (const purpose of chance.some([...purposes, "gone"], willing ? 0.95 : 0.5))
    tell(
      "consented",
      {
        purpose,
        given: willing || chance.happens(0.7),
        explicit: willing ? chance.happens(0.9) : chance.happens(0.5),
        confirmed: willing ? chance.happens(0.9) : chance.happens(0.5),
        ...(isPerson ? { by: chance.happens(0.8) ? ("person" as const) : ("parent" as const) } : {}),
        ...noticeOf(chance, willing),
      },
      // Some who agreed did so before what they agreed to lapsed, or before data was taken.
      someTime(chance, willing && chance.happens(0.85) ? 12 : 500),
    );
  for (const to of chance.some(recipients, 0.6))
    tell("consented", {
      ...{ to, given: willing || chance.happens(0.7), explicit: chance.happens(willing ? 0.9 : 0.5) },
      ...(isPerson && chance.happens(0.3) ? { by: "parent" as const } : {}),
    });
  for (const purpose of chance.some([...purposes, "gone"], willing ? 0.04 : 0.2))
    tell("objected", { purpose, on: chance.happens(0.85) });
  tellParts(chance, [...purposes, "gone"], tell, willing);
  for (const of of chance.some(["sale", "sharing", "profiling", "limit"] as const, willing ? 0.05 : 0.3))
    tell("opted-out", { of, on: true });
  while (purposes.length > 0 && chance.happens(willing ? 0.6 : 0.4)) {
    // What somebody answered themselves, some of it after they were out of sale or sharing as a whole.
    const optOuts = chance.happens(0.2) ? { [chance.pick(["sale", "sharing"] as const)]: chance.happens(0.8) } : undefined;
    const choices = { [chance.pick([...purposes, "gone"])]: willing || chance.happens(0.6) };
    const gpc = chance.happens(0.3) ? { gpc: true } : {};
    tell("chose", { choices, how: "choose", ...gpc, ...(optOuts === undefined ? {} : { optOuts }) }, someTime(chance, 30));
  }
  tellOccasions(chance, program, tell);
  tellDerived(chance, program, tell);
  if (!isPerson) return facts;
  for (const to of chance.some(browsers, 0.9)) tell("linked", { to, on: chance.happens(0.95) });
  // What was agreed to of linking by itself: by themselves, and under a notice of before.
  for (const { id, kind } of Object.values(program.purposes))
    if (kind === "linking" && chance.happens(0.95))
      tell("consented", {
        ...{
          purpose: id,
          given: true,
          explicit: true,
          confirmed: true,
          by: "person",
          notice: chance.pick([...VERSIONS, "lost"]),
        },
      });
  for (const recipient of chance.some(recipients, 0.5))
    tell("enabled", { recipient, by: chance.pick(["person", "workspace", "client"]), on: true });
  for (const point of Object.keys(program.collection))
    if (chance.happens(0.6)) tell("granted", { point, scopes: chance.some(NAMES.SCOPES, willing ? 0.9 : 0.3) });
  tellOfPerson(chance, tell, willing);
  tellApprovals(chance, program, tell, willing);
  return facts;
}

/** Noes to single channels and topics, and what was taken back of them: by itself, and where somebody was asked. */
function tellParts(chance: Chance, purposes: readonly string[], tell: Tell, willing: boolean): void {
  const topics = [...NAMES.TOPICS, "gone"];
  for (const purpose of chance.some(purposes, willing ? 0.15 : 0.2)) {
    // Of one sort mostly: where a channel is refused, topics are not asked for.
    const byChannel = chance.happens(0.3);
    while (chance.happens(0.6)) {
      const on = chance.happens(0.8);
      const isChannel = chance.happens(0.9) === byChannel;
      const answers = (of: readonly string[]) => ({
        [purpose]: Object.fromEntries(chance.some(of, 0.4).map((one) => [one, !on])),
      });
      const part = isChannel ? { channel: chance.pick(CHANNELS) } : { topic: chance.pick(topics) };
      if (chance.happens(0.6)) tell("objected", { purpose, on, ...part });
      else
        tell("chose", {
          ...{ choices: {}, how: "preferences" },
          ...(isChannel ? { channels: answers(CHANNELS) } : { topics: answers(topics) }),
        });
    }
  }
}

/** Under which notice something was taken, or agreed to: mostly the last one. */
function noticeOf(chance: Chance, willing: boolean): { readonly notice?: string } {
  const notice = chance.maybe(0.8, () => (willing ? "2026-11" : chance.pick([...VERSIONS, "lost"])));
  return notice === undefined ? {} : { notice };
}

type Tell = ReturnType<typeof writer>["tell"];

const placeOf = (chance: Chance): Told<"resides"> => {
  const country = chance.pick(NAMES.COUNTRIES);
  const region = country === "US" && chance.happens(0.7) ? { region: chance.pick(["CA", "VA"]) } : {};
  return { country, ...region, evidence: chance.pick(["stated", "shown", "place"]) };
};

function tellCollected(chance: Chance, program: Program, tell: Tell, willing: boolean): void {
  const points = Object.keys(program.collection);
  const subjects = Object.keys(program.subjects);
  const count = willing ? 1 + chance.below(2) : chance.below(4);
  for (let at = 0; at < count; at++) {
    const categories = chance.some([...NAMES.NAMED.map((name) => name.replace(".*", "")), ...Object.keys(program.data)], 0.4);
    const as = chance.maybe(willing ? 0.9 : 0.6, () => chance.pick([...subjects, ...subjects, ...subjects, ...subjects, "gone"]));
    const of = chance.maybe(0.4, () => chance.pick([...CLIENTS, "nobody"]));
    tell("collected", {
      point: chance.happens(0.9) && points.length > 0 ? chance.pick(points) : "gone",
      categories: categories.length > 0 ? categories : ["contact"],
      ...noticeOf(chance, willing),
      ...(chance.happens(willing ? 0.15 : 0.35) ? { for: [...chance.some(Object.keys(program.purposes), 0.6), "gone"] } : {}),
      ...(as === undefined ? {} : { as }),
      ...(of === undefined ? {} : { of }),
    });
  }
}

/** Of some, in chains and circles too: data of theirs that was worked out from other data. */
function tellDerived(chance: Chance, program: Program, tell: Tell): void {
  const names = [...NAMES.NAMED, ...Object.keys(program.data)];
  while (chance.happens(0.15)) tell("derived", { category: chance.pick(names), from: chance.some([...names, "gone"], 0.2) });
}

function tellOccasions(chance: Chance, program: Program, tell: Tell): void {
  for (const event of chance.some([...NAMES.EVENTS, "gone"], 0.6)) {
    const recipient = chance.maybe(0.4, () => chance.pick([...Object.keys(program.recipients), "gone"]));
    const ends = chance.maybe(0.5, () => new Date(AROUND + (chance.below(20) - 4) * DAY).toISOString());
    tell(
      "occasion",
      { event, ...(recipient === undefined ? {} : { recipient }), ...(ends === undefined ? {} : { ends }) },
      AROUND - (chance.below(20) - 2) * DAY,
    );
  }
}

function tellApprovals(chance: Chance, program: Program, tell: Tell, willing: boolean): void {
  const asking = Object.values(program.purposes).flatMap(({ id, approves }) => (approves || chance.happens(0.1) ? [id] : []));
  for (const purpose of [...asking, "gone"])
    for (const content of chance.some(TEXTS, willing ? 0.9 : 0.5))
      tell("approved", { purpose, content, given: chance.happens(willing ? 0.9 : 0.6) }, someTime(chance, willing ? 12 : 500));
}

function tellOfPerson(chance: Chance, tell: Tell, willing: boolean): void {
  if (chance.happens(0.4)) {
    const year = chance.happens(0.5) ? 1980 : 2006 + chance.below(10);
    const day = chance.pick(["02-28", "11-21", "11-22", "11-23", "06-01"]);
    tell("born", { day: year % 4 === 0 && chance.happens(0.2) ? `${year}-02-29` : `${year}-${day}` });
  }
  if (chance.happens(0.08)) tell("minor", { is: chance.happens(0.8) });
  if (chance.happens(willing ? 0.04 : 0.15))
    tell("restricted", { ground: chance.pick(["accuracy", "unlawful", "claims", "objection"]), on: chance.happens(0.9) });
  if (chance.happens(0.2)) tell("parent-stopped", { on: true });
  if (chance.happens(0.04)) tell("being-erased", { on: true });
}

function factsAboutClient(chance: Chance, program: Program, client: string): readonly Fact[] {
  const { facts, tell } = writer(chance, { client });
  for (const purpose of chance.some([...Object.keys(program.purposes), "gone"], 0.7))
    tell("instructed", { purpose, on: chance.happens(0.9) });
  for (const recipient of chance.some([...Object.keys(program.recipients), "gone"], 0.6))
    tell("enabled", { recipient, by: chance.pick(["workspace", "client"]), on: true });
  return facts;
}

function randomNotices(chance: Chance, program: Program): World["notices"] {
  const generous = chance.happens(0.6);
  return Object.fromEntries(
    chance.some(VERSIONS, 0.8).map((version) => [
      version,
      {
        version,
        purposes: Object.fromEntries(
          Object.values(program.purposes).flatMap(({ id, kind, uses }) =>
            // What was linked under a notice that said nothing of it is asked about last, and seldom reached.
            chance.happens(kind === "linking" ? 0.5 : 0.9)
              ? [[id, uses.flatMap((use) => (chance.happens(generous ? 0.97 : 0.7) ? [use.id] : []))]]
              : [],
          ),
        ),
      },
    ]),
  );
}
