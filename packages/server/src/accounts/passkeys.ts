import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import type { Installation } from "../installation/index.ts";
import { openName } from "./account-name.ts";
import { type Answer, done, no } from "./answer.ts";
import { answeredChallenge, keepChallenge, noPasskeysHere, passkeyPlace } from "./passkey-challenges.ts";
import { deletePasskey, findAccount, insertPasskey, passkeysOf } from "./store.ts";

// Loaded at its first use, as the hash is.
const webauthn = () => import("@simplewebauthn/server");

/** What a browser is asked, and the token that comes back with its answer. */
export interface PasskeyQuestion<T> {
  readonly token: string;
  readonly options: T;
}

/** Asks a browser for a new passkey of an account: one that verifies its user, for it stands in for name and password. */
export async function passkeyOptions(
  inst: Installation,
  input: { readonly account: string },
): Promise<Answer<PasskeyQuestion<PublicKeyCredentialCreationOptionsJSON>>> {
  const place = passkeyPlace(inst);
  if (!place) return noPasskeysHere();
  const { db } = inst.storage;
  const account = await findAccount(db, input.account);
  if (!account || account.ended_at !== null) return no("ended", "this account has ended");
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: inst.program.organization.name,
    rpID: place.rpID,
    userName: (await openName(inst, account)) || account.role,
    userID: new TextEncoder().encode(account.id),
    challenge: inst.surroundings.random(32) as Uint8Array<ArrayBuffer>,
    excludeCredentials: (await passkeysOf(db, account.id)).map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  return done({ token: await keepChallenge(inst, { challenge: options.challenge, account: account.id }), options });
}

/** Adds the passkey that a browser made. `response` is what came over the wire: nothing of it is believed. */
export async function addPasskey(
  inst: Installation,
  input: { readonly account: string; readonly token: string; readonly response: unknown },
): Promise<Answer<{ passkey: string }>> {
  const place = passkeyPlace(inst);
  if (!place) return noPasskeysHere();
  const expectedChallenge = await answeredChallenge(inst, input);
  if (expectedChallenge === undefined) return no("over", "this took too long, or was answered already", "try again");
  const credential = await verified({ ...place, expectedChallenge, response: input.response });
  if (!credential) return no("wrong", "the browser's answer does not fit");
  const { id, publicKey, counter, transports = [] } = credential;
  const now = new Date(inst.surroundings.now()).toISOString();
  const added = await inst.storage.transaction(async (tx) => {
    const account = await findAccount(tx, input.account);
    if (!account || account.ended_at !== null) return false;
    const row = { id, account_id: account.id, public_key: publicKey, counter: String(counter), created_at: now, used_at: null };
    if (!(await insertPasskey(tx, { ...row, transports }))) return false;
    await inst.ledger.append(tx, { kind: "staff.passkey-added", body: { account: account.id } });
    return true;
  });
  if (!added) return no("known", "this passkey is known already");
  await inst.ledger.sequence();
  return done({ passkey: id });
}

async function verified(at: {
  readonly rpID: string;
  readonly origin: string;
  readonly expectedChallenge: string;
  readonly response: unknown;
}) {
  const { rpID, origin, expectedChallenge } = at;
  try {
    const { verifyRegistrationResponse } = await webauthn();
    const found = await verifyRegistrationResponse({
      response: at.response as RegistrationResponseJSON,
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
    });
    return found.verified ? found.registrationInfo.credential : undefined;
  } catch {
    // Whatever is wrong with what a stranger sends is the same to us.
    return undefined;
  }
}

/** A passkey of an account, as its page shows it. */
export interface PasskeyView {
  readonly passkey: string;
  readonly createdAt: string;
  readonly usedAt: string | undefined;
}

/** The passkeys of an account. */
export const listPasskeys = async (inst: Installation, account: string): Promise<PasskeyView[]> =>
  (await passkeysOf(inst.storage.db, account)).map((row) => ({
    passkey: row.id,
    createdAt: row.created_at,
    usedAt: row.used_at ?? undefined,
  }));

/** Takes a passkey away: one of the account's own. */
export async function removePasskey(
  inst: Installation,
  input: { readonly account: string; readonly passkey: string },
): Promise<boolean> {
  const gone = await inst.storage.transaction(async (tx) => {
    if (!(await deletePasskey(tx, { account: input.account, id: input.passkey }))) return false;
    await inst.ledger.append(tx, { kind: "staff.passkey-removed", body: { account: input.account } });
    return true;
  });
  if (gone) await inst.ledger.sequence();
  return gone;
}
