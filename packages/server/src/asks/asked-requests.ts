import { isEnded } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { askerAsTold, findRequest, type RequestRow, type RequestView, requestsOfAsker, viewRequest } from "../requests/index.ts";

/** The requests of whoever has shown a code, newest first. */
export async function askedRequests(inst: Installation, asker: string): Promise<RequestView[]> {
  const views: RequestView[] = [];
  for (const row of await requestsOfAsker(inst.storage.db, asker)) views.push(await asTold(inst, row));
  return views;
}

/** One of them; undefined for another's as for one that is not there. */
export async function askedRequest(
  inst: Installation,
  at: { readonly asker: string; readonly request: string },
): Promise<RequestView | undefined> {
  const row = await findRequest(inst.storage.db, at.request);
  return row === undefined || row.asker === null || row.asker !== at.asker ? undefined : asTold(inst, row);
}

/**
 * A request as whoever asked is told of it. Who asks for another and has not shown that they may is told that it came, by when
 * it is answered, and what they have to show: nothing of what is held, nor whether anything is.
 */
async function asTold(inst: Installation, row: RequestRow): Promise<RequestView> {
  const view = await viewRequest(inst, row.id);
  if (view.asker === undefined || view.asker.judged.proven) return view;
  return {
    ...view,
    asker: askerAsTold(inst, row),
    ...{ plan: undefined, stores: [], tasks: [], recipients: [], further: [], entries: [] },
    ...{ because: undefined, coolingUntil: undefined },
    state: isEnded(view.state) ? view.state : "received",
  };
}
