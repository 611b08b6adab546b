import { applicableLaws, residenceIn } from "@troth/core/jurisdictions";
import type { Installation } from "../installation/index.ts";
import {
  acknowledgmentOf,
  decideAnew,
  findRequest,
  markAnswered,
  type NewRequest,
  newMessage,
  personNamed,
  recordRequest,
} from "../requests/index.ts";
import type { Tx } from "../storage/index.ts";
import type { AskFile } from "./sealed-ask.ts";
import { type AskRow, lockFor, openRequest } from "./store.ts";

/** An ask whose code was right, opened. */
export interface ShownAsk {
  readonly row: AskRow & { readonly kind: Exclude<AskRow["kind"], "sign-in" | "identify"> };
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
  const same = await sameAsk(inst, inst.storage.db, { ...shown, right });
  const open = same && (await openRequest(inst.storage.db, same));
  try {
    if (same !== undefined && open !== undefined) return await decideAnew(() => join(inst, shown, { request: open.id, same }));
    return await record(inst, shown, async (tx, request) => {
      await lockFor(tx, "asker", row.asker);
      const now = await sameAsk(inst, tx, { ...shown, right });
      if (now && (await openRequest(tx, { ...now, but: request }))) throw new OtherwiseNow();
      await inst.jobs.enqueue(tx, { kind: "request.advance", request });
    });
  } catch (error) {
    if (error instanceof OtherwiseNow) return becomeRequest(inst, shown);
    throw error;
  }
}

type SameAsk = Parameters<typeof openRequest>[1];

/**
 * By what an open request is the same as this ask: whoever asks for several people asks of each apart, and for themselves again.
 * Undefined: for somebody of whom nothing is known yet, so that there is none.
 */
async function sameAsk(
  inst: Installation,
  db: Parameters<typeof openRequest>[0],
  { row, file, right }: ShownAsk & { readonly right: "access" | "erasure" },
): Promise<SameAsk | undefined> {
  const asked = { asker: row.asker, right, requester: file.for?.requester ?? "person" };
  if (file.for === undefined) return asked;
  const person = await personNamed(inst, db, [file.for.about]);
  return person === undefined ? undefined : { ...asked, person };
}

async function join(
  inst: Installation,
  { row, file, within }: ShownAsk,
  to: { readonly request: string; readonly same: SameAsk },
): Promise<string> {
  const { request, same } = to;
  const joined = await findRequest(inst.storage.db, request);
  const words = file.words ? await newMessage(inst, { request, sender: "person", text: file.words }) : undefined;
  await inst.storage.transaction(async (tx) => {
    await lockFor(tx, "asker", row.asker);
    if ((await openRequest(tx, same))?.id !== request) throw new OtherwiseNow();
    await within(tx, request);
    await words?.add(tx);
    // Whoever was asked something may answer in the form as well.
    if (words !== undefined && joined !== undefined) await markAnswered(inst, tx, joined);
  });
  return request;
}

async function record(inst: Installation, shown: ShownAsk, first?: NewRequest["within"]): Promise<string> {
  const { row, file } = shown;
  const home = file.place === undefined ? undefined : residenceIn(inst.program.laws, file.place);
  const laws = home && applicableLaws(inst.program, [home]);
  const { request } = await recordRequest(inst, {
    right: row.kind,
    // The code has shown whose the asker's address is. Of the person's it has shown nothing.
    subject: [file.for?.about ?? { kind: "email", value: file.email }],
    takenBy: "person",
    verified: file.for === undefined,
    requester: file.for?.requester,
    receivedAt: row.received_at,
    laws,
    asker: { hash: row.asker, contact: { email: file.email }, language: row.language === "id" ? "id" : "en" },
    ...(file.words ? { words: file.words } : {}),
    acknowledge: (id, page) => acknowledgmentOf(inst, { right: row.kind, receivedAt: row.received_at, request: id, page, laws }),
    within: async (tx, id) => {
      await first?.(tx, id);
      await shown.within(tx, id);
    },
  });
  return request;
}
