import type { Installation } from "../installation/index.ts";
import { type AskAnswer, limited } from "./ask-for.ts";
import { prepareCode } from "./prepare-code.ts";
import { openAsk } from "./sealed-ask.ts";
import { findAsk, renewCode } from "./store.ts";

/**
 * Sends a new code for an ask, which ends the one before, within the limits. Where the address has had its codes none is
 * sent, and the last one goes on living.
 */
export async function sendCodeAgain(
  inst: Installation,
  at: { readonly ask: string; readonly network: string },
): Promise<AskAnswer<"limited" | "unknown">> {
  const { storage, keys, ledger } = inst;
  const row = await findAsk(storage.db, at.ask);
  if (row?.state !== "waiting" || !(await keys.has({ request: at.ask }))) return unknown;
  const { email, own, by } = await openAsk(inst, row);
  const askedBy = by !== undefined ? "staff" : own ? "owner" : "anybody";
  const language = row.language === "id" ? "id" : "en";
  const { id: ask, kind, asker } = row;
  const code = await prepareCode(inst, { ask, kind, email, asker, network: at.network, language, askedBy });
  const outcome = await storage.transaction(async (tx) => {
    if (await code.isLimited(tx)) return "limited";
    const sent = await code.send(tx);
    if (sent && !(await renewCode(tx, { ask, hash: code.hash, expires: code.expires }))) return "unknown";
    await ledger.append(tx, { kind: "ask.code-wanted", body: { ask } });
    return "done";
  });
  if (outcome === "limited") return limited;
  if (outcome === "unknown") return unknown;
  await ledger.sequence();
  return { kind: "done", value: { ask } };
}

const unknown = { kind: "refused", reason: "unknown", says: "nothing waits for a code here" } as const;
