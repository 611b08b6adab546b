// A program as numbers: every name that a decision can meet has one, and what is asked of names is asked once.
import { lawsOfEstablishments } from "../../jurisdictions/index.ts";
import type { CollectionRule, Law, Program, PurposeRule, RecipientRule } from "../../program/index.ts";
import { dataCategories } from "../../taxonomy/index.ts";
import { covers, lineageOf } from "../data-names.ts";
import type { Asked } from "./asked.ts";
import { type ShareSteps, shareSteps } from "./steps.ts";

/** Names of one sort. A number holds as long as the tables do. */
export interface Names {
  readonly ids: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
}

/** What a program says, by number. */
export interface ProgramTables {
  readonly program: Program;
  readonly purposes: readonly PurposeRule[];
  readonly recipients: readonly RecipientRule[];
  readonly points: readonly CollectionRule[];
  readonly subjects: readonly SubjectFlags[];
  /** Every kind of data: those of the taxonomy, and the program's own. */
  readonly kinds: Names;
  readonly numbers: {
    readonly purposes: ReadonlyMap<string, number>;
    readonly recipients: ReadonlyMap<string, number>;
    readonly points: ReadonlyMap<string, number>;
    readonly subjects: ReadonlyMap<string, number>;
    /** Events on which recipients receive something. */
    readonly events: ReadonlyMap<string, number>;
  };
  /** The only purposes that what is taken at a point serves; undefined: any. By point. */
  readonly bound: readonly (ReadonlySet<string> | undefined)[];
  readonly anyBound: boolean;
  readonly anyScoped: boolean;
  /** Laws that go with the place of the organization, as bits of the program's laws. */
  readonly home: number;
  /** The first purpose of the kind `linking`. */
  readonly way: number;
  /** Checks that plans share, by what they ask: what is touched often stays near. */
  readonly shared: Map<string, (asked: Asked) => boolean>;
  readonly shareSteps: ShareSteps;
}

/** What is asked of a kind of people. */
export interface SubjectFlags {
  readonly id: string;
  readonly held: boolean;
  readonly minor: boolean;
}

/** Makes tables of a program. */
export function tablesOf(program: Program): ProgramTables {
  const purposes = Object.values(program.purposes);
  const recipients = Object.values(program.recipients);
  const points = Object.values(program.collection);
  const subjects = Object.entries(program.subjects).map(([id, { capacity, minor }]) => ({
    id,
    held: capacity === "processor",
    minor,
  }));
  const own = Object.values(program.data).flatMap(({ id, below }) => (below === undefined ? [] : [id]));
  const events = recipients.flatMap(({ occasion }) => (occasion === undefined ? [] : [occasion]));
  return {
    program,
    purposes,
    recipients,
    points,
    subjects,
    kinds: namesOf([...Object.keys(dataCategories), ...own]),
    numbers: {
      purposes: namesOf(Object.keys(program.purposes)).numbers,
      recipients: namesOf(Object.keys(program.recipients)).numbers,
      points: namesOf(Object.keys(program.collection)).numbers,
      subjects: namesOf(subjects.map(({ id }) => id)).numbers,
      events: namesOf(events).numbers,
    },
    bound: points.map((point) => point.for && new Set(point.for)),
    anyBound: points.some((point) => point.for !== undefined),
    anyScoped: points.some((point) => point.scopes !== undefined),
    home: lawBits(program.laws, lawsOfEstablishments(program.organization)),
    shared: new Map(),
    shareSteps: shareSteps(),
    way: purposes.findIndex(({ kind }) => kind === "linking"),
  };
}

export function namesOf(ids: readonly string[]): Names {
  const unique = [...new Set(ids)];
  return { ids: unique, numbers: new Map(unique.map((id, number) => [id, number])) };
}

/** Those of `some` that `laws` has, as bits in the order of `laws`. */
export const lawBits = (laws: readonly Law[], some: readonly Law[]): number =>
  laws.reduce((bits, law, index) => (some.includes(law) ? bits | (1 << index) : bits), 0);

/** A set of kinds of data, as bits. */
export type KindSet = Int32Array;

export const hasKind = (set: KindSet, kind: number): boolean => ((set[kind >> 5] ?? 0) & (1 << (kind & 31))) !== 0;

/** The kinds for which a claim holds. */
export function kindsWhere({ kinds, program }: ProgramTables, holds: (lineage: readonly string[]) => boolean): KindSet {
  const set = new Int32Array((kinds.ids.length >> 5) + 1);
  for (const [kind, id] of kinds.ids.entries()) {
    if (holds(lineageOf(program, id))) set[kind >> 5] = (set[kind >> 5] ?? 0) | (1 << (kind & 31));
  }
  return set;
}

/** The kinds that names of data cover. */
export const kindsCovered = (tables: ProgramTables, names: readonly string[]): KindSet =>
  kindsWhere(tables, (lineage) => covers(names, lineage));
