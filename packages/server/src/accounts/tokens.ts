import { createHash } from "node:crypto";
import type { Installation } from "../installation/index.ts";

/** 256 bits: nobody guesses one, so that a plain hash of it is enough to keep. */
const TOKEN_BYTES = 32;

/** A new token for a link, a session or a challenge, base64url; only its hash is stored. */
export const makeToken = (inst: Pick<Installation, "surroundings">): string =>
  Buffer.from(inst.surroundings.random(TOKEN_BYTES)).toString("base64url");

/** What is stored of a token: its SHA-256, hex. Undefined for what cannot be one. */
export const tokenHash = (token: string): string | undefined =>
  /^[A-Za-z0-9_-]{43}$/.test(token) ? createHash("sha256").update(token).digest("hex") : undefined;

/** The hash of a token that we have just made. */
export function hashOfNew(token: string): string {
  const hash = tokenHash(token);
  if (hash === undefined) throw new Error("bug: a token of ours has another form");
  return hash;
}
