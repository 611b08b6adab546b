import type { Installation } from "../installation/index.ts";
import { findRequest, type RequestView, requestsOfAsker, viewRequest } from "../requests/index.ts";

/** The requests of whoever has shown a code, newest first. */
export async function askedRequests(inst: Installation, asker: string): Promise<RequestView[]> {
  const views: RequestView[] = [];
  for (const row of await requestsOfAsker(inst.storage.db, asker)) views.push(await viewRequest(inst, row.id));
  return views;
}

/** One of them; undefined for another's as for one that is not there. */
export async function askedRequest(
  inst: Installation,
  at: { readonly asker: string; readonly request: string },
): Promise<RequestView | undefined> {
  const row = await findRequest(inst.storage.db, at.request);
  return row === undefined || row.asker === null || row.asker !== at.asker ? undefined : viewRequest(inst, row.id);
}
