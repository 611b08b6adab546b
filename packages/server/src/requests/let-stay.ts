// Rows that a look for late rows found, and that are nobody's who was erased: somebody signed up again, and has a new relationship.
import { after, type RequestState } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { mayApprove } from "./approve-request.ts";
import { forgetPerson, forgetWhenDone } from "./forget-person.ts";
import { moveRun, runsOf } from "./journal-store.ts";
import type { MadePlan } from "./make-view.ts";
import { isOfLateRowsAlone } from "./of-late-rows.ts";
import { unknownRequest } from "./plan-request.ts";
import { changeRequest, findRequest } from "./store.ts";
import { countsOf, viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

const no = (reason: string, says: string, advice?: string): Answer<never> => ({
  ...{ kind: "refused", reason, says },
  ...(advice === undefined ? {} : { advice }),
});

/**
 * Decides, on record, that the rows which a look for late rows found stay: their person came back, and is somebody new. The
 * request is complete, as it was before the look; whoever was erased is forgotten now.
 */
export async function letStay(
  inst: Installation,
  input: { readonly request: string; readonly as: string; readonly account?: string },
): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const state = after(row.state as RequestState, "let-stay");
  if (state === undefined || !(await isOfLateRowsAlone(inst.storage.db, row)))
    return no("state", `request ${row.id} waits for no decision about rows that were written late`);
  if (!mayApprove(inst.program, input.as, "erasure")) return no("role", `\`${input.as}\` may not decide about erasure`);
  const { rows } = (row.plan as unknown as MadePlan).view.totals;
  const at = new Date(inst.surroundings.now()).toISOString();
  const by = input.account === undefined ? {} : { account: input.account };
  await inst.storage.transaction(async (tx) => {
    await changeRequest(tx, row, { state, because: null, closed_at: at, approval: null });
    for (const run of await runsOf(tx, row.id))
      if (run.state === "committed") {
        const counts = { ...countsOf(run), remaining: 0, where: [] };
        await moveRun(tx, run, { state: "verified", because: null, counts, now: at });
      }
    await inst.ledger.append(tx, { kind: "request.let-stay", body: { request: row.id, rows, role: input.as, ...by } });
    await forgetWhenDone(inst, tx, { request: row.id, person: row.person_id });
  });
  await inst.ledger.sequence();
  await forgetPerson(inst, row.person_id);
  return { kind: "done", value: await viewRequest(inst, row.id) };
}
