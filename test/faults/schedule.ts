// Which kills a run makes: all of it from a seed, so that a run can be had again.
import type { GroundKind } from "./place.ts";

/** Where a process is killed: at the nth passing of a step, or some time after the nth passing of any. */
export type Stop =
  | { readonly kind: "step"; readonly step: string; readonly nth: number }
  | { readonly kind: "time"; readonly passings: number; readonly afterMs: number };

/** One request's kills: the first process, and those that take it up. */
export interface Case {
  readonly number: number;
  readonly ground: GroundKind;
  readonly stops: readonly Stop[];
}

/** What a run that nobody killed passed, in order, and how long it took. */
export interface Passed {
  readonly ground: GroundKind;
  readonly steps: readonly { readonly step: string; readonly atMs: number }[];
}

export interface Wanted {
  readonly kills: number;
  readonly seed: string;
  /** Only these steps. */
  readonly at?: readonly string[] | undefined;
}

/** A generator of numbers in [0, 1) from a text. */
export function randomFrom(seed: string): () => number {
  let state = 2166136261;
  for (const char of seed) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Makes the cases: first every step that is known, once over all grounds, then once on each; then steps and times at random. */
export function makeSchedule(passed: readonly Passed[], wanted: Wanted): Case[] {
  const random = randomFrom(wanted.seed);
  const first = wanted.at ? [] : coverage(passed, random);
  return Array.from({ length: wanted.kills }, (_, number) => {
    const known = first[number];
    if (known) return { number, ground: known.ground, stops: [known.stop, ...later(random)] };
    const at = pick(passed, random);
    const stop = wanted.at || random() < 0.5 ? atStep(at, random, wanted.at) : atTime(at, random);
    return { number, ground: at.ground, stops: [stop, ...(wanted.at ? [] : later(random))] };
  });
}

/** The names of the steps of all grounds. */
export const stepNames = (passed: readonly Passed[]): string[] => [
  ...new Set(passed.flatMap((one) => one.steps.map(({ step }) => step))),
];

const LOOKING = /^(late|sweep)\./;
const firstOf = (step: string): Stop => ({ kind: "step", step, nth: 1 });

function coverage(passed: readonly Passed[], random: () => number): { ground: GroundKind; stop: Stop }[] {
  const names = shuffled(stepNames(passed), random);
  const rounds = passed.map((_, round) =>
    names.flatMap((step, index) => {
      const having = passed.filter((one) => one.steps.some((each) => each.step === step));
      // Where looking finds something is where a kill can do harm: there first.
      const best = LOOKING.test(step) ? having.findIndex((one) => one.ground === "found") : -1;
      // Each round gives a step to another ground.
      const at = having[((best < 0 ? index : best) + round) % having.length];
      if (!at || round >= having.length) return [];
      // The first look for late rows is the one that finds some.
      const stop = best >= 0 && round === 0 && step.startsWith("late.") ? firstOf(step) : atStep(at, random, [step]);
      return [{ ground: at.ground, stop }];
    }),
  );
  return rounds.flat();
}

function atStep(at: Passed, random: () => number, only?: readonly string[]): Stop {
  const steps = at.steps.map(({ step }) => step).filter((step) => !only || only.includes(step));
  const index = Math.floor(random() * steps.length);
  const step = steps[index] ?? "none";
  return { kind: "step", step, nth: steps.slice(0, index + 1).filter((one) => one === step).length };
}

/** Between two steps, so that it falls into what happens there: a COMMIT, a file written. */
function atTime(at: Passed, random: () => number): Stop {
  const passings = Math.floor(random() * at.steps.length);
  const from = at.steps[passings - 1]?.atMs ?? 0;
  const to = at.steps[passings]?.atMs ?? from;
  return { kind: "time", passings, afterMs: Math.round(random() * (to - from) * 10) / 10 };
}

/** One in four is killed again while it is taken up, and one in four of these once more. */
function later(random: () => number): Stop[] {
  if (random() > 1 / 4) return [];
  const passings = Math.floor(random() * 12);
  return [{ kind: "time", passings, afterMs: Math.round(random() * 20) }, ...later(random)];
}

const pick = <T>(all: readonly T[], random: () => number): T => {
  const one = all[Math.floor(random() * all.length)];
  if (one === undefined) throw new Error("nothing to pick from");
  return one;
};

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  return all
    .map((one) => ({ one, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ one }) => one);
}
