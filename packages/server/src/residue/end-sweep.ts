import { dayOf } from "@troth/core/jurisdictions";
import type { Installation } from "../installation/index.ts";
import { findRequest, placeName, reopenRequest, soughtKey } from "../requests/index.ts";
import { isExcused } from "./excuses.ts";
import { openFind, type SealedFind } from "./sealed-finds.ts";
import {
  changeResidue,
  dropSought,
  type ExcusedRow,
  endOfSweep,
  excusedPlaces,
  type ResidueRow,
  residuesIn,
  soughtIn,
  sweptOf,
} from "./store.ts";

/** What a pass that has ended found. */
export interface SweepEnd {
  readonly stores: readonly {
    readonly store: string;
    readonly datasets: number;
    readonly rows: number;
    readonly notRead: readonly string[];
  }[];
  /** Requests that were opened again, with the places. */
  readonly reopened: readonly { readonly request: string; readonly places: readonly string[] }[];
  /** Places whose hits were excused before, and hits of values that others bear too. */
  readonly excused: number;
  readonly borne: number;
  /** Requests whose values could not be opened any more. */
  readonly unknown: readonly string[];
}

interface Judged {
  readonly row: ResidueRow;
  readonly state: "found" | "excused" | "borne";
  readonly reason: string | null;
}

/** Judges what was found, opens requests again, and lets go of what was looked for: in one transaction. */
export async function endSweep(
  inst: Installation,
  at: {
    readonly sweep: string;
    readonly notRead: Readonly<Record<string, readonly string[]>>;
    readonly unknown: readonly string[];
  },
): Promise<SweepEnd> {
  const { db } = inst.storage;
  const sought = await soughtIn(db, at.sweep);
  const judged = await judge(inst, await residuesIn(db, at.sweep), await excusedPlaces(db));
  const stores = await storesOf(inst, at);
  const found = (request: string, state: Judged["state"]) =>
    judged.filter((one) => one.row.request_id === request && one.state === state);
  const reopened = sought
    .map(({ request_id: request }) => ({ request, places: found(request, "found").map(({ row }) => placeName(row)) }))
    .filter(({ places }) => places.length > 0);
  await inst.surroundings.passing("sweep.judged");
  await inst.storage.transaction(async (tx) => {
    if (!(await endOfSweep(tx, { id: at.sweep, now: new Date(inst.surroundings.now()).toISOString() }))) return;
    for (const { row, state, reason } of judged)
      await changeResidue(tx, row.id, { state, reason, ...(state === "found" ? {} : { sealed: null }) });
    for (const { request_id: request } of sought) {
      const places = found(request, "found").map(({ row }) => ({ place: placeName(row), rows: row.rows }));
      await inst.ledger.append(tx, {
        kind: "request.swept",
        body: {
          request,
          sweep: at.sweep,
          tier: 3,
          found: places,
          excused: found(request, "excused").map(({ row, reason }) => ({ place: placeName(row), rows: row.rows, reason })),
          borneByOthers: found(request, "borne").length,
          searched: !at.unknown.includes(request),
        },
      });
      const row = await findRequest(tx, request);
      if (places.length > 0 && row) await reopenRequest(inst, tx, row, places);
    }
    for (const one of stores)
      await inst.ledger.append(tx, { kind: "store.swept", body: { sweep: at.sweep, people: sought.length, ...one } });
    await dropSought(tx, at.sweep);
  });
  await inst.surroundings.passing("sweep.ended");
  for (const { request_id: request } of sought) await inst.keys.forget(soughtKey(request));
  await inst.ledger.sequence();
  const count = (state: Judged["state"]) => judged.filter((one) => one.state === state).length;
  return { stores, reopened, excused: count("excused"), borne: count("borne"), unknown: at.unknown };
}

async function storesOf(
  inst: Installation,
  at: { readonly sweep: string; readonly notRead: Readonly<Record<string, readonly string[]>> },
): Promise<SweepEnd["stores"]> {
  const swept = await sweptOf(inst.storage.db, at.sweep);
  return [...new Set([...Object.keys(at.notRead), ...swept.map((one) => one.store)])].sort().map((store) => {
    const mine = swept.filter((one) => one.store === store);
    const rows = mine.reduce((sum, one) => sum + Number(one.rows), 0);
    return { store, datasets: mine.length, rows, notRead: at.notRead[store] ?? [] };
  });
}

/**
 * A value that stands, whole, in somebody else's own row is theirs too: of such a value no hit says whose it is, wherever.
 * Of what is left a place that was excused before stays excused.
 */
async function judge(inst: Installation, rows: readonly ResidueRow[], excused: readonly ExcusedRow[]): Promise<Judged[]> {
  const opened: { readonly row: ResidueRow; readonly values: SealedFind["values"] }[] = [];
  for (const row of rows) {
    const find = await openFind(inst, row);
    if (find) opened.push({ row, values: find.values });
  }
  const nameOf = (request: string, { value }: SealedFind["values"][number]) => `${request} ${value.kind} ${value.spellings[0]}`;
  const borne = new Set(
    opened.flatMap(({ row, values }) => values.filter((one) => one.borne).map((one) => nameOf(row.request_id, one))),
  );
  const today = dayOf(new Date(inst.surroundings.now()).toISOString(), inst.program.zone);
  return opened.map(({ row, values }): Judged => {
    if (values.every((one) => borne.has(nameOf(row.request_id, one)))) return { row, state: "borne", reason: null };
    const by = excused.find((one) => isExcused(one, row, today));
    return by ? { row, state: "excused", reason: by.reason } : { row, state: "found", reason: null };
  });
}
