import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import type { Installation } from "../installation/index.ts";
import { type Answer, done, no } from "./answer.ts";
import { answeredChallenge, keepChallenge, noPasskeysHere, type PasskeyPlace, passkeyPlace } from "./passkey-challenges.ts";
import type { PasskeyQuestion } from "./passkeys.ts";
import { maySignIn, newSession } from "./sessions.ts";
import { findAccount, findPasskey, type PasskeyRow, usePasskey } from "./store.ts";

const webauthn = () => import("@simplewebauthn/server");

/** Asks a browser for any passkey of this place: no name is typed, so none is confirmed. */
export async function passkeySignInOptions(
  inst: Installation,
): Promise<Answer<PasskeyQuestion<PublicKeyCredentialRequestOptionsJSON>>> {
  const place = passkeyPlace(inst);
  if (!place) return noPasskeysHere();
  const options = await (await webauthn()).generateAuthenticationOptions({
    rpID: place.rpID,
    userVerification: "required",
    challenge: inst.surroundings.random(32) as Uint8Array<ArrayBuffer>,
  });
  return done({ token: await keepChallenge(inst, { challenge: options.challenge, account: null }), options });
}

/** One answer for a passkey that is unknown, of an account that has ended, or wrong. */
const wrong = () => no("wrong", "this passkey signs nobody in here", "sign in with your password, or ask for a link");

/** Signs in by a passkey. `response` is what came over the wire: nothing of it is believed. */
export async function signInWithPasskey(
  inst: Installation,
  input: { readonly token: string; readonly response: unknown },
): Promise<Answer<{ session: string }>> {
  const place = passkeyPlace(inst);
  if (!place) return noPasskeysHere();
  const challenge = await answeredChallenge(inst, { token: input.token, account: null });
  if (challenge === undefined) return no("over", "this took too long, or was answered already", "try again");
  const passkey = await findPasskey(inst.storage.db, idOf(input.response));
  const counter = passkey && (await counterOf(passkey, { place, challenge, response: input.response }));
  if (!passkey || counter === undefined) return wrong();
  const now = inst.surroundings.now();
  const session = await inst.storage.transaction(async (tx) => {
    const account = await findAccount(tx, passkey.account_id);
    if (!account || !maySignIn(inst, account)) return undefined;
    if (!(await usePasskey(tx, { id: passkey.id, was: passkey.counter, counter, now: new Date(now).toISOString() })))
      return undefined;
    const made = newSession(inst, { account: account.id, role: account.role, by: "passkey", now });
    await made.add(tx);
    return made.token;
  });
  if (session === undefined) return wrong();
  await inst.ledger.sequence();
  return done({ session });
}

function idOf(response: unknown): string {
  const id = typeof response === "object" && response !== null && "id" in response ? response.id : undefined;
  return typeof id === "string" && id.length <= 1400 ? id : "";
}

/** The counter that a true answer carries: it has risen, or the device keeps none. Undefined: the answer is not true. */
async function counterOf(
  passkey: PasskeyRow,
  at: { readonly place: PasskeyPlace; readonly challenge: string; readonly response: unknown },
): Promise<number | undefined> {
  try {
    const { verifyAuthenticationResponse } = await webauthn();
    const found = await verifyAuthenticationResponse({
      response: at.response as AuthenticationResponseJSON,
      expectedChallenge: at.challenge,
      expectedOrigin: at.place.origin,
      expectedRPID: at.place.rpID,
      requireUserVerification: true,
      credential: { id: passkey.id, publicKey: new Uint8Array(passkey.public_key), counter: Number(passkey.counter) },
    });
    return found.verified ? found.authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}
