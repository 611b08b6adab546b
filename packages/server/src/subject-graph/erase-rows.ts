import { TrothError } from "@troth/core/foundation";
import {
  type Captured,
  type CaptureQuery,
  type ChangeWork,
  cellOf,
  type DeleteWork,
  differences,
  elementsOf,
  type GoneRow,
  type Lead,
  links,
  type PlanFinding,
  type PlanStep,
  rowId,
  type StorePlan,
  type StoreWork,
  type SubjectIdentifier,
  seenOf,
  settleErasure,
  type Today,
  tellingValues,
} from "@troth/core/subject-graph";
import type { ActSession, Connector } from "../connectors/index.ts";
import { answersNoMore, type StillHolding, stillHolding } from "./answers-no-more.ts";
import { captureRows } from "./capture-rows.ts";
import type { ErasureRecord, GoneKeys } from "./erasure-record.ts";
import { markOf } from "./mark-of.ts";
import { hashOfCell, type NewCells, newCells, type PseudonymKey } from "./new-cells.ts";

/** A statement of an erasure met another number of rows than were captured: everything was rolled back. */
export class RowCountError extends TrothError {
  readonly code = "erasure.count";
}

/** What an erasure in one store needs. */
export interface EraseInput {
  readonly connector: Connector;
  readonly plan: StorePlan;
  readonly subject: readonly SubjectIdentifier[];
  /** More people, in a batch: one plan, one capture, one transaction for all of them. */
  readonly others?: readonly { readonly subject: readonly SubjectIdentifier[]; readonly pseudonymKey: Uint8Array }[];
  readonly today: Today;
  /** Makes this person's pseudonyms. */
  readonly pseudonymKey: Uint8Array;
  /** The store's lines of the approved plan, and its findings: another of those needs another look. */
  readonly approved: readonly PlanStep[];
  readonly known?: readonly PlanFinding[];
  /** Rows that an earlier act deleted, which late rows may point at; and what other stores' rows say. */
  readonly gone?: readonly GoneRow[];
  readonly arrived?: readonly Lead[];
  /** Names the transaction in the store's journal, and no other ever. */
  readonly name: string;
  readonly shadow: boolean;
  /** Called before COMMIT. */
  readonly journal: (transaction: string, record: ErasureRecord) => Promise<void>;
  readonly onRows?: (done: number, of: number) => void;
  readonly passing: (step: string) => Promise<void>;
  /** Milliseconds, for the store time that a receipt and the bench tell. */
  readonly clock: () => number;
}

/** Acted, or nothing was: what was captured now is not what was approved. */
export type EraseAnswer =
  | { readonly kind: "acted"; readonly record: ErasureRecord }
  | { readonly kind: "changed"; readonly because: readonly string[] };

class PlanChanged extends Error {
  readonly because: readonly string[];
  constructor(because: readonly string[]) {
    super("the plan has changed");
    this.because = because;
  }
}

/**
 * Erases one person, or a batch of them, in one store, in one transaction: captures again, locked; compares with what was approved; changes,
 * then deletes, in constraint-safe order; every statement's count must be the captured one; the journal; COMMIT.
 */
export async function eraseRows(input: EraseInput): Promise<EraseAnswer> {
  const { connector, plan, subject, name, shadow, journal, passing } = input;
  const began = input.clock();
  let record: ErasureRecord | undefined;
  try {
    await connector.act(
      { name, rollback: shadow, journal: async (transaction) => record && journal(transaction, record) },
      async (session) => {
        const captured = await captureRows(session, plan, subject, {
          gone: input.gone,
          arrived: input.arrived,
          others: input.others?.map((one) => one.subject),
        });
        await passing("captured");
        const work = settleErasure(plan, captured, input.today);
        refuseChanged(work, input);
        const questions = captured.asked.map(({ query }) => query);
        const changed = await changeAll(session, { work, questions }, input);
        await passing("changed");
        const deleted = await deleteAll(session, work, { ...input, before: changed.rows });
        await passing("deleted");
        const gone: GoneKeys[] = [];
        for (const rows of work.deletes)
          gone.push({ ...seenBefore(plan, captured, rows), ...(await stampsOf(session, rows.dataset, rows.keys)) });
        const storeMs = input.clock() - began;
        record = recordOf({ plan, captured, work, subject: subjectsOf(input), changed, deleted, gone, storeMs });
      },
    );
  } catch (error) {
    if (error instanceof PlanChanged) return { kind: "changed", because: error.because };
    throw error;
  }
  if (!record) throw new Error("bug: an act returned without its record");
  return { kind: "acted", record: { ...record, storeMs: input.clock() - began } };
}

/** Everybody of an erasure, as one list of identifiers. */
export const subjectsOf = ({ subject, others = [] }: Pick<EraseInput, "subject" | "others">): readonly SubjectIdentifier[] => [
  ...subject,
  ...others.flatMap((one) => one.subject),
];

/** Each person's key, by their place in the batch. */
export const pseudonymKeys =
  ({ pseudonymKey, others = [] }: Pick<EraseInput, "pseudonymKey" | "others">): PseudonymKey =>
  (person) =>
    others[person - 1]?.pseudonymKey ?? pseudonymKey;

function refuseChanged(work: StoreWork, { approved, known = [] }: Pick<EraseInput, "approved" | "known">): void {
  const because = changesSince(work, { approved, known });
  if (because.length > 0) throw new PlanChanged(because);
}

/** In what the work in a store is not what was approved; empty if it still is. */
export function changesSince(
  work: StoreWork,
  at: { readonly approved: readonly PlanStep[]; readonly known?: readonly PlanFinding[] | undefined },
): string[] {
  const knew = new Set((at.known ?? []).map((one) => `${one.code} ${one.store} ${one.dataset} ${one.column}`));
  const findings = work.findings.filter(
    (one) => one.blocks || !knew.has(`${one.code} ${one.store} ${one.dataset} ${one.column}`),
  );
  return [...findings.map((one) => one.says), ...differences(at.approved, work.steps)];
}

interface Changed {
  readonly rows: number;
  readonly values: ErasureRecord["changedRows"];
  /** The cells in which another value stands now: dataset, column -> row ids. */
  readonly cells: ReadonlyMap<string, ReadonlySet<string>>;
  readonly still: readonly StillHolding[];
}

const cellsName = (dataset: string, column: string): string => JSON.stringify([dataset, column]);

async function changeAll(
  session: ActSession,
  { work, questions }: { readonly work: StoreWork; readonly questions: readonly CaptureQuery[] },
  input: EraseInput,
): Promise<Changed> {
  const of = totalRows(work);
  const values: ErasureRecord["changedRows"][number][] = [];
  const cells = new Map<string, Set<string>>();
  const still: StillHolding[] = [];
  let rows = 0;
  for (const change of work.changes) {
    let all = 0;
    for await (const { keys, columns } of newCells(session, pseudonymKeys(input), change)) {
      const met = await session.change(change.dataset, change.rowKey, keys, columns);
      refuseCount(input, { ...change, keys }, met);
      all += met;
      if (change.opens) continue;
      for (const { column, differs } of columns) {
        const name = cellsName(change.dataset, column);
        const here = cells.get(name) ?? new Set();
        for (const [nth, key] of keys.entries()) if (differs[nth]) here.add(rowId(key));
        cells.set(name, here);
      }
      still.push(...stillHolding(questions, change.dataset, { keys, columns }));
      rows += met;
      const stamps = await stampsOf(session, change.dataset, keys);
      values.push({ dataset: change.dataset, rowKey: change.rowKey, keys, values: columns.map(asRecorded), ...stamps });
      input.onRows?.(rows, of);
    }
    refuseCount(input, change, all);
  }
  return { rows, values, cells, still };
}

/** What is made of a text is recorded by its hash: the record is kept, and the text is not to stand in it. */
export const asRecorded = ({ column, values, fromOld }: NewCells["columns"][number]) =>
  fromOld ? { column, values: values.map(hashOfCell), hashed: true } : { column, values };

/** All at once, in order: a session carries out what it is told in the order in which it is told. */
async function deleteAll(session: ActSession, work: StoreWork, input: EraseInput & { readonly before: number }): Promise<number> {
  const of = totalRows(work);
  let rows = 0;
  await Promise.all(
    work.deletes.map(async (one) => {
      const met = await session.delete(one.dataset, one.rowKey, one.keys);
      refuseCount(input, one, met);
      rows += met;
      input.onRows?.(input.before + rows, of);
    }),
  );
  return rows;
}

function refuseCount(input: EraseInput, work: DeleteWork, met: number): void {
  if (met === work.keys.length) return;
  throw new RowCountError(`${work.dataset}: a statement met ${met} rows where ${work.keys.length} were captured`, {
    place: `store ${input.plan.store}`,
    advice: "everything was rolled back; see whether a trigger or a cascade takes part, then plan again",
  });
}

const totalRows = (work: StoreWork): number =>
  work.deletes.reduce((sum, one) => sum + one.keys.length, 0) +
  work.changes.reduce((sum, one: ChangeWork) => sum + (one.opens ? 0 : one.keys.length), 0);

function recordOf(at: {
  readonly plan: StorePlan;
  readonly captured: Captured;
  readonly work: StoreWork;
  readonly subject: readonly SubjectIdentifier[];
  readonly changed: Changed;
  readonly deleted: number;
  readonly gone: readonly GoneKeys[];
  readonly storeMs: number;
}): ErasureRecord {
  const { plan, captured, work, changed } = at;
  return {
    deleted: at.deleted,
    changed: changed.rows,
    acts: 1,
    steps: work.steps,
    asked: captured.asked.map(({ query, ids }, asked) => ({
      query,
      expected: stillAnswering({ query, asked, ids, work, changed }),
    })),
    gone: at.gone,
    changedRows: changed.values,
    kept: work.kept,
    staying: work.staying,
    keptRows: work.keptRows,
    withoutEnd: work.withoutEnd,
    gonePeople: gonePeople(plan, captured, work),
    identifiers: identifiersOf(plan, captured, at.subject),
    telling: tellingValues(plan, captured),
    keptUntil: work.keptUntil,
    firstKeepEnds: work.firstKeepEnds,
    storeMs: at.storeMs,
  };
}

/** Where the act may be repeated: what tells its rows from others. */
async function stampsOf(
  session: ActSession,
  dataset: string,
  keys: GoneKeys["keys"],
): Promise<{ readonly stamps?: readonly (string | null)[] }> {
  const stamps = await session.stamps?.(dataset, keys);
  return stamps === undefined ? {} : { stamps };
}

/** Rows that were deleted, with what was seen of each. */
function seenBefore(plan: StorePlan, captured: Captured, rows: DeleteWork): GoneKeys {
  const seen = seenOf(plan, rows.dataset, markOf);
  const had = captured.rows.get(rows.dataset);
  const columns = plan.datasets[rows.dataset]?.columns ?? [];
  return { ...rows, columns, seen: rows.keys.map((key) => seen(had?.get(rowId(key)) ?? { key, values: {} })) };
}

/**
 * How many of the rows that a question brought still answer it: not deleted, and nothing else stands now in what it asks
 * by. One counted here that is not there would hide a row that is written meanwhile.
 */
function stillAnswering(at: {
  readonly query: Captured["asked"][number]["query"];
  readonly asked: number;
  readonly ids: readonly string[];
  readonly work: StoreWork;
  readonly changed: Changed;
}): number {
  const { query, asked, ids, work, changed } = at;
  const deleted = work.deletes.filter((one) => one.dataset === query.dataset).map((one) => new Set(one.keys.map(rowId)));
  const differing = (column: string) => changed.cells.get(cellsName(query.dataset, column));
  const isOut = answersNoMore(query, asked, { differing, still: changed.still });
  return ids.filter((id) => !deleted.some((rows) => rows.has(id)) && !isOut(id)).length;
}

/** Deleted rows of datasets that links lead to, by this act and by those before it. */
export function gonePeople(plan: StorePlan, captured: Captured, work: StoreWork): GoneRow[] {
  const led = new Set([...plan.edges, ...plan.leading.map((one) => one.edge)].map((edge) => edge.to));
  return work.deletes
    .filter((one) => led.has(one.dataset))
    .flatMap(({ dataset, keys }) =>
      keys.flatMap((key): GoneRow[] => {
        const row = captured.rows.get(dataset)?.get(rowId(key));
        if (!row) return [];
        const link = row.link === "shared" ? "shared" : "owned";
        const { values, people, sharing } = row;
        return [{ dataset, key, link, values, people, ...(sharing === undefined ? {} : { sharing }) }];
      }),
    );
}

/** What the person was asked by, and what their own rows are known by. */
export function identifiersOf(plan: StorePlan, captured: Captured, subject: readonly SubjectIdentifier[]): SubjectIdentifier[] {
  const own = plan.identities.flatMap((identity) =>
    [...(captured.rows.get(identity.dataset)?.values() ?? [])]
      .filter((row) => row.root)
      .flatMap((row) => {
        const cell = (name: string) => cellOf(plan.datasets[identity.dataset], row, name);
        const tenant = identity.tenant === undefined ? null : cell(identity.tenant);
        const own = cell(identity.column);
        const values =
          identity.within === undefined
            ? own instanceof Uint8Array
              ? []
              : [String(own ?? "")]
            : elementsOf(own, identity.within);
        return values
          .filter((value) => links([value])) // what stands for no address is nobody's, and others have it too
          .map((value) => ({ kind: identity.kind, value, ...(tenant === null ? {} : { tenant: String(tenant) }) }));
      }),
  );
  return [
    ...new Map([...subject, ...own].map((one) => [JSON.stringify([one.kind, one.value, one.tenant ?? null]), one])).values(),
  ];
}
