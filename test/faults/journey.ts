// What staff and a restarted process do with a request, whatever state they find it in: the next thing.
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import Sqlite from "libsql";
import type { Surroundings } from "../../packages/server/src/foundation/index.ts";
import { type Installation, openInstallation } from "../../packages/server/src/installation/index.ts";
import {
  approveRequest,
  forgetAtEpochEnd,
  listRequests,
  planRequest,
  type RequestView,
  recordTold,
  requestReceipt,
  resumeAll,
  takeRequest,
} from "../../packages/server/src/requests/index.ts";
import { listResidue, recordRemoved, sweepStores } from "../../packages/server/src/residue/index.ts";
import { MARK } from "../support/workshop.ts";
import { environmentOf, type Place, subject } from "./place.ts";

/** How an installation stands, in plain values: what a judge looks at. */
export interface Facts {
  readonly requests: readonly RequestView[];
  readonly people: readonly { readonly id: string; readonly state: string }[];
  readonly runs: readonly {
    readonly store: string;
    readonly state: string;
    readonly attempt: number;
    readonly because: string | null;
  }[];
  readonly entries: readonly { readonly kind: string; readonly body: Readonly<Record<string, unknown>> }[];
  readonly tombstones: number;
  /** Of the ledger's own check. */
  readonly problems: readonly string[];
  readonly vkey: string;
  /** Base64 of the receipt's bytes. */
  readonly receipt: string | undefined;
}

/** Opens an installation at a place. */
export const openAt = (place: Place, surroundings: Surroundings): Promise<Installation> =>
  openInstallation({
    home: place.home,
    databaseUrl: place.databaseUrl,
    programFile: place.programFile,
    env: environmentOf(place),
    surroundings,
  });

const TURNS = 25;
const ROUNDS = 5;
const PATIENCE_MS = 200;

/** A clock that can be put ahead: an hour passes, and the night comes. */
export interface Clock {
  ahead: number;
}

const AHEAD_MS = 2 * 3_600_000;
const MOST_AHEAD_MS = 4 * AHEAD_MS;

/** Takes the person's erasure from wherever it stands to its end, or to where it is stuck, and gives the facts. */
export async function goOn(inst: Installation, clock: Clock, place: Pick<Place, "kind" | "stores">): Promise<Facts> {
  // Where something is found the request is gone through again: by the look for late rows, and by the sweep.
  for (let round = 0; round < (place.kind === "found" ? ROUNDS : 1); round++) {
    await goThrough(inst, place);
    if ((await listRequests(inst))[0]?.state !== "done") break;
    await lookAfterwards(inst, clock, place);
    if ((await listRequests(inst))[0]?.state === "done") break;
  }
  await finishForgetting(inst);
  return factsOf(inst);
}

async function goThrough(inst: Installation, place: Pick<Place, "kind" | "stores">): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) {
    const [view] = await listRequests(inst);
    if (view?.state === "done" || view?.state === "denied") break;
    if (!(await takeStep(inst, view, place))) break;
    const [now] = await listRequests(inst);
    // A session that a kill left behind may hold its locks for a moment.
    if (view && now && now.state === view.state && now.because === view.because) await pause(PATIENCE_MS);
  }
}

/** The look for late rows, an hour after, and the nightly sweep once nothing was late. */
async function lookAfterwards(inst: Installation, clock: Clock, place: Pick<Place, "kind" | "stores">): Promise<void> {
  if (place.kind === "found") await writeLate(inst, place);
  do {
    clock.ahead += AHEAD_MS;
    await resumeAll(inst);
    if ((await listRequests(inst))[0]?.state !== "done") return;
    // A process that takes over from one whose clock was ahead has its hour later.
  } while (!(await hasEntry(inst, ["request.looked-again"])) && clock.ahead < MOST_AHEAD_MS);
  const swept = await sweepStores(inst, { evenIfEarly: true });
  if (swept.kind === "open") throw new Error(`the sweep stays open: ${swept.because.join("; ")}`);
}

const inShop = ({ stores }: Pick<Place, "stores">, sql: string): void => {
  const db = new Sqlite((stores.shop ?? "").replace(/^file:/, ""));
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
};

const hasEntry = async (inst: Installation, kinds: readonly string[]): Promise<boolean> =>
  (await inst.storage.db.selectFrom("entry").select("id").where("kind", "in", kinds).execute()).length > 0;

/** The application writes a row of the person's after the act, once: not again when it was looked for. */
async function writeLate(inst: Installation, place: Pick<Place, "stores">): Promise<void> {
  if (!(await hasEntry(inst, ["request.reopened", "request.looked-again"])))
    inShop(place, `pragma foreign_keys = off; insert or ignore into messages values (900, 1, 'late ${MARK}')`);
}

/** Staff remove what the sweep found, and say so. True if there was anything. */
async function removeResidue(inst: Installation, place: Pick<Place, "stores">): Promise<boolean> {
  const { found } = await listResidue(inst);
  for (const one of found) {
    inShop(place, "delete from logs; vacuum; pragma wal_checkpoint(truncate)");
    await recordRemoved(inst, { request: one.request, place: one.place, by: "officer" });
  }
  return found.length > 0;
}

/** One step. False: it is for a person to decide. */
async function takeStep(
  inst: Installation,
  view: RequestView | undefined,
  place: Pick<Place, "kind" | "stores">,
): Promise<boolean> {
  if (!view) {
    await takeRequest(inst, { right: "erasure", subject, takenBy: "staff" });
    return true;
  }
  if (view.state === "received") {
    await planRequest(inst, view.id);
    return true;
  }
  if (view.state === "planned") {
    // What was signed once and came back is not signed again unread.
    if (place.kind !== "found" && view.entries.some((entry) => entry.kind === "request.approved")) return false;
    const answer = await approveRequest(inst, { request: view.id, plan: view.plan?.hash ?? "", as: "officer" });
    return answer.kind === "done";
  }
  if (place.kind === "found" && view.state === "open" && (await removeResidue(inst, place))) return true;
  const untold = view.recipients.find((one) => one.state === "waiting");
  if (view.state === "open" && view.stores.every((store) => store.state === "verified") && untold)
    await recordTold(inst, { request: view.id, recipient: untold.recipient });
  else await resumeAll(inst);
  return true;
}

async function finishForgetting(inst: Installation): Promise<void> {
  const leaving = await inst.storage.db.selectFrom("person").select("id").where("state", "=", "forgetting").execute();
  if (leaving.length > 0) await forgetAtEpochEnd(inst, { evenIfYoung: true });
}

async function factsOf(inst: Installation): Promise<Facts> {
  const { db } = inst.storage;
  const requests = await listRequests(inst);
  const [first] = requests;
  const receipt = first && (await requestReceipt(inst, first.id));
  const entries = await db.selectFrom("entry").select(["kind", "body"]).orderBy("id").execute();
  const tombstones = await db.selectFrom("tombstone").select("id").execute();
  return {
    requests,
    people: await db.selectFrom("person").select(["id", "state"]).execute(),
    runs: await db.selectFrom("store_run").select(["store", "state", "attempt", "because"]).execute(),
    entries: entries.map(({ kind, body }) => ({ kind, body: JSON.parse(body) as Record<string, unknown> })),
    tombstones: tombstones.length,
    problems: (await inst.ledger.fsck()).problems,
    vkey: inst.ledger.vkey,
    receipt: receipt && "file" in receipt ? readFileSync(receipt.file).toString("base64") : undefined,
  };
}
