import { after, type RequestEvent, type RequestState } from "@troth/core/requests";
import { liftErasing } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { clearDue } from "../jobs/index.ts";
import { deleteTaskFiles } from "../tasks/index.ts";
import { isCooling } from "./cooling.ts";
import { forgetPerson, forgetWhenDone } from "./forget-person.ts";
import { mailTo } from "./mail-person.ts";
import { unknownRequest } from "./plan-request.ts";
import { changeRequest, findRequest } from "./store.ts";
import { hasBegun, viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

/** Stops an approved erasure that cools off: by staff it goes back to be approved, by the person it is withdrawn. */
export const stopRequest = (inst: Installation, request: string, account?: string): Promise<Answer<RequestView>> =>
  takeBack(inst, request, { event: "stop", kind: "request.stopped", mail: "stopped", account });

/** Takes a request back, as the person asked: possible until something has been done. */
export const withdrawRequest = (inst: Installation, request: string): Promise<Answer<RequestView>> =>
  takeBack(inst, request, { event: "withdraw", kind: "request.withdrawn", mail: "withdrawn", account: undefined });

async function takeBack(
  inst: Installation,
  request: string,
  how: {
    readonly event: RequestEvent & ("stop" | "withdraw");
    readonly kind: "request.stopped" | "request.withdrawn";
    readonly mail: "stopped" | "withdrawn";
    /** Of staff, where one of them did it. */
    readonly account: string | undefined;
  },
): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, request);
  if (!row) throw unknownRequest(request);
  const state = after(row.state as RequestState, how.event);
  const acted = how.event === "withdraw" && (await hasBegun(inst, row));
  const begun = acted || (row.state === "approved" && !isCooling(inst, row));
  if (state === undefined || begun) {
    const says = begun ? `request ${row.id} ${acted ? "has begun" : "is about to run"}` : `request ${row.id} is ${row.state}`;
    return { kind: "refused", reason: "state", says: `${says}: it can no longer be stopped` };
  }
  const at = new Date(inst.surroundings.now());
  const mail = await mailTo(inst, row, (page) => ({ template: how.mail, request: row.id, page }));
  await inst.storage.transaction(async (tx) => {
    await clearDue(tx, row.id, at.getTime());
    await changeRequest(tx, row, {
      state,
      approval: [],
      cooling_until: null,
      because: how.event === "stop" ? "stopped before it began" : "withdrawn by the person",
      ...(how.event === "withdraw" ? { closed_at: at.toISOString() } : {}),
    });
    await inst.ledger.append(tx, {
      kind: how.kind,
      body: { request: row.id, ...(how.account === undefined ? {} : { account: how.account }) },
    });
    await liftErasing(inst, tx, row.id);
    await mail?.add(tx);
    // Handed in for a copy that nobody gets.
    if (how.event === "withdraw" && row.right === "access") await deleteTaskFiles(tx, row.id);
    if (how.event === "withdraw") await forgetWhenDone(inst, tx, { request: row.id, person: row.person_id });
  });
  await inst.ledger.sequence();
  if (how.event === "withdraw") await forgetPerson(inst, row.person_id);
  return { kind: "done", value: await viewRequest(inst, row.id) };
}
