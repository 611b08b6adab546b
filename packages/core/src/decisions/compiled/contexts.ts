// As what somebody is known, where they live, and what their data was worked out from: few are the ways in which people differ in
// that, and each has a number.
import type { Derived, PersonState } from "../../facts/index.ts";
import { lawsOfResidence, type Residence, regionsThatDiffer } from "../../jurisdictions/index.ts";
import type { Law } from "../../program/index.ts";
import { derivedOf } from "../data-names.ts";
import { lawBits, type ProgramTables } from "./program-tables.ts";

/** One of these ways. */
export interface Context {
  /** Numbers of subjects, in the order in which they are known. */
  readonly kinds: readonly number[];
  /** Laws of the program that protect whoever lives there, as bits. */
  readonly protects: number;
  /** A residence is known. */
  readonly resides: boolean;
  /** Whole, though it hands down no rule by itself: with what a browser's facts say it may. Nothing where no rule is handed down. */
  readonly derived: Derived;
}

/** Of somebody of whom nothing is known. */
export const NO_CONTEXT = 0;

/** Contexts and their numbers. */
export interface Contexts {
  readonly of: (number: number) => Context;
  /** The number of a person or browser. */
  readonly number: (state: Pick<PersonState, "as" | "residences" | "derived">) => number;
  /** Whether there is anybody whose data may inherit a rule that the program does not say of everybody's. */
  readonly anyDerived: () => boolean;
  /** Of a person on a browser: what is known of either. */
  readonly both: (person: number, browser: number) => number;
  /** Where no residence is known, a place stands for it. */
  readonly at: (context: number, place: Residence) => number;
  readonly laws: (context: Context) => readonly Law[];
}

const MOST_PAIRS = 1 << 20;

/** Begins with the context of nobody. */
export function makeContexts(tables: ProgramTables): Contexts {
  const { program, numbers, home } = tables;
  const known: Context[] = [];
  const byKey = new Map<string, number>();
  const pairs = new Map<number, number>();
  /** Country -> by context, and by which regions laws tell apart. */
  const places = new Map<string, { readonly apart: readonly string[]; readonly numbers: number[] }>();
  let anyDerived = false;
  const add = (context: Context): number => {
    const { kinds, protects, resides, derived } = context;
    const key = `${kinds.join()} ${protects} ${resides} ${hasAny(derived) ? JSON.stringify(derived) : ""}`;
    const before = byKey.get(key);
    if (before !== undefined) return before;
    byKey.set(key, known.length);
    anyDerived ||= hasAny(context.derived);
    return known.push(context) - 1;
  };
  const handsDown = Object.values(program.data).some(({ follows }) => follows);
  const bitsOf = (residences: readonly Residence[]): number =>
    residences.length === 0 ? 0 : lawBits(program.laws, residences.flatMap(lawsOfResidence));
  const of = (number: number): Context => known[number] ?? NOBODY;
  add(NOBODY);
  return {
    of,
    anyDerived: () => anyDerived,
    number: ({ as, residences, derived }) => {
      const kinds = [...new Set(as)].flatMap((id) => numbers.subjects.get(id) ?? []);
      return add({
        kinds,
        protects: bitsOf(residences),
        resides: residences.length > 0,
        derived: handsDown ? derived : NOBODY.derived,
      });
    },
    both: (person, browser) => {
      if (browser === NO_CONTEXT || browser === person) return person;
      if (person === NO_CONTEXT) return browser;
      const key = person * MOST_PAIRS + browser;
      const before = pairs.get(key);
      if (before !== undefined) return before;
      const [one, other] = [of(person), of(browser)];
      const made = add({
        kinds: [...new Set([...one.kinds, ...other.kinds])],
        protects: one.protects | other.protects,
        resides: one.resides || other.resides,
        derived: derivedOf([one.derived, other.derived]),
      });
      pairs.set(key, made);
      return made;
    },
    at: (number, place) => {
      if (of(number).resides) return number;
      const { country, region } = place;
      const known = places.get(country) ?? { apart: regionsThatDiffer(country), numbers: [] };
      places.set(country, known);
      const { apart, numbers: made } = known;
      // Not known, one that a law tells apart, or any other of the country.
      const like = region === undefined ? 0 : apart.includes(region) ? 1 + apart.indexOf(region) : apart.length + 1;
      const at = number * (apart.length + 2) + like;
      made[at] ??= add({ ...of(number), protects: bitsOf([place]), resides: true });
      return made[at] ?? number;
    },
    laws: ({ protects, resides }) => {
      const own = program.laws.filter((_, index) => (((protects | home) >> index) & 1) === 1);
      return resides && own.length > 0 ? own : program.laws;
    },
  };
}

const NOBODY: Context = { kinds: [], protects: 0, resides: false, derived: {} };

const hasAny = (derived: Derived): boolean => Object.keys(derived).length > 0;
