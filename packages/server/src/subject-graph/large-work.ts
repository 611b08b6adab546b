import {
  type Captured,
  type CaptureQuery,
  type Chunk,
  cutWork,
  type GoneRow,
  rowId,
  type Seed,
  type StorePlan,
  type StoreWork,
  settleErasure,
  tellingValues,
} from "@troth/core/subject-graph";
import { captureRows } from "./capture-rows.ts";
import { changesSince, type EraseInput, gonePeople, identifiersOf, subjectsOf } from "./erase-rows.ts";
import type { ErasureRecord } from "./erasure-record.ts";
import { markOf } from "./mark-of.ts";

/** What is known of a large erasure before anything of it is done, beside its chunks. Sealed with the run. */
export interface LargeWork {
  /** The plan that it was made by: another may be made while it is under way. */
  readonly plan: StorePlan;
  readonly seeds: readonly Seed[];
  /** What the record of all of it will say, as far as that is known before. */
  readonly record: ErasureRecord;
  /** The capture's questions: rows that go on answering each, and rows that may not, once they are changed. */
  readonly asked: readonly { readonly query: CaptureQuery; readonly stays: number; readonly changing: readonly string[] }[];
  /** Rows that are changed and that others were found through: if this is broken off, the others still are. */
  readonly leading: readonly GoneRow[];
  readonly rows: number;
}

/** The work cut into chunks; or it must stay one transaction; or it is not what was approved. */
export type LargeAnswer =
  | { readonly kind: "cut"; readonly work: LargeWork; readonly chunks: readonly Chunk[] }
  | { readonly kind: "whole" }
  | { readonly kind: "changed"; readonly because: readonly string[] };

/** Captures and settles on one snapshot, without locks, compares with what was approved, and cuts. Changes nothing. */
export async function cutErasure(
  input: Omit<EraseInput, "name" | "shadow" | "journal" | "onRows" | "clock"> & { readonly chunkRows: number },
): Promise<LargeAnswer> {
  const { connector, plan, subject, gone, arrived } = input;
  const others = input.others?.map((one) => one.subject);
  const captured = await connector.read((session) => captureRows(session, plan, subject, { gone, arrived, others }));
  await input.passing("captured");
  const work = settleErasure(plan, captured, input.today);
  const because = changesSince(work, input);
  if (because.length > 0) return { kind: "changed", because };
  const cut = cutWork({ plan, captured, work, chunkRows: input.chunkRows, mark: markOf });
  if (!cut) return { kind: "whole" };
  const { chunks, seeds, rows } = cut;
  return {
    kind: "cut",
    chunks,
    work: {
      plan,
      seeds,
      rows,
      record: recordBefore({ plan, captured, work, subject: subjectsOf(input) }),
      asked: captured.asked.map(({ query, ids }) => expectedOf(work, query, ids)),
      leading: leadingRows(plan, captured, work),
    },
  };
}

const NOTHING = { deleted: 0, changed: 0, acts: 0, asked: [], gone: [], changedRows: [], storeMs: 0 } as const;

const recordBefore = (at: {
  readonly plan: StorePlan;
  readonly captured: Captured;
  readonly work: StoreWork;
  readonly subject: EraseInput["subject"];
}): ErasureRecord => ({
  ...NOTHING,
  steps: at.work.steps,
  kept: at.work.kept,
  staying: at.work.staying,
  keptRows: at.work.keptRows,
  withoutEnd: at.work.withoutEnd,
  gonePeople: gonePeople(at.plan, at.captured, at.work),
  identifiers: identifiersOf(at.plan, at.captured, at.subject),
  telling: tellingValues(at.plan, at.captured),
  keptUntil: at.work.keptUntil,
  firstKeepEnds: at.work.firstKeepEnds,
});

/** The columns that a question asks by. */
export const asksBy = (query: CaptureQuery): readonly string[] => [...query.match.columns, ...Object.keys(query.where)];

function expectedOf(work: StoreWork, query: CaptureQuery, ids: readonly string[]): LargeWork["asked"][number] {
  const rowsOf = (groups: readonly { readonly dataset: string; readonly keys: StoreWork["deletes"][number]["keys"] }[]) =>
    new Set(groups.filter((one) => one.dataset === query.dataset).flatMap((one) => one.keys.map(rowId)));
  const columns = new Set(asksBy(query));
  const deleted = rowsOf(work.deletes);
  const changed = rowsOf(work.changes.filter((one) => !one.opens && one.changes.some(({ column }) => columns.has(column))));
  const stays = ids.filter((id) => !deleted.has(id));
  return { query, stays: stays.length, changing: stays.filter((id) => changed.has(id)) };
}

/** Changed rows, as `gonePeople` tells of deleted ones. */
const leadingRows = (plan: StorePlan, captured: Captured, work: StoreWork): GoneRow[] =>
  gonePeople(plan, captured, { ...work, deletes: work.changes.filter((one) => !one.opens) });
