import { type Fact, factsOfRow, type RowCleared, type RowFact, readingsOf, type Unread, withKey } from "@troth/core/facts";
import { hashOf } from "@troth/core/foundation";
import type { Installation } from "../installation/index.ts";
import { erasedUntil } from "./erased-subjects.ts";
import { readBatch } from "./read-batch.ts";
import { type KeptFact, openFact } from "./sealed-fact.ts";
import { factsOf, subjectsOf } from "./store.ts";
import { hashOfAccount } from "./subjects.ts";
import { tellFacts } from "./tell-facts.ts";

const ROWS = 250;
const FACTS = 1_000;

/** What a backfill made of one dataset. */
export interface BackfilledDataset {
  readonly dataset: string;
  readonly points: readonly string[];
  readonly rows: number;
  /** Facts that are new, of which some correct one of before; and those that stand already. */
  readonly told: number;
  readonly corrected: number;
  readonly standing: number;
  readonly dropped: number;
  /** Why something was not told, and how often. */
  readonly unread: Readonly<Record<string, number>>;
}

/**
 * Tells what the rows of a store say already, as the program declares it. A second run tells what has changed since, as a
 * correction, and nothing twice. `dry`: tells nothing.
 */
export async function backfillFacts(
  inst: Installation,
  at: { readonly store: string; readonly dry: boolean },
): Promise<readonly BackfilledDataset[]> {
  const connector = await inst.connector(at.store);
  const { datasets } = await connector.inspect();
  const done: BackfilledDataset[] = [];
  for (const declared of readingsOf(inst.program, at.store)) {
    const schema = datasets[declared.dataset];
    const reading = schema === undefined ? declared : withKey(declared, schema);
    const sum = { rows: 0, told: 0, corrected: 0, standing: 0, dropped: 0, unread: {} as Record<string, number> };
    await connector.read(async (session) => {
      for await (const rows of session.stream({ dataset: reading.dataset, columns: reading.columns }, ROWS)) {
        sum.rows += rows.length;
        const now = inst.surroundings.now();
        const [facts, cleared]: [RowFact[], RowCleared[]] = [[], []];
        for (const row of rows) {
          const cells = Object.fromEntries(reading.columns.map((column, index) => [column, row[index]]));
          const read = factsOfRow(reading, cells, now);
          facts.push(...read.facts);
          cleared.push(...read.cleared);
          for (const why of read.unread) count(sum.unread, why);
        }
        await tellChanged(inst, { facts, cleared, dry: at.dry, sum });
      }
    });
    done.push({ dataset: reading.dataset, points: reading.points.map(({ point }) => point), ...sum });
  }
  return done;
}

type Sum = { -readonly [K in "told" | "corrected" | "standing" | "dropped"]: number } & {
  readonly unread: Record<string, number>;
};

/** Tells what does not stand already, in batches; a fact that cannot be told holds none of the others back. */
async function tellChanged(
  inst: Installation,
  at: { readonly facts: readonly RowFact[]; readonly cleared: readonly RowCleared[]; readonly dry: boolean; readonly sum: Sum },
): Promise<void> {
  const { facts, cleared, dry, sum } = at;
  const whose = ({ fact }: RowFact): string => hashOfAccount(inst, fact.person ?? "");
  const hashes = [...new Set([...facts.map(whose), ...cleared.map(({ person = "" }) => hashOfAccount(inst, person))])];
  const erased = await erasedUntil(inst, inst.storage.db, hashes);
  const { toldOf, known } = await toldBefore(inst, hashes);
  const fresh: Fact[] = [];
  for (const one of facts) {
    const { base, fact } = one;
    const before = toldOf.get(base);
    if (before === undefined && isOfBefore(one, { erased: erased.get(whose(one)), isKnown: known.has(whose(one)) }))
      count(sum.unread, "erased");
    else if (before === undefined) fresh.push(sinceErased(one, erased.get(whose(one))));
    else if (isSame(before.byRow, fact)) sum.standing += 1;
    else fresh.push(correctionOf(inst, { base, before: before.last, fact }));
  }
  for (const one of cleared) {
    const before = toldOf.get(one.base);
    if (before !== undefined && before.byRow.kind !== "retracted") fresh.push(retractionOf(inst, one, before.last));
  }
  for (let from = 0; from < fresh.length; from += FACTS) await tellSome(inst, fresh.slice(from, from + FACTS), { dry, sum });
}

/** Of a row that may have come back from a backup: what it says is no older than an erasure only where it says so. */
function isOfBefore({ fact, isDated }: RowFact, at: { readonly erased: number | undefined; readonly isKnown: boolean }): boolean {
  if (at.erased === undefined) return false;
  return isDated ? Date.parse(fact.at) <= at.erased : !at.isKnown;
}

/** Of whoever came back after an erasure, what has no day is so since then. */
const sinceErased = ({ fact, isDated }: RowFact, erased: number | undefined): Fact =>
  erased === undefined || isDated ? fact : { ...fact, at: new Date(erased + 1).toISOString() };

/** A changed value. Its id is made of what it corrects, so that a value that comes back is told again. */
function correctionOf(inst: Installation, at: Pick<RowFact, "base" | "fact"> & { readonly before: Fact }): Fact {
  const { base, before, fact } = at;
  const id = `${base}.${hashOf([before.id, saysOf(fact), fact.at]).slice(0, 16)}`;
  // It was changed at some time since: what was told meanwhile is older than what the row says now.
  const moment = fact.kind === "collected" ? fact.at : new Date(inst.surroundings.now()).toISOString();
  return { ...fact, id, at: moment, corrects: before.id };
}

/** What a row had said, and says no more. */
function retractionOf(inst: Installation, { base, person, origin }: RowCleared, before: Fact): Fact {
  const id = `${base}.${hashOf([before.id, "cleared"]).slice(0, 16)}`;
  const at = new Date(inst.surroundings.now()).toISOString();
  return { id, person, at, origin, kind: "retracted", corrects: before.id } as Fact;
}

async function tellSome(
  inst: Installation,
  batch: readonly Fact[],
  at: { readonly dry: boolean; readonly sum: Sum },
): Promise<void> {
  const { dry, sum } = at;
  let facts = batch;
  while (facts.length > 0) {
    const batch = { facts, by: "backfill" };
    const answer = dry ? wouldTell(inst, batch) : await tellFacts(inst, batch, { mayLink: () => "no row tells of links" });
    if (answer.kind === "told") {
      // What was told by a row and dropped whole stands as told, and comes to nothing.
      sum.told += answer.accepted;
      sum.standing += answer.repeated;
      // Another run beside this one may have told some of them first.
      sum.corrected += Math.min(answer.accepted, facts.filter(({ corrects }) => corrects !== undefined).length);
      sum.dropped += answer.dropped.length;
      return;
    }
    const wrong = new Set(answer.faults.map(({ path }) => Number(/^facts\[(\d+)\]/.exec(path)?.[1])));
    for (const { code } of answer.faults) count(sum.unread, code);
    facts = facts.filter((_, index) => !wrong.has(index));
  }
}

/** What would become of a batch, as far as nobody has to be held for it. */
function wouldTell(inst: Installation, batch: { readonly facts: readonly Fact[]; readonly by: string }) {
  const { faults } = readBatch(inst, batch);
  if (faults.length > 0) return { kind: "refused" as const, faults };
  const ids = new Set(batch.facts.map(({ id }) => id));
  return { kind: "told" as const, accepted: ids.size, repeated: batch.facts.length - ids.size, dropped: [] };
}

/** What came of one thing that a row says. */
interface ToldBefore {
  /** What the row said last: while it says the same it has told nothing new, whatever the application has corrected that to. */
  readonly byRow: Fact;
  /** The last that was told of it, by the row or by whoever corrected it: what the row says next corrects that. */
  readonly last: Fact;
}

/** What was told of each base; and who is known at all. */
async function toldBefore(
  inst: Installation,
  hashes: readonly string[],
): Promise<{ readonly toldOf: ReadonlyMap<string, ToldBefore>; readonly known: ReadonlySet<string> }> {
  const toldOf = new Map<string, ToldBefore>();
  const known = new Set<string>();
  if (hashes.length === 0) return { toldOf, known };
  const rows = await factsOf(inst.storage.db, hashes);
  for (const subject of await subjectsOf(inst.storage.db, hashes)) {
    if (!(await inst.keys.has({ person: subject.person_id }))) continue;
    known.add(subject.hash);
    const own = rows.filter((row) => row.subject === subject.hash);
    const kept = await inst.keys.unlock({ person: subject.person_id }, (key) => own.map((row) => openFact(key, row)));
    const told = kept.flatMap(asTold);
    const corrections = new Map(told.map((fact) => [fact.corrects, fact]));
    for (const fact of told) if (fact.corrects === undefined) toldOf.set(fact.id, followed(fact, corrections));
  }
  return { toldOf, known };
}

/** From what a row said first, one correction after the other. */
function followed(first: Fact, corrections: ReadonlyMap<string | undefined, Fact>): ToldBefore {
  let byRow = first;
  let last = first;
  for (let next = corrections.get(first.id); next !== undefined; next = corrections.get(next.id)) {
    if (next.id.startsWith(`${first.id}.`)) byRow = next;
    // What corrected a retraction would take that back, and what it took back would stand again.
    if (next.kind !== "retracted") last = next;
  }
  return { byRow, last };
}

/** A fact with what of it was dropped: a row that says the same again has told nothing new. */
function asTold({ fact, dropped }: KeptFact): readonly Fact[] {
  if (fact === null) return [];
  if (fact.kind !== "collected") return [fact];
  return [{ ...fact, categories: [...fact.categories, ...dropped.flatMap(({ categories }) => categories)] }];
}

/**
 * Whether two facts say the same. The day counts where the row has one of its own, which for a collection it always has; the
 * notice where the row names it.
 */
function isSame(before: Fact, after: Fact): boolean {
  if (before.kind !== "collected" || after.kind !== "collected") return saysOf(before) === saysOf(after);
  const notice = after.notice === undefined ? undefined : before.notice;
  const of = (fact: typeof before, own: string | undefined) =>
    saysOf({ ...fact, notice: own, categories: fact.categories.toSorted() }) + Date.parse(fact.at);
  return of(before, notice) === of(after, after.notice);
}

function saysOf(fact: Fact): string {
  const { id: _, corrects: __, at: ___, ...says } = fact;
  return hashOf(says);
}

function count(counts: Record<string, number>, why: Unread | string): void {
  counts[why] = (counts[why] ?? 0) + 1;
}
