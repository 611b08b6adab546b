import { join } from "node:path";
import { canonicalJson } from "@troth/core/foundation";
import { makeFolder, writeFileDurably } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import { entriesOf } from "./store.ts";

/** Entries that end a request, or say where it stands: the last of them is what a receipt is about. */
const TELLING: ReadonlySet<string> = new Set([
  "request.completed",
  "request.looked-again",
  "request.let-stay",
  "request.swept",
  "request.reopened",
  "request.denied",
  "request.appealed",
  "request.appeal-decided",
  "copy.made",
  "request.held",
  "request.taken",
]);

/** Writes the receipt of a request's last word to `packages/`; pending while the ledger has not indexed it. */
export async function requestReceipt(
  inst: Installation,
  request: string,
): Promise<{ readonly file: string } | { readonly pending: true }> {
  await inst.ledger.sequence();
  const entry = (await entriesOf(inst.storage.db, request)).filter((one) => TELLING.has(one.kind)).at(-1);
  const receipt = entry && (await inst.ledger.receipt(entry.id));
  if (!receipt) return { pending: true };
  const file = join(inst.home.packages, `${request}.receipt.json`);
  await makeFolder(inst.home.packages);
  await writeFileDurably(file, new TextEncoder().encode(canonicalJson(receipt)));
  return { file };
}
