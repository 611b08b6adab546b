import type { Installation } from "../installation/index.ts";
import { CODE_TRIES, hashOfCode, isSameHash, readCode } from "./code.ts";
import { type AskRow, takeTry } from "./store.ts";

/** Why a code that somebody typed opens nothing. A dead one is no end: a new one can be sent for the same ask. */
export type CodeRefused =
  | { readonly kind: "refused"; readonly reason: "wrong"; readonly says: string; readonly triesLeft: number }
  | { readonly kind: "refused"; readonly reason: "dead" | "unknown"; readonly says: string; readonly advice?: string };

/** Somebody used the code between our two looks at it. */
export class CodeUsed extends Error {}

/** Takes one of an ask's five tries. If the code is right its hash is given, by which alone it is marked as used. */
export async function tryCode(
  inst: Installation,
  row: AskRow,
  typed: string,
): Promise<CodeRefused | { readonly kind: "done"; readonly value: string }> {
  const code = readCode(typed);
  // Whatever is no code cannot be the right one: it costs no try.
  if (code === undefined) return isAlive(inst, row) ? wrong(CODE_TRIES - row.tries) : dead;
  const now = new Date(inst.surroundings.now()).toISOString();
  const taken = await takeTry(inst.storage.db, { ask: row.id, now, of: CODE_TRIES });
  if (taken === undefined) return dead;
  if (!isSameHash(taken.hash, await hashOfCode(inst, row.id, code))) return taken.left === 0 ? dead : wrong(taken.left);
  return { kind: "done", value: taken.hash };
}

const isAlive = (inst: Installation, row: AskRow): boolean =>
  row.state === "waiting" &&
  row.code_hash !== null &&
  row.tries < CODE_TRIES &&
  Date.parse(row.code_expires_at ?? "") > inst.surroundings.now();

const wrong = (triesLeft: number): CodeRefused => ({
  kind: "refused",
  reason: "wrong",
  says: `this is not the code: ${triesLeft === 1 ? "one try is" : `${triesLeft} tries are`} left`,
  triesLeft,
});

export const dead: CodeRefused = {
  kind: "refused",
  reason: "dead",
  says: "this code can no longer be used",
  advice: "ask for a new one: nothing of what you asked is lost",
};

export const unknownCode: CodeRefused = { kind: "refused", reason: "unknown", says: "nothing waits for a code here" };
