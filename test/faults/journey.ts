// What staff and a restarted process do with a request, whatever state they find it in: the next thing.
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
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
import { environmentOf, type Place, subject } from "./place.ts";

/** How an installation stands, in plain values: what a judge looks at. */
export interface Facts {
  readonly requests: readonly RequestView[];
  readonly people: readonly { readonly id: string; readonly state: string }[];
  readonly runs: readonly { readonly state: string; readonly attempt: number; readonly because: string | null }[];
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
const PATIENCE_MS = 200;

/** Takes the person's erasure from wherever it stands to its end, or to where it is stuck, and gives the facts. */
export async function goOn(inst: Installation): Promise<Facts> {
  for (let turn = 0; turn < TURNS; turn++) {
    const [view] = await listRequests(inst);
    if (view?.state === "done" || view?.state === "denied") break;
    if (!(await takeStep(inst, view))) break;
    const [now] = await listRequests(inst);
    // A session that a kill left behind may hold its locks for a moment.
    if (view && now && now.state === view.state && now.because === view.because) await pause(PATIENCE_MS);
  }
  await finishForgetting(inst);
  return factsOf(inst);
}

/** One step. False: it is for a person to decide. */
async function takeStep(inst: Installation, view: RequestView | undefined): Promise<boolean> {
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
    if (view.entries.some((entry) => entry.kind === "request.approved")) return false;
    const answer = await approveRequest(inst, { request: view.id, plan: view.plan?.hash ?? "", as: "officer" });
    return answer.kind === "done";
  }
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
    runs: await db.selectFrom("store_run").select(["state", "attempt", "because"]).execute(),
    entries: entries.map(({ kind, body }) => ({ kind, body: JSON.parse(body) as Record<string, unknown> })),
    tombstones: tombstones.length,
    problems: (await inst.ledger.fsck()).problems,
    vkey: inst.ledger.vkey,
    receipt: receipt && "file" in receipt ? readFileSync(receipt.file).toString("base64") : undefined,
  };
}
