import { dayAfter } from "@troth/core/jurisdictions";
import { type KeptWork, lastingKey } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import type { Due } from "../jobs/index.ts";
import { type ErasureRecord, fromBytes, toBytes } from "../subject-graph/index.ts";
import type { RunRow } from "./journal-store.ts";
import { openJournal } from "./records.ts";
import type { RequestRow } from "./store.ts";

const CONTEXT = "request.kept";

/** Rows that outlive an erasure, by store; sealed under the request-file key, for the person's own key dies first. */
export type KeptByStore = Readonly<Record<string, readonly KeptWork[]>>;

/** What a law keeps after an erasure. */
export interface KeptOutcome {
  /** Where the rows are, sealed; nothing if none can be found again. */
  readonly file: Uint8Array | undefined;
  readonly rows: number;
  /** The first and the last day on which a keep ends. */
  readonly firstEnds: string | undefined;
  readonly until: string | undefined;
  /** Rows that nobody will remove: they have no key to be found by, or no date to count from. */
  readonly withoutEnd: number;
}

/** Gathers what was kept in every store of a request. */
export async function keptRowsOf(inst: Installation, row: RequestRow, runs: readonly RunRow[]): Promise<KeptOutcome> {
  const kept: Record<string, readonly KeptWork[]> = {};
  const records: ErasureRecord[] = [];
  for (const run of runs) {
    const { done } = await openJournal(inst, row.person_id, run);
    if (!done) continue;
    records.push(done);
    const lasting = done.kept.filter((one) => lastingKey(one.rowKey));
    if (lasting.length > 0) kept[run.store] = lasting;
  }
  const sum = (of: (record: ErasureRecord) => number) => records.reduce((all, record) => all + of(record), 0);
  return {
    file: Object.keys(kept).length > 0 ? await sealKept(inst, row.id, kept) : undefined,
    rows: sum((record) => record.keptRows),
    firstEnds: records.flatMap((record) => record.firstKeepEnds ?? []).sort()[0],
    until: records
      .flatMap((record) => record.keptUntil ?? [])
      .sort()
      .at(-1),
    withoutEnd: sum((record) => record.withoutEnd),
  };
}

export const sealKept = (inst: Installation, request: string, kept: KeptByStore): Promise<Uint8Array> =>
  inst.keys.seal({ request }, CONTEXT, toBytes(kept));

export const openKept = async (inst: Installation, request: string, file: Uint8Array): Promise<KeptByStore> =>
  fromBytes<KeptByStore>(await inst.keys.open({ request }, CONTEXT, file));

/** Due on the day after the last day of a keep. */
export function keepDue({ program }: Installation, request: string, lastDay: string): Due {
  return { id: `keep.${request}`, kind: "keep.end", request, at: dayAfter(lastDay, program.zone) };
}
