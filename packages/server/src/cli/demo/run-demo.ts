import { copyFile, readFile, stat } from "node:fs/promises";
import { type Receipt, verifyReceipt } from "@troth/core/ledger";
import type { Program } from "@troth/core/program";
import { harbourSubject, makeHarbour } from "../../example/index.ts";
import { type Installation, openInstallation } from "../../installation/index.ts";
import { writeKeyFile } from "../../ledger/index.ts";
import { loadProgram } from "../../program/index.ts";
import {
  type Answer,
  approveRequest,
  type PlanView,
  type RequestView,
  recordShown,
  recordTold,
  requestReceipt,
  runRequest,
  setStoreLive,
  takeRequest,
  viewRequest,
  writeCopy,
} from "../../requests/index.ts";
import { RefusedError } from "../errors.ts";
import { counted, figure, hashHead, size } from "../render/figures.ts";
import { renderPlanFindings, renderPlanTree } from "../render/plan-tree.ts";
import type { Paint } from "../render/terminal.ts";
import { groupWithheld } from "../render/withheld.ts";
import type { ProgressDisplay } from "../show-progress.ts";
import type { DemoPlace } from "./demo-place.ts";
import { changeOneByte, signByAnotherKey } from "./forge-receipt.ts";
import type { Steps } from "./show-steps.ts";

/** What `troth demo --json` prints: taken from the run, every part of it. */
export interface DemoResult {
  readonly request: string;
  readonly database: string;
  readonly subject: string;
  readonly plan: {
    readonly hash: string;
    readonly steps: readonly { store: string; dataset: string; link: string; action: string; rows: number }[];
  };
  readonly erased: number;
  readonly changed: number;
  /** Null where a store was not read back. */
  readonly remaining: number | null;
  readonly copy: string;
  readonly receipt: string;
  readonly key: string;
  readonly verified: boolean;
  readonly forged: "refused" | "accepted";
}

/** What the story is told with. */
export interface Telling {
  readonly place: DemoPlace;
  readonly steps: Steps;
  readonly paint: Paint;
  readonly display: ProgressDisplay;
}

const OFFICER = "officer";
const subject = [{ kind: "email", value: harbourSubject.email }];

/** The whole story: a database, a copy, an erasure, a receipt, and what becomes of forged ones. */
export async function runDemo(telling: Telling): Promise<DemoResult> {
  const { place, steps } = telling;
  await steps.take(
    "store",
    async () => makeHarbour(place.database),
    (made) => `app.db: ${figure(made.people)} people, ${figure(made.rows)} rows in ${made.datasets} datasets`,
  );
  const inst = await openDemo(telling);
  try {
    const copy = await askForCopy(telling, inst);
    const asked = await askForErasure(telling, inst);
    const view = await erase(telling, inst, asked);
    const evidence = await showEvidence(telling, inst, view);
    return resultOf(place, { copy, asked, view, evidence });
  } finally {
    await inst.close();
  }
}

async function openDemo({ place, steps }: Telling): Promise<Installation> {
  const { folder, programFile, database } = place;
  await steps.take(
    "program",
    async () => loadProgram(programFile),
    ({ program }) => (program === undefined ? "has errors" : `${program.organization.name}: ${sizeOf(program).join(", ")}`),
  );
  const inst = await steps.take(
    "ledger",
    // Of this machine's environment nothing: the demo has an installation, and a log, of its own.
    () => openInstallation({ home: folder, programFile, env: { HARBOUR_DB: database } }),
    () => "Troth's own database; a new log with its own key",
  );
  for (const store of Object.keys(inst.program.stores)) await setStoreLive(inst, { store, by: OFFICER });
  return inst;
}

const sizeOf = (program: Program): string[] => [
  counted(Object.keys(program.purposes).length, "purpose"),
  counted(Object.keys(program.recipients).length, "recipient"),
  counted(Object.keys(program.promises).length, "promise"),
];

async function askForCopy({ place, steps }: Telling, inst: Installation): Promise<string> {
  const view = await steps.take(
    "request",
    () => take(inst, "access"),
    () => `${harbourSubject.name} asks for a copy (by staff, unverified)`,
  );
  await approve(inst, view);
  const answer = await steps.take(
    "copy",
    async () => {
      const written = granted(await writeCopy(inst, { request: view.id }));
      await copyFile(written.file, place.handedCopy);
      return written;
    },
    () => place.shown(place.handedCopy),
  );
  const groups = groupWithheld(answer.withheld);
  steps.more(`${counted(answer.rows, "row")}, handed to her; what is not in it is said in it:`);
  for (const { reason, places } of groups) steps.look("held back", `${counted(places.length, "column")}: ${reason}`);
  steps.lines([""]);
  return place.handedCopy;
}

async function take(inst: Installation, right: "access" | "erasure"): Promise<RequestView> {
  const { request } = await takeRequest(inst, { right, subject, takenBy: "staff" });
  return viewRequest(inst, request);
}

const planOf = (view: RequestView): PlanView => {
  if (view.plan === undefined) throw new RefusedError(`${view.id} has no plan`, { advice: view.because ?? "look at its stores" });
  return view.plan;
};

const approve = async (inst: Installation, view: RequestView): Promise<RequestView> => {
  // California's regulations want a new sign-in of whoever has an account; the demo's officer has seen it.
  for (const one of view.asker?.judged.lacking ?? [])
    if (one.kind === "measure") granted(await recordShown(inst, { request: view.id, measure: one.demand.measure, as: OFFICER }));
  return granted(await approveRequest(inst, { request: view.id, plan: planOf(view).hash, as: OFFICER }));
};

function granted<T>(answer: Answer<T>): T {
  if (answer.kind === "done") return answer.value;
  throw new RefusedError(answer.says, answer.advice === undefined ? {} : { advice: answer.advice });
}

async function askForErasure({ steps, paint }: Telling, inst: Installation): Promise<RequestView> {
  const view = await steps.take(
    "request",
    () => take(inst, "erasure"),
    () => `${harbourSubject.name} asks for erasure (by staff, unverified)`,
  );
  const plan = planOf(view);
  const datasets = new Set(plan.stores.flatMap((store) => store.steps.map((step) => step.dataset))).size;
  steps.tell(
    "plan",
    `${counted(datasets, "dataset")}, ${counted(plan.totals.rows, "row")}, hash ${hashHead(plan.hash, paint, 3)}`,
  );
  steps.lines(["", ...renderPlanTree(plan, paint, { indent: 4, names: 18, edge: 67 }), ...renderPlanFindings(plan, paint), ""]);
  return view;
}

async function erase({ steps, paint, display }: Telling, inst: Installation, asked: RequestView): Promise<RequestView> {
  const approved = await approve(inst, asked);
  if (approved.state !== "approved") throw new RefusedError(`one signature is not enough for ${asked.id}`);
  steps.tell("approved", "signed by the demo's officer: this hash, no other");
  const view = await runRequest(inst, asked.id, { onProgress: display.onProgress }).finally(display.end);
  for (const store of view.stores) {
    const time = store.storeMs === undefined ? "" : `${(store.storeMs / 1000).toFixed(1)} s`;
    steps.tell("erased", `${counted(store.deleted, "row")} deleted, ${figure(store.changed)} changed, in one transaction`, time);
    const remain =
      store.remaining === undefined ? "it is not known what remains" : `${figure(store.remaining)} remain of Nadia's`;
    steps.tell("read back", paint.bold(remain));
    for (const tier of store.readBack) steps.more(tier);
  }
  return tellRecipients(steps, inst, view);
}

/** Whoever else holds her data is told by a person: until then the request stays open. */
async function tellRecipients(steps: Steps, inst: Installation, view: RequestView): Promise<RequestView> {
  let now = view;
  for (const { recipient, name, state } of view.recipients) {
    if (state !== "waiting") continue;
    now = granted(await recordTold(inst, { request: view.id, recipient }));
    steps.tell("told", `${name}: recorded as told by hand`);
  }
  if (now.state !== "done") steps.look("open", now.because ?? `${now.id} is ${now.state}`);
  return now;
}

interface Evidence {
  readonly receipt: string;
  readonly verified: boolean;
  readonly refused: boolean;
}

async function showEvidence({ place, steps, paint }: Telling, inst: Installation, view: RequestView): Promise<Evidence> {
  const made = await requestReceipt(inst, view.id);
  if ("pending" in made) throw new RefusedError("the receipt is still pending", { advice: "run the demo again" });
  await writeKeyFile(place.keyFile, inst.ledger.vkey);
  const bytes = new Uint8Array(await readFile(made.file));
  steps.tell("receipt", place.shown(made.file), size((await stat(made.file)).size));
  const vkey = (await readFile(place.keyFile, "utf8")).trimEnd();
  const answer = verifyReceipt(bytes, vkey);
  if (!answer.ok) throw new RefusedError(`the receipt does not verify: ${answer.says}`);
  steps.tell("verified", "offline, with the ledger's public key: it is genuine");
  return {
    receipt: made.file,
    verified: answer.ok,
    refused: showForgeries({ steps, paint }, { bytes, vkey, receipt: answer.receipt, request: view.id }),
  };
}

function showForgeries(
  { steps, paint }: Pick<Telling, "steps" | "paint">,
  genuine: { readonly bytes: Uint8Array; readonly vkey: string; readonly receipt: Receipt; readonly request: string },
): boolean {
  const other = signByAnotherKey(genuine.receipt, genuine.vkey);
  const answers = [
    { what: "one byte changed", answer: verifyReceipt(changeOneByte(genuine.bytes, genuine.request), genuine.vkey) },
    { what: "signed by another key", answer: verifyReceipt(other.file, genuine.vkey) },
  ];
  for (const { what, answer } of answers) {
    if (answer.ok) steps.look("forged", `${what}: accepted, which is a bug`);
    else steps.tell("forged", `${what}: ${paint.red("refused")} (${answer.says.split(":")[0]})`);
  }
  return answers.every(({ answer }) => !answer.ok);
}

function resultOf(
  place: DemoPlace,
  run: { readonly copy: string; readonly asked: RequestView; readonly view: RequestView; readonly evidence: Evidence },
): DemoResult {
  const { asked, view, evidence } = run;
  const plan = planOf(asked);
  const sum = (part: "deleted" | "changed"): number => view.stores.reduce((all, store) => all + store[part], 0);
  const isReadBack = view.stores.every((store) => store.remaining !== undefined);
  return {
    request: view.id,
    database: place.database,
    subject: harbourSubject.email,
    plan: {
      hash: plan.hash,
      steps: plan.stores.flatMap((store) =>
        store.steps.map(({ store: name, dataset, link, action, rows }) => ({ store: name, dataset, link, action, rows })),
      ),
    },
    erased: sum("deleted"),
    changed: sum("changed"),
    remaining: isReadBack ? view.stores.reduce((all, store) => all + (store.remaining ?? 0), 0) : null,
    copy: run.copy,
    receipt: evidence.receipt,
    key: place.keyFile,
    verified: evidence.verified,
    forged: evidence.refused ? "refused" : "accepted",
  };
}
