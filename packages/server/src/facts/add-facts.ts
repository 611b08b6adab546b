import {
  type Dropped,
  dropCategories,
  type Fact,
  faultOfLifting,
  foldFacts,
  readPersonState,
  type WrittenState,
} from "@troth/core/facts";
import type { Installation } from "../installation/index.ts";
import type { UnlockedKey } from "../keys/index.ts";
import { cutLinks } from "./cut-links.ts";
import { isOwnWord } from "./own-word.ts";
import { otherContent, type PlacedFault, placed, type ReadFact } from "./read-batch.ts";
import { repeatNoes } from "./repeat-noes.ts";
import { hashOfTold, type KeptFact, openFact, sealFact } from "./sealed-fact.ts";
import { foldState, openState, type SubjectLine, sealState } from "./states.ts";
import type { FactRow, NoticeSince, SubjectRow } from "./store.ts";
import { hashOfFactId } from "./subjects.ts";

/** What a batch makes of one subject; nothing is written yet. */
export interface SubjectWork {
  readonly subject: SubjectRow;
  readonly faults: readonly PlacedFault[];
  readonly repeated: number;
  /** How many of the rows are facts of our own: links that what was told cuts, and noes said once more. */
  readonly added: number;
  readonly dropped: readonly (Dropped & { readonly index: number; readonly point: string; readonly isNew: boolean })[];
  /** New facts, sealed. */
  readonly rows: readonly (FactRow & { readonly commitment: string })[];
  /** What they come to, and the same sealed. */
  readonly state: SubjectLine["state"];
  readonly sealed: Uint8Array;
}

/** Takes in the facts of a batch about one subject, which is locked, with the key of the subject's person. */
export function addFacts(
  inst: Installation,
  key: UnlockedKey,
  at: Omit<Taking, "known"> & { readonly known: readonly FactRow[] },
): SubjectWork {
  const { subject } = at;
  const known = new Map(at.known.map((row) => [row.id_hash, openFact(key, row)]));
  const taken = takeIn(inst, { ...at, known });
  const added = addOwn(inst, { ...at, known, fresh: taken.fresh });
  const all = [...known.values(), ...taken.fresh.values()].flatMap(({ fact }) => fact ?? []);
  const state =
    taken.fresh.size === 0 && subject.state !== null
      ? openState(key, subject.hash, subject.state)
      : foldState(inst, subject.kind, all);
  return {
    ...{ subject, faults: taken.faults, repeated: taken.repeated, dropped: taken.dropped, added, state },
    rows: taken.faults.length > 0 ? [] : sealAll(key, subject.hash, taken.fresh),
    sealed: sealState(key, subject.hash, state),
  };
}

const sealAll = (key: UnlockedKey, subject: string, fresh: ReadonlyMap<string, KeptFact>): SubjectWork["rows"] =>
  [...fresh].map(([id_hash, kept]) => ({ id_hash, subject, ...sealFact(key, id_hash, kept) }));

interface Taking {
  readonly subject: SubjectRow;
  readonly facts: readonly ReadFact[];
  /** By the hash of their id. */
  readonly known: ReadonlyMap<string, KeptFact>;
  /** Which notice was in force since when, the last one last. */
  readonly notices: readonly NoticeSince[];
  readonly mayLink: (state: WrittenState) => string | undefined;
  /** Troth tells them itself. */
  readonly own: boolean;
}

function takeIn(inst: Installation, at: Taking) {
  const { known, facts } = at;
  const faults: PlacedFault[] = [];
  const fresh = new Map<string, KeptFact>();
  const dropped: SubjectWork["dropped"][number][] = [];
  let repeated = 0;
  const told = [...[...known.values()].flatMap(({ fact }) => fact ?? []), ...facts.map(({ fact }) => fact)];
  const ids = new Map(told.map(({ id, corrects }) => [id, corrects]));
  for (const read of facts) {
    const had = known.get(read.idHash) ?? fresh.get(read.idHash);
    const fault = had ? faultOfAgain(read, had) : faultOfNew(inst, { ...at, read, told, ids });
    if (fault) faults.push(fault);
    else if (had) repeated += 1;
    const kept = had ?? keep(inst, { read, told, notices: at.notices });
    const point = read.fact.kind === "collected" ? read.fact.point : "";
    dropped.push(...kept.dropped.map((one) => ({ ...one, index: read.index, point, isNew: had === undefined })));
    if (!had) fresh.set(read.idHash, kept);
  }
  return { faults, fresh, dropped, repeated };
}

/** Adds to what is new the cuts of links that it takes the ground from, and noes that a clock ahead of ours hides; says how many. */
function addOwn(inst: Installation, at: Taking & { readonly fresh: Map<string, KeptFact> }): number {
  const { subject, own } = at;
  const now = inst.surroundings.now();
  const fresh = [...at.fresh.values()].flatMap(({ fact }) => fact ?? []);
  const all = [...[...at.known.values()].flatMap(({ fact }) => fact ?? []), ...fresh];
  const noes = own ? repeatNoes({ all, fresh, now }) : [];
  const told = [...all, ...noes];
  const whyNot = () => at.mayLink(foldState(inst, subject.kind, told));
  const cuts = subject.kind === "person" ? cutLinks(inst.program, { all: told, fresh, now, whyNot }) : [];
  for (const fact of [...noes, ...cuts]) at.fresh.set(hashOfFactId(inst, fact.id), { fact, told: hashOfTold(fact), dropped: [] });
  return noes.length + cuts.length;
}

const faultOfAgain = (read: ReadFact, had: KeptFact): PlacedFault | undefined =>
  had.told === read.told ? undefined : placed(read.index, otherContent);

function faultOfNew(
  inst: Installation,
  at: Taking & { readonly read: ReadFact; readonly told: readonly Fact[]; readonly ids: ReadonlyMap<string, string | undefined> },
): PlacedFault | undefined {
  const { fact, index } = at.read;
  if (at.subject.erasing !== null && !isOwnWord(fact, at.own))
    return placed(index, {
      field: "",
      code: "erasing",
      says: "whom it is about is being erased: nothing is added meanwhile but what they say against a use",
      advice:
        "leave it, and tell a refusal of theirs in a batch of its own; once the erasure is done, whoever comes back is somebody new",
    });
  if (fact.corrects !== undefined && isRound(at.ids, fact))
    return placed(index, {
      field: "corrects",
      code: "corrects",
      says: "it corrects a fact that, in the end, corrects this one",
      advice: "tell which came last alone, and let it correct the one before",
    });
  if (fact.corrects !== undefined && (!at.ids.has(fact.corrects) || fact.corrects === fact.id))
    return placed(index, {
      field: "corrects",
      code: "corrects",
      says: "no other fact with this id was told of the same subject",
      advice: "name a fact that was told before, or that stands in the same batch",
    });
  if (fact.kind === "restricted") {
    const { residences } = readPersonState(foldState(inst, at.subject.kind, at.told));
    const fault = faultOfLifting(inst.program, fact, residences);
    if (fault !== undefined) return placed(index, fault);
  }
  if (fact.kind === "linked" && fact.on) {
    const others = at.told.filter((one) => one.kind !== "linked" || one.id !== fact.id);
    const says = at.mayLink(foldState(inst, at.subject.kind, others));
    if (says !== undefined)
      return placed(index, { field: "", code: "linking", says, advice: "ask the person first, and tell their answer" });
  }
  return undefined;
}

/** Whether what a fact corrects leads, from one to the next, back to it. What names itself is told of by itself. */
function isRound(ids: ReadonlyMap<string, string | undefined>, { id, corrects }: Fact): boolean {
  const seen = new Set<string | undefined>();
  for (let next = corrects === id ? undefined : corrects; next !== undefined && !seen.has(next); next = ids.get(next)) {
    if (next === id) return true;
    seen.add(next);
  }
  return false;
}

/** A fact as it is kept: without what may not be taken there, with the notice that it was taken or agreed to under. */
function keep(
  inst: Installation,
  at: { readonly read: ReadFact; readonly told: readonly Fact[]; readonly notices: readonly NoticeSince[] },
): KeptFact {
  const { told } = at.read;
  const fact = underNotice(at.read.fact, at.notices);
  if (fact.kind !== "collected") return { fact, told, dropped: [] };
  const { kept, dropped } = dropCategories(inst.program, fact, grantedAt(inst, at.told, fact));
  if (kept.length === 0) return { fact: null, told, dropped };
  const purposes = fact.for ?? boundTo(inst, fact.point);
  return { fact: { ...fact, categories: [...kept], ...(purposes && { for: [...purposes] }) }, told, dropped };
}

/** The purposes that a point is for, and no other: they hold for what is taken now, whatever the program says of the point later. */
const boundTo = ({ program }: Installation, point: string): readonly string[] | undefined =>
  Object.hasOwn(program.collection, point) ? program.collection[point]?.for : undefined;

/** With the notice that was in force then; of before the first one that we know it is not said, nor of a text that nobody here knows. */
function underNotice(fact: Fact, notices: readonly NoticeSince[]): Fact {
  const isUnder =
    fact.kind === "collected" || fact.kind === "consented" || (fact.kind === "chose" && !fact.odd?.includes("text"));
  if (!isUnder || fact.notice !== undefined) return fact;
  const moment = Date.parse(fact.at);
  const notice = notices.findLast(({ since }) => since <= moment)?.version;
  return notice === undefined ? fact : { ...fact, notice };
}

/** The scopes that stood at the point when something was taken there. */
function grantedAt(
  inst: Installation,
  told: readonly Fact[],
  { point, at }: Extract<Fact, { kind: "collected" }>,
): readonly string[] | undefined {
  const moment = Date.parse(at);
  const before = told.filter(
    (fact) => fact.kind === "retracted" || (fact.kind === "granted" && fact.point === point && Date.parse(fact.at) <= moment),
  );
  const { granted } = foldFacts(inst.program, before);
  return Object.hasOwn(granted, point) ? granted[point] : undefined;
}
