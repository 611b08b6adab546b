import type { Installation } from "../installation/index.ts";
import { acknowledgmentOf, type NewRequest, newMessage, recordRequest } from "../requests/index.ts";
import type { Tx } from "../storage/index.ts";
import type { AskFile } from "./sealed-ask.ts";
import { type AskRow, lockFor, openRequest } from "./store.ts";

/** An ask whose code was right, opened. */
export interface ShownAsk {
  readonly row: AskRow & { readonly kind: Exclude<AskRow["kind"], "sign-in"> };
  readonly file: AskFile;
  /** Marks it shown, in the transaction of the request. */
  readonly within: (tx: Tx, request: string) => Promise<void>;
}

/** What was open a moment ago has ended, or something has been opened in another window. */
class OtherwiseNow extends Error {}

/**
 * Makes a request of an ask. Whoever asks again for a right that is still under way is led to the open request: a second
 * one would plan the same rows twice, find them gone, and run on a later clock than the first, to nobody's good. Words that
 * came with it become a message there. Questions and concerns are each their own.
 */
export async function becomeRequest(inst: Installation, shown: ShownAsk): Promise<string> {
  const { row } = shown;
  const right = row.kind;
  if (right === "question" || right === "concern") return record(inst, shown);
  const open = await openRequest(inst.storage.db, { asker: row.asker, right });
  try {
    if (open !== undefined) return await join(inst, shown, { request: open.id, right });
    return await record(inst, shown, async (tx, request) => {
      await lockFor(tx, "asker", row.asker);
      if (await openRequest(tx, { asker: row.asker, right, but: request })) throw new OtherwiseNow();
      await inst.jobs.enqueue(tx, { kind: "request.advance", request });
    });
  } catch (error) {
    if (error instanceof OtherwiseNow) return becomeRequest(inst, shown);
    throw error;
  }
}

async function join(
  inst: Installation,
  { row, file, within }: ShownAsk,
  to: { readonly request: string; readonly right: "access" | "erasure" },
): Promise<string> {
  const { request, right } = to;
  const words = file.words ? await newMessage(inst, { request, sender: "person", text: file.words }) : undefined;
  await inst.storage.transaction(async (tx) => {
    await lockFor(tx, "asker", row.asker);
    if ((await openRequest(tx, { asker: row.asker, right }))?.id !== request) throw new OtherwiseNow();
    await within(tx, request);
    await words?.add(tx);
  });
  return request;
}

async function record(inst: Installation, shown: ShownAsk, first?: NewRequest["within"]): Promise<string> {
  const { row, file } = shown;
  const { request } = await recordRequest(inst, {
    right: row.kind,
    subject: [{ kind: "email", value: file.email }],
    takenBy: "person",
    verified: true,
    receivedAt: row.received_at,
    asker: { hash: row.asker, contact: { email: file.email }, language: row.language === "id" ? "id" : "en" },
    ...(file.words ? { words: file.words } : {}),
    acknowledge: (id, page) =>
      acknowledgmentOf(inst.program, { right: row.kind, receivedAt: row.received_at, request: id, page }),
    within: async (tx, id) => {
      await first?.(tx, id);
      await shown.within(tx, id);
    },
  });
  return request;
}
