import type { Installation } from "../installation/index.ts";
import { remindTasks } from "../tasks/index.ts";
import { endCooling } from "./cooling.ts";
import { endDueKeeps } from "./end-keeps.ts";
import { forgetAtEpochEnd } from "./forget-person.ts";
import { lookForLateRows } from "./late-rows.ts";
import { expireCopies } from "./remove-copies.ts";
import { type RunOptions, runRequest } from "./run-request.ts";
import { unfinishedRequests } from "./store.ts";
import type { RequestView } from "./views.ts";

/** Takes every request on that something has begun: what is queued, what a crash left, what waited for a store. */
export async function resumeAll(inst: Installation, options: RunOptions = {}): Promise<RequestView[]> {
  for (const says of await endDueKeeps(inst)) options.onTrouble?.(says);
  for (const says of await lookForLateRows(inst)) options.onTrouble?.(`late rows of ${says}`);
  await endCooling(inst);
  await expireCopies(inst);
  await remindTasks(inst);
  await inst.jobs.drain(async (job) => {
    if (job.kind === "request.advance") await runRequest(inst, job.request, options);
  });
  const views: RequestView[] = [];
  for (const { id } of await unfinishedRequests(inst.storage.db)) views.push(await runRequest(inst, id, options));
  await forgetAtEpochEnd(inst);
  return views;
}
