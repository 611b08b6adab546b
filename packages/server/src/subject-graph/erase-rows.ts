import { TrothError } from "@troth/core/foundation";
import {
  type Captured,
  type ChangeWork,
  cellOf,
  type DeleteWork,
  differences,
  type GoneRow,
  newValue,
  type PlanFinding,
  type PlanStep,
  rowId,
  type StorePlan,
  type StoreWork,
  type SubjectIdentifier,
  settleErasure,
} from "@troth/core/subject-graph";
import type { ActSession, Connector } from "../connectors/index.ts";
import { captureRows } from "./capture-rows.ts";
import type { ErasureRecord } from "./erasure-record.ts";

/** A statement of an erasure met another number of rows than were captured: everything was rolled back. */
export class RowCountError extends TrothError {
  readonly code = "erasure.count";
}

/** What an erasure in one store needs. */
export interface EraseInput {
  readonly connector: Connector;
  readonly plan: StorePlan;
  readonly subject: readonly SubjectIdentifier[];
  /** `YYYY-MM-DD` in UTC. */
  readonly today: string;
  /** Makes this person's pseudonyms. */
  readonly pseudonymKey: Uint8Array;
  /** The store's lines of the approved plan, and its findings: another of those needs another look. */
  readonly approved: readonly PlanStep[];
  readonly known?: readonly PlanFinding[];
  /** Rows that an earlier act deleted, which late rows may point at. */
  readonly gone?: readonly GoneRow[];
  /** Request and attempt: names the transaction in the store's journal. */
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
 * Erases one person in one store, in one transaction: captures again, locked; compares with what was approved; changes,
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
        const captured = await captureRows(session, plan, subject, input.gone);
        await passing("captured");
        const work = settleErasure(plan, captured, input.today);
        refuseChanged(work, input);
        const changed = await changeAll(session, work, input);
        await passing("changed");
        const deleted = await deleteAll(session, work, { ...input, before: changed.rows });
        await passing("deleted");
        record = recordOf({ plan, captured, work, subject, changed, deleted, storeMs: input.clock() - began });
      },
    );
  } catch (error) {
    if (error instanceof PlanChanged) return { kind: "changed", because: error.because };
    throw error;
  }
  if (!record) throw new Error("bug: an act returned without its record");
  return { kind: "acted", record: { ...record, storeMs: input.clock() - began } };
}

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
}

async function changeAll(session: ActSession, work: StoreWork, input: EraseInput): Promise<Changed> {
  const of = totalRows(work);
  const values: ErasureRecord["changedRows"][number][] = [];
  let rows = 0;
  for (const change of work.changes) {
    const assignments = change.changes.map((one) => ({
      column: one.column,
      values: change.keys.map((key) => newValue(input.pseudonymKey, one, rowId(key))),
    }));
    const met = await session.change(change.dataset, change.rowKey, change.keys, assignments);
    refuseCount(input, change, met);
    if (change.opens) continue;
    rows += met;
    values.push({ dataset: change.dataset, rowKey: change.rowKey, keys: change.keys, values: assignments });
    input.onRows?.(rows, of);
  }
  return { rows, values };
}

async function deleteAll(session: ActSession, work: StoreWork, input: EraseInput & { readonly before: number }): Promise<number> {
  const of = totalRows(work);
  let rows = 0;
  for (const one of work.deletes) {
    const met = await session.delete(one.dataset, one.rowKey, one.keys);
    refuseCount(input, one, met);
    rows += met;
    input.onRows?.(input.before + rows, of);
  }
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
  readonly storeMs: number;
}): ErasureRecord {
  const { plan, captured, work, changed } = at;
  return {
    deleted: at.deleted,
    changed: changed.rows,
    acts: 1,
    steps: work.steps,
    asked: captured.asked.map(({ query, ids }) => ({ query, expected: stillAnswering({ query, ids, work }) })),
    gone: work.deletes,
    changedRows: changed.values,
    kept: work.kept,
    keptRows: work.keptRows,
    withoutEnd: work.withoutEnd,
    gonePeople: gonePeople(plan, captured, work),
    identifiers: identifiersOf(plan, captured, at.subject),
    keptUntil: work.keptUntil,
    firstKeepEnds: work.firstKeepEnds,
    storeMs: at.storeMs,
  };
}

/** How many of the rows that a question brought still answer it: not deleted, and not changed in what it asks by. */
function stillAnswering(at: {
  readonly query: Captured["asked"][number]["query"];
  readonly ids: readonly string[];
  readonly work: StoreWork;
}): number {
  const { query, ids, work } = at;
  const out = new Set<string>();
  for (const one of work.deletes) if (one.dataset === query.dataset) for (const key of one.keys) out.add(rowId(key));
  const asksBy = new Set([...query.match.columns, ...Object.keys(query.where)]);
  for (const one of work.changes) {
    if (one.dataset !== query.dataset || !one.changes.some((change) => asksBy.has(change.column))) continue;
    for (const key of one.keys) out.add(rowId(key));
  }
  return ids.filter((id) => !out.has(id)).length;
}

/** Deleted rows of datasets that links lead to, by this act and by those before it. */
function gonePeople(plan: StorePlan, captured: Captured, work: StoreWork): GoneRow[] {
  const led = new Set(plan.edges.map((edge) => edge.to));
  return work.deletes
    .filter((one) => led.has(one.dataset))
    .flatMap(({ dataset, keys }) =>
      keys.flatMap((key) => {
        const row = captured.rows.get(dataset)?.get(rowId(key));
        return row
          ? [{ dataset, key, link: row.link === "shared" ? ("shared" as const) : ("owned" as const), values: row.values }]
          : [];
      }),
    );
}

/** What the person was asked by, and what their own rows are known by. */
function identifiersOf(plan: StorePlan, captured: Captured, subject: readonly SubjectIdentifier[]): SubjectIdentifier[] {
  const own = plan.identities.flatMap((identity) =>
    [...(captured.rows.get(identity.dataset)?.values() ?? [])]
      .filter((row) => row.root)
      .map((row) => cellOf(plan.datasets[identity.dataset], row, identity.column))
      .flatMap((cell) =>
        cell === null || cell === "" || cell instanceof Uint8Array ? [] : [{ kind: identity.kind, value: String(cell) }],
      ),
  );
  return [...new Map([...subject, ...own].map((one) => [`${one.kind} ${one.value}`, one])).values()];
}
