import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { askedRequest } from "./asked-requests.ts";
import { becomeRequest } from "./become-request.ts";
import { readCode } from "./code.ts";
import { forgetAsk } from "./lapse-asks.ts";
import { oncePerClick } from "./same-click.ts";
import { openAsk } from "./sealed-ask.ts";
import { newSession } from "./sessions.ts";
import { type AskRow, findAsk, markShown } from "./store.ts";
import { type CodeRefused, CodeUsed, dead, tryCode, unknownCode } from "./try-code.ts";

/** What the right code opens. */
export interface Entered {
  /** The cookie's token. */
  readonly session: string;
  /** The request that the ask became, or joined. */
  readonly request?: string;
  /** The request that a sign-in came from. */
  readonly returnTo?: string;
}

/** The answer to a code. */
export type CodeAnswer = { readonly kind: "done"; readonly value: Entered } | CodeRefused;

/**
 * Takes a code that somebody typed. If it is right the address is theirs: the request is recorded, its planning is queued,
 * a session begins, and the ask's key is destroyed. If not, one of five tries is gone. Twice at the same moment is once.
 */
export const enterCode = (inst: Installation, at: { readonly ask: string; readonly code: string }): Promise<CodeAnswer> =>
  oncePerClick(inst, { form: at.ask, code: readCode(at.code) ?? at.code }, () => enter(inst, at));

/** For whoever is signed in and comes back to an ask that was shown: whether there is where to lead them, and the request if it is theirs. */
export async function shownTo(
  inst: Installation,
  at: { readonly ask: string; readonly asker: string },
): Promise<{ readonly request?: string } | undefined> {
  const row = await findAsk(inst.storage.db, at.ask);
  if (row?.state !== "shown" || row.kind === "identify") return undefined;
  if (row.request_id === null) return {};
  const request = await askedRequest(inst, { asker: at.asker, request: row.request_id });
  return request && { request: request.id };
}

async function enter(inst: Installation, at: { readonly ask: string; readonly code: string }): Promise<CodeAnswer> {
  const row = await findAsk(inst.storage.db, at.ask);
  // A code for one more address of a request is entered on that request's page.
  if (row === undefined || row.kind === "identify") return unknownCode;
  const tried = await tryCode(inst, row, at.code);
  if (tried.kind === "refused") return tried;
  try {
    return { kind: "done", value: await show(inst, { ...row, kind: row.kind }, tried.value) };
  } catch (error) {
    if (error instanceof CodeUsed) return dead;
    throw error;
  }
}

async function show(
  inst: Installation,
  row: AskRow & { readonly kind: Exclude<AskRow["kind"], "identify"> },
  hash: string,
): Promise<Entered> {
  const file = await openAsk(inst, row);
  const session = newSession(inst, row.asker);
  const within = async (tx: Tx, request?: string): Promise<void> => {
    if (!(await markShown(tx, { ask: row.id, hash, request: request ?? null }))) throw new CodeUsed();
    await session.add(tx);
    await inst.ledger.append(tx, { kind: "ask.shown", body: { ask: row.id, asks: row.kind, ...(request ? { request } : {}) } });
  };
  const { kind } = row;
  const request = kind === "sign-in" ? undefined : await becomeRequest(inst, { row: { ...row, kind }, file, within });
  if (request === undefined) await inst.storage.transaction((tx) => within(tx));
  await inst.surroundings.passing("ask.shown");
  await forgetAsk(inst, row.id);
  await inst.ledger.sequence();
  return {
    session: session.token,
    ...(request === undefined ? {} : { request }),
    ...(file.returnTo === undefined ? {} : { returnTo: file.returnTo }),
  };
}
