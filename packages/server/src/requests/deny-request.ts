import { refusalArticle } from "@troth/core/jurisdictions";
import { after, isRight, type RequestState } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { forgetPerson, forgetWhenDone } from "./forget-person.ts";
import { mailTo } from "./mail-person.ts";
import { unknownRequest } from "./plan-request.ts";
import { changeRequest, findRequest, runsOf } from "./store.ts";
import { hasActed, viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

/** Denies a request, with its ground. The ground is sealed with the request's file: it may speak of the person. */
export async function denyRequest(
  inst: Installation,
  input: { readonly request: string; readonly because: string; readonly account?: string },
): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const state = after(row.state as RequestState, "deny");
  if (state === undefined)
    return { kind: "refused", reason: "state", says: `request ${row.id} is ${row.state}: it can no longer be denied` };
  // Planned again after a store was acted on: a denial would say that nothing was touched, and lose what is kept.
  if ((await runsOf(inst.storage.db, row.id)).some(hasActed))
    return { kind: "refused", reason: "state", says: `request ${row.id} has begun: it can no longer be denied` };
  const because = input.because.trim();
  if (because === "")
    return { kind: "refused", reason: "because", says: "a denial needs its ground", advice: 'say why: `--because "..."`' };
  const file = await inst.keys.seal(
    { request: row.id },
    "request.file",
    new TextEncoder().encode(JSON.stringify({ denied: because })),
  );
  const commitment = await inst.keys.commitment({ request: row.id }, because);
  const at = new Date(inst.surroundings.now()).toISOString();
  const by = input.account === undefined ? {} : { account: input.account };
  const law = isRight(row.right) ? refusalArticle(inst.program.laws, row.right) : undefined;
  const mail = await mailTo(inst, row, (page) => ({ template: "denied", request: row.id, because, page, law }));
  await inst.storage.transaction(async (tx) => {
    await changeRequest(tx, row, { state, file, because: "denied; the ground is in the request's file", closed_at: at });
    await inst.ledger.append(tx, {
      kind: "request.denied",
      body: { request: row.id, right: row.right, ground: commitment, ...by },
    });
    await mail?.add(tx);
    await forgetWhenDone(inst, tx, { request: row.id, person: row.person_id });
  });
  await inst.ledger.sequence();
  await forgetPerson(inst, row.person_id);
  return { kind: "done", value: await viewRequest(inst, row.id) };
}
