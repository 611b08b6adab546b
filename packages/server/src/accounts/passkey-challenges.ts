import { isIP } from "node:net";
import type { Installation } from "../installation/index.ts";
import { no } from "./answer.ts";
import { insertChallenge, pruneChallenges, takeChallenge } from "./store.ts";
import { hashOfNew, makeToken, tokenHash } from "./tokens.ts";

/** As long as a browser leaves its question standing. */
const CHALLENGE_MS = 5 * 60_000;

/** Whom a passkey is for: the name of the host and the origin of its pages. */
export interface PasskeyPlace {
  readonly rpID: string;
  readonly origin: string;
}

/** Where passkeys are for; undefined if browsers make none there: for a host that is a number, and without https. */
export function passkeyPlace(inst: Pick<Installation, "address">): PasskeyPlace | undefined {
  const { hostname, origin, protocol } = new URL(inst.address);
  const named = isIP(hostname.replaceAll(/[[\]]/g, "")) === 0;
  const secure = protocol === "https:" || hostname === "localhost" || hostname.endsWith(".localhost");
  return named && secure ? { rpID: hostname, origin } : undefined;
}

/** Why passkeys cannot be had here. */
export const noPasskeysHere = () =>
  no(
    "address",
    "passkeys need an address with a name and https",
    "set TROTH_ADDRESS; on one's own machine http://localhost will do",
  );

/** Keeps a challenge to be answered once; the token finds it again. */
export async function keepChallenge(
  inst: Installation,
  at: { readonly challenge: string; readonly account: string | null },
): Promise<string> {
  const token = makeToken(inst);
  const now = inst.surroundings.now();
  await inst.storage.transaction(async (tx) => {
    await pruneChallenges(tx, new Date(now).toISOString());
    const expires_at = new Date(now + CHALLENGE_MS).toISOString();
    await insertChallenge(tx, { token_hash: hashOfNew(token), challenge: at.challenge, account_id: at.account, expires_at });
  });
  return token;
}

/** Takes the challenge of a token, for an account or for a sign-in (null); undefined if it was answered, is over or another's. */
export async function answeredChallenge(
  inst: Installation,
  at: { readonly token: string; readonly account: string | null },
): Promise<string | undefined> {
  const hash = tokenHash(at.token);
  const kept = hash === undefined ? undefined : await takeChallenge(inst.storage.db, hash);
  if (!kept || kept.account_id !== at.account || Date.parse(kept.expires_at) <= inst.surroundings.now()) return undefined;
  return kept.challenge;
}
