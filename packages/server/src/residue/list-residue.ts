import type { Installation } from "../installation/index.ts";
import { placeName } from "../requests/index.ts";
import { type ExcusedRow, excusedPlaces, lastSweeps, openResidues, type SweepRow } from "./store.ts";

/** What the passes found and nobody has settled, what is excused, and how the last passes went. */
export interface ResidueList {
  readonly found: readonly { readonly request: string; readonly place: string; readonly rows: number; readonly at: string }[];
  readonly excused: readonly ExcusedRow[];
  readonly sweeps: readonly SweepRow[];
}

const SWEEPS_SHOWN = 5;

export async function listResidue(inst: Installation): Promise<ResidueList> {
  const { db } = inst.storage;
  return {
    found: (await openResidues(db)).map((one) => ({
      request: one.request_id,
      place: placeName(one),
      rows: one.rows,
      at: one.at,
    })),
    excused: await excusedPlaces(db),
    sweeps: await lastSweeps(db, SWEEPS_SHOWN),
  };
}
