// Where data came from, and what was granted there: a thousand people who signed up at one form under one notice share an entry.
import type { Collected } from "../../facts/index.ts";
import { closestUse } from "../data-names.ts";
import { type KindSet, kindsCovered, kindsWhere, type ProgramTables } from "./program-tables.ts";

/** Kinds of data that were taken at a point under a notice. */
export interface Origin {
  /** Number of the point; -1: the program has no such point any more. */
  readonly point: number;
  /** Number of the notice; 0: it is not known. */
  readonly notice: number;
  readonly taken: KindSet;
  readonly bound: Bound | undefined;
}

/** What was taken for some purposes alone. */
export interface Bound {
  readonly number: number;
  /** Its name, for a point that the program may have no more. */
  readonly pointId: string;
  readonly purposes: readonly string[];
}

/** What was granted at a point. */
export interface Grant {
  readonly point: number;
  readonly lets: KindSet;
  /** At least one scope was granted, whatever it lets in. */
  readonly some: boolean;
}

/** Origins, grants, and names that only facts and notices say. */
export interface Origins {
  readonly origins: readonly Origin[];
  readonly grants: readonly Grant[];
  /** Those of the origins that are bound. */
  readonly bounds: readonly Bound[];
  /** Versions of the notice by number; 0 is none. */
  readonly notices: readonly string[];
  readonly countries: readonly string[];
  readonly numberOfOrigin: (collected: Collected) => number;
  /** Undefined where the program has no such point with scopes. */
  readonly numberOfGrant: (point: string, scopes: readonly string[]) => number | undefined;
  readonly numberOfNotice: (version: string) => number;
  readonly numberOfCountry: (country: string) => number;
}

/** Begins with none. */
export function makeOrigins(tables: ProgramTables): Origins {
  const { numbers, points } = tables;
  const origins: Origin[] = [];
  const lists = makeList();
  const bounds: Bound[] = [];
  const grants = listByKey<Grant>();
  const notices = listByKey<string>();
  const countries = listByKey<string>();
  notices.number("", () => "");
  // Marked, so that a version may be called anything.
  const numberOfNotice = (version: string) => notices.number(`=${version}`, () => version);
  return {
    origins,
    grants: grants.items,
    bounds,
    notices: notices.items,
    countries: countries.items,
    numberOfNotice,
    // Asked with each question that tells a place: the first lookup makes nothing.
    numberOfCountry: (country) => countries.find(country) ?? countries.number(country, () => country),
    numberOfOrigin: ({ point, categories, notice, for: purposes }) => {
      const from = numbers.points.get(point) ?? -1;
      const under = notice === undefined ? 0 : numberOfNotice(notice);
      const list = afterAll(lists, categories);
      const known = purposes === undefined ? list.numbers : afterAll(bounded(list), [point, ...purposes]).numbers;
      const key = (from + 1) * MOST_NOTICES + under;
      const before = known.get(key);
      if (before !== undefined) return before;
      const bound = purposes && { number: bounds.length, pointId: point, purposes };
      if (bound !== undefined) bounds.push(bound);
      const made = origins.push({ point: from, notice: under, taken: kindsCovered(tables, categories), bound }) - 1;
      known.set(key, made);
      return made;
    },
    numberOfGrant: (id, scopes) => {
      const point = numbers.points.get(id);
      const lets = point === undefined ? undefined : points[point]?.scopes;
      if (point === undefined || lets === undefined) return undefined;
      return grants.number(JSON.stringify([id, ...scopes]), () => ({
        point,
        some: scopes.length > 0,
        lets: kindsWhere(tables, (lineage) =>
          scopes.some((scope) => Object.hasOwn(lets, scope) && closestUse(lets[scope] ?? [], lineage) !== undefined),
        ),
      }));
    },
  };
}

/** More than there are versions of a notice. */
const MOST_NOTICES = 2 ** 30;

/** Lists of categories, one step a category: of the thousands of people who gave the same at a form no list is made into a key. */
interface List {
  readonly next: Map<string, List>;
  /** Numbers of origins with this list, by point and notice. */
  readonly numbers: Map<number, number>;
  /** Of what was taken for some purposes alone: by its point, and then by each of these. */
  bounded: List | undefined;
}

const makeList = (): List => ({ next: new Map(), numbers: new Map(), bounded: undefined });

function bounded(list: List): List {
  list.bounded ??= makeList();
  return list.bounded;
}

function afterAll(list: List, categories: readonly string[]): List {
  let at = list;
  for (const category of categories) {
    const known = at.next.get(category) ?? makeList();
    at.next.set(category, known);
    at = known;
  }
  return at;
}

interface ListByKey<T> {
  readonly items: readonly T[];
  readonly number: (key: string, make: () => T) => number;
  readonly find: (key: string) => number | undefined;
}

function listByKey<T>(): ListByKey<T> {
  const items: T[] = [];
  const numbers = new Map<string, number>();
  return {
    items,
    find: (key) => numbers.get(key),
    number: (key, make) => {
      const before = numbers.get(key);
      if (before !== undefined) return before;
      numbers.set(key, items.length);
      return items.push(make()) - 1;
    },
  };
}
