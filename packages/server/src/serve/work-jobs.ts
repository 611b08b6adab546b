import { WITHDRAW_JOB } from "../contents/index.ts";
import type { Installation } from "../installation/index.ts";
import { deliverMail, type OpenedPost } from "../mail/index.ts";
import { makePackage } from "../packages/index.ts";
import { runRequest, tellProgress, unfinishedRequests } from "../requests/index.ts";
import { carryOutWithdrawal } from "../withdrawals/index.ts";

/** Takes a request on as far as it gets. A copy for somebody who asked in the privacy center becomes their package. */
export async function advanceRequest(inst: Installation, request: string): Promise<void> {
  await runRequest(inst, request, {
    onProgress: tellProgress(inst),
    copy: (copied, id) => makePackage(copied, { request: id }),
  });
}

/** Begins to work on what is queued, in the background, until the queue is closed. */
export async function workJobs(inst: Installation, post: OpenedPost): Promise<void> {
  await inst.jobs.work(["request.advance"], ({ request }) => advanceRequest(inst, request));
  await inst.jobs.work([WITHDRAW_JOB], async ({ request: content }) => {
    await carryOutWithdrawal(inst, content);
  });
  await inst.jobs.work(["mail.deliver"], async () => {
    await deliverMail(inst, post);
  });
}

/** Queues every request that something has begun: what a crash left, and what waits for a store that was away. */
export async function queueUnfinished(inst: Installation): Promise<void> {
  for (const { id } of await unfinishedRequests(inst.storage.db)) {
    await inst.storage.transaction((tx) => inst.jobs.enqueue(tx, { kind: "request.advance", request: id }));
  }
}
