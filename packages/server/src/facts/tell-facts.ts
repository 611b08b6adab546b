import { type Fact, type PersonState, readPersonState } from "@troth/core/facts";
import type { Program } from "@troth/core/program";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { addFacts } from "./add-facts.ts";
import { erasedAt, erasureMarks, faultsOfErased } from "./erased-subjects.ts";
import { openSubjects } from "./open-subjects.ts";
import { publishNotice } from "./publish-notice.ts";
import { MOST_FAULTS, otherContent, type PlacedFault, placed, type ReadFact, readBatch } from "./read-batch.ts";
import { type RecordedFacts, recordFacts } from "./record-facts.ts";
import { sequenceChanges } from "./sequence-changes.ts";
import type { SubjectLine } from "./states.ts";
import { factsOf, heldAgainst } from "./store.ts";

/** What may be asked while facts are taken. */
export interface FactsPort {
  /** Why a browser may not be linked to a person of this state; undefined: it may. */
  readonly mayLink: (program: Program, state: PersonState, now: number) => string | undefined;
}

/** Categories of a fact that were not taken in. */
export interface DroppedAt {
  readonly index: number;
  readonly categories: readonly string[];
  readonly because: "never-collected" | "not-taken" | "outside-scopes";
}

/** A batch that is refused, whole. */
interface Refused {
  readonly kind: "refused" | "conflict";
  readonly faults: readonly PlacedFault[];
}

/** What became of a batch: all of it, or nothing. */
export type Told =
  | {
      readonly kind: "told";
      readonly accepted: number;
      readonly repeated: number;
      readonly dropped: readonly DroppedAt[];
      readonly token: { readonly program: string; readonly position: number; readonly subjects: readonly SubjectLine[] };
    }
  | Refused;

/** What is told, and by whom. */
export type Telling = TellingBy &
  (
    | { readonly facts: readonly unknown[]; readonly areRead?: never }
    /** Facts by their type, which our own code has read or made: they are not held against the schema again. */
    | { readonly facts: readonly Fact[]; readonly areRead: true }
  );

interface TellingBy {
  readonly by: string;
  /** Troth tells them itself: what nobody else may tell is taken, too, and a no holds against a yes of a clock that is ahead. */
  readonly own?: boolean;
  /** What else is so once this is told: in the same transaction, or neither is. `fresh`: how many were not told before. */
  readonly beside?: (tx: Tx, fresh: number) => Promise<void>;
}

/** Undoes the transaction of a batch that is refused. */
class BatchRefused extends Error {
  readonly faults: readonly PlacedFault[];
  constructor(faults: readonly PlacedFault[]) {
    super("a batch of facts was refused");
    this.faults = faults;
  }
}

/** Undoes the transaction of a batch about somebody who was erased after it was looked up who they are. */
class SubjectGone extends Error {}

function refuse(faults: readonly PlacedFault[]): void {
  if (faults.length > 0) throw new BatchRefused(faults.slice(0, MOST_FAULTS));
}

/** The batch is as it should be, and what is known stands against it. */
const CONFLICTS: ReadonlySet<PlacedFault["code"]> = new Set(["other-content", "erasing", "erased"]);

/**
 * Takes a batch of facts: all of it or nothing, each fact once however often it is told, with one ledger entry that commits
 * to every one. Answers with the states that it came to, so that the caller reads its own writes.
 */
export async function tellFacts(inst: Installation, input: Telling, port: FactsPort): Promise<Told> {
  const kept = await keepFacts(inst, input, port);
  if (kept.kind !== "kept") return kept;
  const position = await placeFacts(inst);
  return { kind: "told", ...kept.outcome, token: { program: inst.program.hash, position, subjects: kept.lines } };
}

/**
 * Gives what is kept its places in the ledger's tree and in the feed; returns how far the feed is. What a crash left without one gets
 * it from whoever comes next.
 */
export async function placeFacts(inst: Installation): Promise<number> {
  const [position] = await Promise.all([sequenceChanges(inst), inst.ledger.sequence()]);
  return position;
}

/** The same, as far as it can no more be lost: what it came to is in every answer from now on, and has its entry in the ledger. */
export async function keepFacts(
  inst: Installation,
  input: Telling,
  port: FactsPort,
): Promise<({ readonly kind: "kept" } & RecordedFacts) | Refused> {
  const { facts, faults } = readBatch(inst, input);
  if (faults.length > 0) return { kind: "refused", faults };
  const { db } = inst.storage;
  // Before anybody gets a key; and again with them held, since an erasure may have ended meanwhile.
  const marks = erasureMarks(
    inst,
    facts.map(({ hash }) => hash),
  );
  const before = faultsOfErased(facts, marks, await erasedAt(db, marks));
  if (before.length > 0) return { kind: "conflict", faults: before.slice(0, MOST_FAULTS) };
  await publishNotice(inst);
  const opening = await openSubjects(inst, facts);
  try {
    const done = await inst.storage.transaction(async (tx) => {
      const { rows: subjects, isNew } = await opening.lock(tx);
      const idHashes = facts.map(({ idHash }) => idHash);
      const { holders, erased, notices } = await heldAgainst(tx, { idHashes, marks: [...marks.keys()] });
      refuse(faultsOfErased(facts, marks, erased));
      refuseOthersIds(facts, holders);
      const old = [...subjects.keys()].filter((hash) => !isNew.has(hash));
      const known = grouped(await factsOf(tx, old), (row) => row.subject);
      const mayLink = linking(inst, port);
      const each = [...grouped(facts, (fact) => fact.hash)].map(([hash, own]) => {
        const subject = subjects.get(hash);
        if (subject === undefined) throw new SubjectGone();
        return { subject, known: known.get(hash) ?? [], facts: own, notices, mayLink, own: input.own === true };
      });
      const ownerOf = ({ subject }: (typeof each)[number]) => ({ person: subject.person_id });
      const works = await inst.keys.unlockEach(each, ownerOf, (key, one) => addFacts(inst, key, one), opening.keys);
      refuse(works.flatMap(({ faults: wrong }) => wrong));
      const fresh = works.reduce((sum, { rows }) => sum + rows.length, 0);
      await input.beside?.(tx, fresh);
      return recordFacts(inst, tx, { works, by: input.by });
    });
    return { kind: "kept", ...done };
  } catch (error) {
    if (error instanceof SubjectGone) return keepFacts(inst, input, port);
    if (!(error instanceof BatchRefused)) throw error;
    const isConflict = error.faults.some(({ code }) => CONFLICTS.has(code));
    return { kind: isConflict ? "conflict" : "refused", faults: error.faults };
  } finally {
    opening.keys.letGo();
  }
}

const linking =
  (inst: Installation, port: FactsPort) =>
  (state: Readonly<Record<string, unknown>>): string | undefined =>
    port.mayLink(inst.program, readPersonState(state), inst.surroundings.now());

/** An id that was told of another subject is another fact's. */
function refuseOthersIds(facts: readonly ReadFact[], holders: ReadonlyMap<string, string>): void {
  const holder = new Map(holders);
  const wrong: PlacedFault[] = [];
  for (const { index, idHash, hash } of facts) {
    const had = holder.get(idHash);
    if (had === undefined) holder.set(idHash, hash);
    else if (had !== hash) wrong.push(placed(index, otherContent));
  }
  refuse(wrong);
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const all = new Map<string, T[]>();
  for (const item of items) {
    const own = all.get(keyOf(item));
    if (own) own.push(item);
    else all.set(keyOf(item), [item]);
  }
  return all;
}
