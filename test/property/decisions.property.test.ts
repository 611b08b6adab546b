// The compiled engine answers every question exactly as the plain version does.
import { type Decision, decideNaively, type Engine, type Known, open, PRECEDENCE, type Question } from "@troth/core/decisions";
import type { Program } from "@troth/core/program";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Chance, chanceOf } from "./decisions/chance.ts";
import { AROUND, randomState, randomWorld, type World } from "./decisions/random-facts.ts";
import { randomProgram } from "./decisions/random-program.ts";
import { randomQuestion } from "./decisions/random-question.ts";

/** CI: a fixed seed and so many questions; `npm run full` sets TROTH_DECISIONS_RUNS and lets the seed be random. */
const RUNS = Number(process.env.TROTH_DECISIONS_RUNS ?? "50000");
const SEED = Number(
  process.env.TROTH_SEED ?? (process.env.TROTH_DECISIONS_RUNS === undefined ? "20261122" : Date.now() % 2 ** 31),
);
/** Compiling a program takes as long as hundreds of questions: the longer run asks more of each. */
const QUESTIONS = RUNS > 1_000_000 ? 2_000 : 200;
/** A long run is asked in parts: each says that it is through, and no clock ends them all. */
const PARTS = Math.ceil(RUNS / 500_000);
const PART = Math.ceil(RUNS / PARTS);
const DAY = 86_400_000;

/** No row of the table may go untried: so many noes of each, and so many questions that passed it, in 50,000. */
const LEAST = { no: 15, passed: 1_000 };

/** Nor may what a row says in more than one case: how often in 50,000. */
const SAID = [
  ...["is no ground for that under", "is no ground for it", "the person has not agreed to it"],
  ...["it is not the data of that client", "it is not known whose client's it is", "the client has not authorized it"],
  ...["no parent has agreed to it", "it has lapsed", "it was withdrawn or refused", "no link is on record"],
  ...["names none by its hash", "does not name their account", "exactly this one was never approved"],
  ...["it was declined, or the approval taken back", "the approval has lapsed"],
  ...["whatever was agreed to", "was not agreed to, or stopped", "receives no data of", "which this person could be"],
  ...["under which it was given, did not state it", ", gone only", "does not go by", "has no topic"],
  ...["may not be done under", "no parent has agreed to `", "was agreed to, did not state it"],
  ...["by which `channel` it goes", "about which `topic` it is", "` by email", "` about `offers`"],
];

interface Seen {
  readonly no: Map<string, number>;
  readonly passed: Map<string, number>;
  readonly doubts: Map<string, number>;
  readonly said: Map<string, number>;
  allowed: number;
  ending: number;
}

/** An engine, with the clock and the freshness that a question asks under. */
interface Opened {
  readonly engine: Engine;
  readonly clock: { now: number };
  readonly program: Program;
  readonly world: World;
}

function openWorld(chance: Chance, program: Program): Opened {
  const world = randomWorld(chance, program);
  const clock = { now: AROUND };
  const state = { program: program.hash, people: Object.entries(world.people), clients: Object.entries(world.clients) };
  const engine = open({
    program,
    state,
    notices: world.notices,
    now: () => clock.now,
    freshFor: DAY,
    hashKey: new Uint8Array(16),
  });
  for (const [id, browser] of Object.entries(world.browsers)) engine.apply({ kind: "browser", id, state: browser });
  return { engine, clock, program, world };
}

/** Somebody's state becomes another, or nothing: by id, or by the hash of it. */
function change({ engine, program, world }: Opened, chance: Chance): void {
  const kind = chance.pick(["person", "browser"] as const);
  const all = kind === "person" ? world.people : world.browsers;
  const id = chance.pick(Object.keys(all));
  const state = chance.maybe(0.8, () => randomState(chance, program, kind, id));
  if (state !== undefined) all[id] = state;
  else if (Object.keys(all).length > 2) delete all[id];
  else return;
  engine.apply(chance.happens(0.5) ? { kind, id, state } : { kind, hash: engine.hashOf(kind, id), state });
}

/** Moments at which something opens or closes by itself, of whom a question is about. */
const turnsOf = ({ person, browser }: Known): readonly number[] =>
  [person, browser].flatMap((state) =>
    (state?.occasions ?? []).flatMap(({ at, ends }) => (ends === undefined ? [at] : [at, ends])),
  );

/** Now is somewhere around, at a midnight of some zone, or on the very millisecond at which something ends. */
function randomNow(chance: Chance, ends: readonly number[]): number {
  if (ends.length > 0 && chance.happens(0.4)) return chance.pick(ends) + chance.below(3) - 1;
  if (chance.happens(0.2)) return AROUND - (AROUND % 3_600_000) + (chance.below(96) - 48) * 3_600_000 - chance.below(2);
  return AROUND + (chance.below(21) - 10) * DAY + chance.below(DAY);
}

function knownOf({ world, clock }: Opened, question: Question, stale: boolean): Known {
  const of = <T>(all: Readonly<Record<string, T>>, id: unknown): T | undefined =>
    typeof id === "string" && Object.hasOwn(all, id) ? all[id] : undefined;
  const asked: { readonly person?: unknown; readonly browser?: unknown } = Object(question);
  return {
    person: of(world.people, asked.person),
    browser: of(world.browsers, asked.browser),
    clients: world.clients,
    notices: world.notices,
    stale,
    now: clock.now,
  };
}

const plain = ({ allowed, rule, because, source, doubt, until, obligations }: Decision) => ({
  ...{ allowed, rule, because, source, doubt, until, obligations },
});

function askAll(seed: number, seen: Seen): void {
  const chance = chanceOf(seed);
  const opened = openWorld(chance, randomProgram(chance));
  const ends: number[] = [];
  for (let at = 0; at < QUESTIONS; at++) {
    if (chance.happens(0.05)) change(opened, chance);
    const question = randomQuestion(chance, opened.program, opened.world);
    const stale = chance.happens(0.05);
    const state = knownOf(opened, question, stale);
    const turns = chance.happens(0.5) ? turnsOf(state) : ends;
    opened.clock.now = randomNow(chance, turns);
    opened.engine.freshAt(opened.clock.now - (stale ? DAY + 1 : DAY));
    const known = { ...state, now: opened.clock.now };
    const expected = decideNaively(opened.program, question, known);
    const actual = opened.engine.decide(question);
    if (!same(expected, actual) || opened.engine.allows(question) !== expected.allowed)
      expect({ at, question, known, answer: plain(actual) }).toEqual({ at, question, known, answer: plain(expected) });
    if (expected.until !== undefined) ends.push(expected.until);
    count(seen, expected);
  }
}

/** The same in every key; written out, since most of the run would be spent in a matcher. */
function same(one: Decision, other: Decision): boolean {
  return (
    one.allowed === other.allowed &&
    one.rule === other.rule &&
    one.because === other.because &&
    one.doubt === other.doubt &&
    one.until === other.until &&
    one.source.law === other.source.law &&
    one.source.article === other.source.article &&
    JSON.stringify(one.source.place) === JSON.stringify(other.source.place) &&
    JSON.stringify(one.obligations) === JSON.stringify(other.obligations)
  );
}

function count(seen: Seen, { allowed, rule, because, doubt, until }: Decision): void {
  const add = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  if (allowed) seen.allowed += 1;
  if (until !== undefined) seen.ending += 1;
  if (doubt !== undefined) add(seen.doubts, doubt);
  add(seen.no, rule);
  for (const part of SAID) if (because.includes(part)) add(seen.said, part);
  for (const { id } of PRECEDENCE) {
    if (id === rule) break;
    add(seen.passed, id);
  }
}

test.each(Array.from({ length: PARTS }, (_, part) => SEED + part))(
  `${PART} answers are those of the plain version (seed %i)`,
  { timeout: 3_600_000 },
  (seed) => {
    const seen: Seen = { no: new Map(), passed: new Map(), doubts: new Map(), said: new Map(), allowed: 0, ending: 0 };
    fc.assert(
      fc.property(fc.integer(), (own) => askAll(own, seen)),
      { numRuns: Math.ceil(PART / QUESTIONS), seed, endOnFailure: true },
    );
    const share = PART / 50_000;
    for (const part of SAID)
      expect(seen.said.get(part) ?? 0, `answers that say: ${part}`).toBeGreaterThanOrEqual(Math.floor(LEAST.no * share));
    for (const { id } of PRECEDENCE) {
      expect(seen.no.get(id) ?? 0, `noes of ${id}`).toBeGreaterThanOrEqual(Math.floor(LEAST.no * share));
      expect(seen.passed.get(id) ?? 0, `questions that passed ${id}`).toBeGreaterThanOrEqual(LEAST.passed * share);
    }
  },
);
