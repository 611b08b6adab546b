import { nearest } from "@troth/core/program";
import { makeSearch } from "@troth/core/residue";
import type { Installation } from "../installation/index.ts";
import {
  type Answer,
  closeOrHold,
  findRequest,
  placeName,
  type RequestView,
  unknownRequest,
  viewRequest,
} from "../requests/index.ts";
import { EXCUSES, type Excuse } from "./excuses.ts";
import { scanDataset } from "./scan-dataset.ts";
import { openFind } from "./sealed-finds.ts";
import { changeResidue, excuse, openResidues, type Place, type ResidueRow } from "./store.ts";

/** A place as people type it; undefined where it is none. */
export function placeOf(text: string): Place | undefined {
  const [, store = "", dataset = "", column = ""] = /^([^/]+)\/(.+)\.([^.]+)$/.exec(text) ?? [];
  return store === "" ? undefined : { store, dataset, column };
}

const unknownPlace = (known: readonly string[], asked: string, whose: string): Answer<never> => {
  const near = nearest(asked, [...known]);
  return {
    kind: "refused",
    reason: "place",
    says: `nothing was found ${whose} at such a place`,
    advice:
      known.length === 0
        ? "`troth residue list` shows what was found"
        : `one of: ${known.join(", ")}${near ? ` - did you mean ${near}?` : ""}`,
  };
};

/** Excuses a place: for what was found there, of anybody, and for what is found there later. By an officer, on the ledger. */
export async function excusePlace(
  inst: Installation,
  input: { readonly place: string; readonly reason: Excuse; readonly until?: string | undefined; readonly by: string },
): Promise<Answer<{ readonly place: string; readonly requests: readonly string[] }>> {
  const place = placeOf(input.place);
  const open = place ? await openResidues(inst.storage.db, place) : [];
  const known = [...new Set((await openResidues(inst.storage.db)).map(placeName))];
  if (!place || open.length === 0) return unknownPlace(known, input.place, "and unsettled");
  if (input.reason === "rotating-log" && input.until === undefined)
    return { kind: "refused", reason: "until", says: "a log that rotates does so by a day", advice: "say --until YYYY-MM-DD" };
  const now = new Date(inst.surroundings.now()).toISOString();
  await inst.storage.transaction(async (tx) => {
    await excuse(tx, { ...place, reason: input.reason, until: input.until ?? null, by: input.by, at: now });
    for (const one of open) await changeResidue(tx, one.id, { state: "excused", reason: input.reason, sealed: null });
    const until = input.until === undefined ? {} : { until: input.until };
    await inst.ledger.append(tx, {
      kind: "place.excused",
      body: { ...place, reason: input.reason, ...until, by: input.by, requests: open.map((one) => one.request_id) },
    });
  });
  const requests = [...new Set(open.map((one) => one.request_id))];
  for (const request of requests) await closeIfOpen(inst, request);
  await inst.ledger.sequence();
  return { kind: "done", value: { place: placeName(place), requests } };
}

/** Records that staff removed what was found: looked at once more first, for a word is no proof. */
export async function recordRemoved(
  inst: Installation,
  input: { readonly request: string; readonly place: string; readonly by: string },
): Promise<Answer<RequestView>> {
  if (!(await findRequest(inst.storage.db, input.request))) throw unknownRequest(input.request);
  const mine = await openResidues(inst.storage.db, { request: input.request });
  const place = placeOf(input.place);
  const residue = mine.find((one) => place !== undefined && placeName(one) === placeName(place));
  if (!residue) return unknownPlace(mine.map(placeName), input.place, `for ${input.request} and unsettled`);
  const left = await rowsLeft(inst, residue);
  if (left > 0) {
    const says = `${left} ${left === 1 ? "row" : "rows"} of ${placeName(residue)} still ${left === 1 ? "has" : "have"} a value of theirs`;
    return {
      kind: "refused",
      reason: "still-there",
      says,
      advice: "remove it there, or excuse the place: `troth residue excuse`",
    };
  }
  await inst.storage.transaction(async (tx) => {
    await changeResidue(tx, residue.id, { state: "removed", reason: null, sealed: null });
    await inst.ledger.append(tx, {
      kind: "residue.removed",
      body: { request: input.request, place: placeName(residue), rows: residue.rows, by: input.by },
    });
  });
  await closeIfOpen(inst, input.request);
  await inst.ledger.sequence();
  return { kind: "done", value: await viewRequest(inst, input.request) };
}

async function closeIfOpen(inst: Installation, request: string): Promise<void> {
  if ((await findRequest(inst.storage.db, request))?.state === "open") await closeOrHold(inst, { request });
}

/** How many rows of the place still have one of the values. A place that is gone has none. */
async function rowsLeft(inst: Installation, residue: ResidueRow): Promise<number> {
  const find = await openFind(inst, residue);
  if (!find) return 0;
  const { request_id: request, store, column } = residue;
  const connector = await inst.connector(store);
  const schema = await connector.inspect();
  const dataset = schema.datasets[residue.dataset];
  if (!dataset?.columns.some((one) => one.name === column)) return 0;
  const sought = find.values
    .filter((one) => !one.borne)
    .map(({ value }) => ({ request, value, of: { values: [], leftOut: {}, kept: {}, own: {} } }));
  const search = makeSearch(sought.map((one) => one.value));
  const { found } = await connector.read((session) =>
    scanDataset(session, { store, dataset, rule: undefined, columns: [column], search, values: sought }),
  );
  return found.reduce((sum, one) => sum + one.rows, 0);
}

export const isExcuse = (text: string): text is Excuse => (EXCUSES as readonly string[]).includes(text);
