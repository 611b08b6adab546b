import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { movesOnAnswer } from "./clock-of.ts";
import { decideAnew } from "./decide-anew.ts";
import { unlessDamaged } from "./errors.ts";
import { mailTo } from "./mail-person.ts";
import { unknownRequest } from "./plan-request.ts";
import { changeRequest, findRequest, insertMessage, messagesOf, type RequestRow } from "./store.ts";

const CONTEXT = "request.message";

/** One message between the person and staff. */
export interface Message {
  readonly id: string;
  readonly sender: "person" | "staff";
  /** The account that wrote it, for staff. */
  readonly account: string | undefined;
  readonly at: string;
  /** Undefined: what is stored of it is damaged, and cannot be opened. */
  readonly text: string | undefined;
}

/** The words of a message are at most so long. */
export const MESSAGE_CHARACTERS = 5000;

/** The messages of a request, oldest first; none once the request's file is gone. */
export async function readMessages(inst: Installation, request: string): Promise<readonly Message[]> {
  if (!(await inst.keys.has({ request }))) return [];
  const messages: Message[] = [];
  for (const row of await messagesOf(inst.storage.db, request)) {
    const plain = await unlessDamaged(inst.keys.open({ request }, CONTEXT, row.sealed));
    const text = plain && new TextDecoder().decode(plain);
    messages.push({ id: row.id, sender: row.sender, account: row.account_id ?? undefined, at: row.at, text });
  }
  return messages;
}

/** Seals a message, to be added in the transaction of its cause. */
export async function newMessage(inst: Installation, message: NewMessage): Promise<{ readonly add: (tx: Tx) => Promise<void> }> {
  const { request, sender, account, text } = message;
  const sealed = await inst.keys.seal({ request }, CONTEXT, new TextEncoder().encode(text));
  const id = inst.surroundings.id();
  const at = new Date(inst.surroundings.now()).toISOString();
  return {
    add: async (tx) => {
      await insertMessage(tx, { id, request_id: request, sender, account_id: account ?? null, sealed, at });
      await inst.ledger.append(tx, {
        kind: "message.written",
        body: { request, message: id, by: sender, ...(account === undefined ? {} : { account }) },
      });
    },
  };
}

interface NewMessage {
  readonly request: string;
  readonly sender: "person" | "staff";
  readonly account?: string | undefined;
  readonly text: string;
}

/** What a person writes is the answer to what they were asked: in the transaction of their words. @throws RequestError `requests.raced` */
export async function markAnswered(inst: Installation, tx: Tx, row: RequestRow): Promise<void> {
  const moves = movesOnAnswer(row, new Date(inst.surroundings.now()).toISOString());
  if (moves === undefined) return;
  await changeRequest(tx, row, { clock: moves });
  await inst.ledger.append(tx, { kind: "request.given", body: { request: row.id } });
}

/**
 * Writes a message. What staff write is announced to the person by mail; the words themselves stay on the page. What a person
 * writes is the answer to what they were asked; nobody's words are lost to somebody else's work at the request.
 */
export const writeMessage = (inst: Installation, message: NewMessage): Promise<void> => decideAnew(() => write(inst, message));

async function write(inst: Installation, message: NewMessage): Promise<void> {
  const row = await findRequest(inst.storage.db, message.request);
  if (!row) throw unknownRequest(message.request);
  const written = await newMessage(inst, message);
  const announced =
    message.sender === "staff" ? await mailTo(inst, row, (page) => ({ template: "message", request: row.id, page })) : undefined;
  await inst.storage.transaction(async (tx) => {
    await written.add(tx);
    if (message.sender === "person") await markAnswered(inst, tx, row);
    await announced?.add(tx);
  });
  await inst.ledger.sequence();
}
