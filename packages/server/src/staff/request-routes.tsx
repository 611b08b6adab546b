import { readFile } from "node:fs/promises";
import { type Call, type Route, refuse } from "../http/index.ts";
import { requestReceipt } from "../requests/index.ts";
import { REQUEST_PATH, requestOfCall, showRequest } from "./show-request.tsx";
import { streamProgress } from "./stream-progress.ts";

/** One request: its page, its receipt, its progress. */
export const requestRoutes = (): Route[] => [
  {
    method: "get",
    path: REQUEST_PATH,
    who: "staff",
    kind: "page",
    says: "One request: clock, plan, what stays, what is signed, evidence; the person for whoever needs to know",
    handle: (call) => showRequest(call),
  },
  {
    method: "get",
    path: `${REQUEST_PATH}/receipt`,
    who: "staff",
    kind: "file",
    says: "The receipt of a request's last word",
    handle: giveReceipt,
  },
  {
    method: "get",
    path: `${REQUEST_PATH}/progress`,
    who: "staff",
    kind: "file",
    says: "How far a run is, as a stream of events: names of stores and numbers",
    handle: streamProgress,
  },
];

async function giveReceipt(call: Call): Promise<Response> {
  const request = requestOfCall(call);
  const receipt = await requestReceipt(call.inst, request);
  if ("pending" in receipt) return refuse("not-found", "the ledger has not indexed the entry yet; try again in a moment");
  return new Response(new Uint8Array(await readFile(receipt.file)), {
    headers: {
      "content-type": "application/json",
      "content-disposition": `attachment; filename="${request}.receipt.json"`,
    },
  });
}
