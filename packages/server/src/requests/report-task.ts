import { nearest } from "@troth/core/program";
import { type Staying, unsearchable } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import {
  actOf,
  findTask,
  forgetEndedKeeps,
  markEnded,
  proofOf,
  readSearches,
  type SealedFile,
  sealReport,
  sealTaskFile,
  settleKeep,
  type TaskReport,
  type TaskRow,
} from "../tasks/index.ts";
import type { MadePlan } from "./make-view.ts";
import { todayOf, unknownRequest } from "./plan-request.ts";
import { no, type Reported, staysOf, whyNotSo } from "./report-lacks.ts";
import { findRequest, type RequestRow } from "./store.ts";
import { takesReports, taskPartOf } from "./task-part.ts";
import { viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

/** Who reports on which task. */
export interface ReportInput extends TaskReport {
  readonly request: string;
  readonly store: string;
  /** Absent at the command line, where a role is all that is known. */
  readonly account?: string;
  readonly role?: string;
  /** When what they saw was asked; absent where that is not known. */
  readonly seen?: string;
}

/**
 * Records what somebody did by hand, with its proof; the request goes on. Refused where it says less than was asked: a
 * dataset without a number, rows for a copy without a file, no word of how, or of how the person was found where nothing says
 * whom to look for.
 */
export async function reportTask(inst: Installation, input: ReportInput): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const task = await findTask(inst.storage.db, input);
  const notNow = whyNotNow(row, task, input);
  if (notNow || !task) return notNow ?? no("task", `request ${row.id} has no task in ${input.store}`);
  const part = await taskPartOf(inst, row, task);
  if (!part) return no("task", `the plan of ${row.id} asks nothing of people in ${input.store}`);
  const searches = await readSearches(inst, { request: row.id, store: task.store, person: row.person_id });
  const of: Reported = { lines: part.lines, unsearchable: unsearchable(part.lines, searches), today: todayOf(inst).day };
  const refused = whyNotSo(of, input);
  if (refused) return refused;
  if (input.seen !== undefined && Date.parse(input.seen) !== Date.parse(task.opened_at)) return no(...RACED);
  if (!(await record(inst, { task, of, input }))) return no(...RACED);
  await inst.surroundings.passing("task.reported");
  await forgetEndedKeeps(inst);
  await inst.ledger.sequence();
  return { kind: "done", value: await viewRequest(inst, row.id) };
}

interface Recording {
  readonly task: TaskRow;
  readonly of: Reported;
  readonly input: ReportInput;
}

/** Writes a report down, its entry and what follows from it, in one transaction. False: something else is asked now. */
async function record(inst: Installation, { task, of, input }: Recording): Promise<boolean> {
  const { request, store, outcome, account = null, role = null } = input;
  const now = new Date(inst.surroundings.now()).toISOString();
  const isDone = outcome === "done";
  const found = isDone ? input.found : {};
  const stays = isDone ? staysOf(of, input) : {};
  await inst.keys.ensure({ request });
  const said = { note: input.note.trim(), foundBy: (input.foundBy ?? "").trim() };
  const sealed = await sealReport(inst, request, said);
  const files: SealedFile[] = [];
  for (const file of input.files) files.push(await sealTaskFile(inst, { request, store, file, now }));
  const keep = isDone && task.purpose === "keep" ? await settleKeep(inst, task, stays) : undefined;
  await inst.surroundings.passing("task.reporting");
  return inst.storage.transaction(async (tx) => {
    const end = { outcome, at: now, account_id: account, role, found, stays, files: files.length, sealed };
    const number = await markEnded(tx, task, end);
    if (number === undefined) return false;
    for (const file of files) await file.add(tx, number);
    await inst.ledger.append(tx, {
      kind: "task.ended",
      body: {
        ...{ request, store, outcome, found, files: files.length, round: number, proof: proofOf(sealed) },
        ...(files.length === 0 ? {} : { fileProofs: files.map((file) => proofOf(file.sealed)) }),
        ...(task.purpose === "keep" ? { purpose: "keep" } : {}),
        ...(Object.keys(stays).length === 0 ? {} : { stays }),
        ...(isDone && of.unsearchable.length > 0 ? { foundOtherwise: of.unsearchable } : {}),
        ...(account === null ? {} : { account }),
        ...(role === null ? {} : { role }),
      },
    });
    if (task.purpose === "request") await inst.jobs.enqueue(tx, { kind: "request.advance", request });
    await keep?.add(tx);
    if (keep) await recordKeepEnded(inst, tx, { task, of, found, stays });
    return true;
  });
}

/** What was removed of what a law kept, and what stays on: by the word of whoever looked. */
async function recordKeepEnded(
  inst: Installation,
  tx: Tx,
  at: Omit<Recording, "input"> & {
    readonly found: Readonly<Record<string, number>>;
    readonly stays: Readonly<Record<string, Staying>>;
  },
): Promise<void> {
  const { request_id: request, store } = at.task;
  const waiting = Object.values(at.stays).reduce((all, one) => all + one.rows, 0);
  const body = { request, store, ...treated(at.of.lines, at), waiting, outcomeKnownBy: "report" };
  await inst.ledger.append(tx, { kind: "keep.ended", body });
}

/** Records that were deleted and changed by a report: what was found, without what stays. */
export function treated(
  lines: Reported["lines"],
  { found, stays }: { readonly found: Readonly<Record<string, number>>; readonly stays: Readonly<Record<string, Staying>> },
): { readonly deleted: number; readonly changed: number } {
  const sum = (act: "deleted" | "changed") =>
    lines
      .filter((line) => actOf(line) === act)
      .reduce((all, { dataset }) => all + (found[dataset] ?? 0) - (stays[dataset]?.rows ?? 0), 0);
  return { deleted: sum("deleted"), changed: sum("changed") };
}

const RACED = ["raced", "somebody else reported a moment ago, or something else is asked now", "look at it again"] as const;

function whyNotNow(row: RequestRow, task: TaskRow | undefined, { store }: ReportInput): Answer<never> | undefined {
  if (task === undefined) {
    const stores = ((row.plan as unknown as MadePlan | null)?.plan.byHand ?? []).map((one) => one.store);
    const close = nearest(store, stores);
    const advice =
      stores.length === 0
        ? "nothing of it is done by hand"
        : `one of: ${stores.join(", ")}${close ? ` - did you mean ${close}?` : ""}`;
    return no("task", `request ${row.id} has no task in this store`, advice);
  }
  // Whoever said that it cannot be done may find that it can.
  if (task.state === "done") return no("state", "this was reported already", `\`troth status ${row.id}\` shows it`);
  return takesReports(row, task)
    ? undefined
    : no("state", `request ${row.id} is ${row.state}: nothing is done for it now`, `\`troth status ${row.id}\` shows why`);
}
