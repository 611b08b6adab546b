import type { Installation } from "../installation/index.ts";
import type { Due } from "../jobs/index.ts";
import { fromBytes, type KeptRows, toBytes } from "../subject-graph/index.ts";
import { openJournal } from "./records.ts";
import type { RequestRow, RunRow } from "./store.ts";

const CONTEXT = "request.kept";

/** Rows that outlive an erasure, by store; sealed under the request-file key, for the person's own key dies first. */
export type KeptByStore = Readonly<Record<string, readonly KeptRows[]>>;

/** Gathers what was kept in every store of a request, sealed; nothing if nothing was. */
export async function keptRowsOf(
  inst: Installation,
  row: RequestRow,
  runs: readonly RunRow[],
): Promise<{ readonly file?: Uint8Array; readonly firstEnds?: string }> {
  const kept: Record<string, readonly KeptRows[]> = {};
  const ends: string[] = [];
  for (const run of runs) {
    const { done: record } = await openJournal(inst, row.person_id, run);
    const lasting = record?.kept.filter((one) => one.keys.length > 0 && !one.rowKey.some((name) => name.startsWith("@"))) ?? [];
    if (lasting.length > 0) kept[run.store] = lasting;
    if (record?.firstKeepEnds !== undefined) ends.push(record.firstKeepEnds);
  }
  const firstEnds = ends.sort()[0];
  if (firstEnds === undefined || Object.keys(kept).length === 0) return {};
  return { file: await sealKept(inst, row.id, kept), firstEnds };
}

export const sealKept = (inst: Installation, request: string, kept: KeptByStore): Promise<Uint8Array> =>
  inst.keys.seal({ request }, CONTEXT, toBytes(kept));

export const openKept = async (inst: Installation, request: string, file: Uint8Array): Promise<KeptByStore> =>
  fromBytes<KeptByStore>(await inst.keys.open({ request }, CONTEXT, file));

/** Due on the day after the last day of a keep. */
export function keepDue(request: string, lastDay: string): Due {
  const next = new Date(`${lastDay}T00:00:00Z`).getTime() + 86_400_000;
  return { id: `keep.${request}`, kind: "keep.end", request, at: new Date(next).toISOString() };
}
