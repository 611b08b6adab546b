import { nearest } from "@troth/core/program";
import type { Installation } from "../installation/index.ts";
import { closeOrHold } from "./close-request.ts";
import { unknownRequest } from "./plan-request.ts";
import { markTold, recipientsOf } from "./recipient-store.ts";
import { findRequest, markChanged } from "./store.ts";
import { viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

/** Records that staff have told a recipient of an erasure; the request is completed if that was the last thing. */
export async function recordTold(
  inst: Installation,
  input: { readonly request: string; readonly recipient: string; readonly account?: string },
): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const recipients = await recipientsOf(inst.storage.db, row.id);
  const one = recipients.find((each) => each.recipient === input.recipient);
  if (!one) {
    const names = recipients.map((each) => each.recipient);
    const close = nearest(input.recipient, names);
    const advice =
      names.length === 0
        ? "it has no recipients to be told"
        : `one of: ${names.join(", ")}${close ? ` - did you mean ${close}?` : ""}`;
    return { kind: "refused", reason: "recipient", says: `request ${row.id} has no such recipient`, advice };
  }
  const now = new Date(inst.surroundings.now()).toISOString();
  const by = input.account === undefined ? {} : { account: input.account };
  await inst.storage.transaction(async (tx) => {
    if (!(await markTold(tx, { request: row.id, recipient: one.recipient, now }))) return;
    await markChanged(tx, row.id);
    await inst.ledger.append(tx, { kind: "recipient.told", body: { request: row.id, recipient: one.recipient, ...by } });
  });
  if ((await findRequest(inst.storage.db, row.id))?.state === "open") await closeOrHold(inst, { request: row.id });
  await inst.ledger.sequence();
  return { kind: "done", value: await viewRequest(inst, row.id) };
}
