import { sha256 } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { deleteSession, findSession, insertSession } from "./store.ts";

// Long enough to read a status page and write a message; short, for it may be somebody else's computer.
const SESSION_LIVES_MS = 30 * 60_000;
const TOKEN_BYTES = 32;

/** What is stored of a token: it has 256 random bits, so a plain hash of it tells nothing. */
const hashOfToken = (token: string): string => sha256(token);

/** A new session for an asker, to be added in the transaction of its cause. The token goes into the cookie, and nowhere else. */
export function newSession(
  inst: Installation,
  asker: string,
): { readonly token: string; readonly add: (tx: Tx) => Promise<unknown> } {
  const token = Buffer.from(inst.surroundings.random(TOKEN_BYTES)).toString("base64url");
  const now = inst.surroundings.now();
  const row = {
    token_hash: hashOfToken(token),
    asker,
    created_at: new Date(now).toISOString(),
    expires_at: new Date(now + SESSION_LIVES_MS).toISOString(),
  };
  return { token, add: (tx) => insertSession(tx, row) };
}

/** Whose session a cookie is; undefined if it is none, or over. */
export async function personOf(inst: Installation, token: string): Promise<{ readonly asker: string } | undefined> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
  const now = new Date(inst.surroundings.now()).toISOString();
  return findSession(inst.storage.db, { tokenHash: hashOfToken(token), now });
}

/** Ends a session. Idempotent. */
export async function endPersonSession(inst: Installation, token: string): Promise<void> {
  await deleteSession(inst.storage.db, hashOfToken(token));
}
