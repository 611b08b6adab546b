import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { becomeRequest } from "./become-request.ts";
import { CODE_TRIES, hashOfCode, isSameHash, readCode } from "./code.ts";
import { forgetAsk } from "./lapse-asks.ts";
import { openAsk } from "./sealed-ask.ts";
import { newSession } from "./sessions.ts";
import { type AskRow, findAsk, markShown, takeTry } from "./store.ts";

/** What the right code opens. */
export interface Entered {
  /** The cookie's token. */
  readonly session: string;
  /** The request that the ask became, or joined. */
  readonly request?: string;
  /** The request that a sign-in came from. */
  readonly returnTo?: string;
}

/** The answer to a code. A dead one is no end: a new one can be sent for the same ask. */
export type CodeAnswer =
  | { readonly kind: "done"; readonly value: Entered }
  | { readonly kind: "refused"; readonly reason: "wrong"; readonly says: string; readonly triesLeft: number }
  | { readonly kind: "refused"; readonly reason: "dead" | "unknown"; readonly says: string; readonly advice?: string };

/** Somebody used the code between our two looks at it. */
class CodeUsed extends Error {}

/**
 * Takes a code that somebody typed. If it is right the address is theirs: the request is recorded, its planning is queued,
 * a session begins, and the ask's key is destroyed. If not, one of five tries is gone.
 */
export async function enterCode(inst: Installation, at: { readonly ask: string; readonly code: string }): Promise<CodeAnswer> {
  const row = await findAsk(inst.storage.db, at.ask);
  if (row === undefined) return { kind: "refused", reason: "unknown", says: "nothing waits for a code here" };
  const code = readCode(at.code);
  // Whatever is no code cannot be the right one: it costs no try.
  if (code === undefined) return isAlive(inst, row) ? wrong(CODE_TRIES - row.tries) : dead;
  const now = new Date(inst.surroundings.now()).toISOString();
  const taken = await takeTry(inst.storage.db, { ask: row.id, now, of: CODE_TRIES });
  if (taken === undefined) return dead;
  if (!isSameHash(taken.hash, await hashOfCode(inst, row.id, code))) return taken.left === 0 ? dead : wrong(taken.left);
  try {
    return { kind: "done", value: await show(inst, row, taken.hash) };
  } catch (error) {
    if (error instanceof CodeUsed) return dead;
    throw error;
  }
}

async function show(inst: Installation, row: AskRow, hash: string): Promise<Entered> {
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

const isAlive = (inst: Installation, row: AskRow): boolean =>
  row.state === "waiting" &&
  row.code_hash !== null &&
  row.tries < CODE_TRIES &&
  Date.parse(row.code_expires_at ?? "") > inst.surroundings.now();

const wrong = (triesLeft: number): CodeAnswer => ({
  kind: "refused",
  reason: "wrong",
  says: `this is not the code: ${triesLeft === 1 ? "one try is" : `${triesLeft} tries are`} left`,
  triesLeft,
});

const dead: CodeAnswer = {
  kind: "refused",
  reason: "dead",
  says: "this code can no longer be used",
  advice: "ask for a new one: nothing of what you asked is lost",
};
