import { readFile } from "node:fs/promises";
import type { Call, Route } from "../http/index.ts";
import { CenterLayout } from "../pages/index.ts";
import { requestReceipt } from "../requests/index.ts";
import { requestOf } from "./read-status.ts";
import { say } from "./words.ts";

/** Gives the receipt of a request. */
export const receiptRoutes: readonly Route[] = [
  {
    method: "get",
    path: "/:language{en|id}/requests/:request/receipt",
    who: "person",
    kind: "file",
    says: "The receipt of one's request, JSON",
    handle: giveReceipt,
  },
];

async function giveReceipt(call: Call): Promise<Response> {
  const { c, inst } = call;
  const view = await requestOf(call);
  const receipt = await requestReceipt(inst, view.id);
  if ("pending" in receipt) return c.html(<PendingPage call={call} />, 503, { "retry-after": "10" });
  return new Response(new Uint8Array(await readFile(receipt.file)), {
    headers: {
      "content-type": "application/json",
      "content-disposition": `attachment; filename="${view.id}.receipt.json"`,
    },
  });
}

/** Where the ledger has not numbered the entry yet. */
export const PendingPage = ({ call }: { readonly call: Call }) => {
  const { language } = call;
  return (
    <CenterLayout call={call} title={say(language, "receipt.pending")}>
      <h1>{say(language, "receipt.pending")}</h1>
      <p>{say(language, "receipt.pending.says")}</p>
    </CenterLayout>
  );
};
