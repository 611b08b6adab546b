import type { Call, Route } from "../http/index.ts";
import { isFeeOpen, settleFee } from "../requests/index.ts";
import { requestOf } from "./read-status.ts";

/** Takes somebody's yes to what their request costs. */
export const feeRoutes: readonly Route[] = [
  {
    method: "post",
    path: "/:language{en|id}/requests/:request/fee",
    who: "person",
    kind: "page",
    says: "Accepts what one's request costs, by the amount that was read",
    handle: accept,
  },
];

async function accept(call: Call): Promise<Response> {
  const { c, form, inst, language } = call;
  const view = await requestOf(call);
  // Whoever says yes says it to the amount that stood on their page.
  if (isFeeOpen(view.fee) && form.amount === view.fee?.amount) await settleFee(inst, { request: view.id, how: "accepted" });
  return c.redirect(`/${language}/requests/${view.id}`, 303);
}
