import type { Installation } from "../installation/index.ts";
import { nameHash } from "./account-name.ts";
import { type Answer, done, no } from "./answer.ts";
import { PASSWORD_CHARACTERS } from "./judge-password.ts";
import { decoyHash, matchesPassword } from "./password-hash.ts";
import { maySignIn, newSession } from "./sessions.ts";
import { createSignInLimits, type SignInLimits } from "./sign-in-limits.ts";
import { findAccount, findAccountByName } from "./store.ts";

const limits = new WeakMap<Installation, SignInLimits>();

function limitsOf(inst: Installation): SignInLimits {
  const found = limits.get(inst) ?? createSignInLimits(inst.surroundings);
  limits.set(inst, found);
  return found;
}

/** One answer whether the name is unknown, has no password, has ended, or the password is another. */
const wrong = () => no("wrong", "name or password is not right", "look at both; or ask for a sign-in link");

/** Signs in by name and password. Whatever the outcome, one hash is computed: the time says nothing about the name. */
export async function signIn(
  inst: Installation,
  input: { readonly name: string; readonly password: string; readonly network: string },
): Promise<Answer<{ session: string }>> {
  const hash = nameHash(inst, input.name.slice(0, 400));
  const wait = limitsOf(inst).take(hash, input.network);
  if (wait > 0) {
    const seconds = Math.ceil(wait / 1000);
    return no("limited", `too many tries: wait ${seconds === 1 ? "a second" : `${seconds} seconds`}, then try again`);
  }
  const account = await findAccountByName(inst.storage.db, hash);
  const usable = account && maySignIn(inst, account) ? account : undefined;
  const against = usable?.password_hash ?? (await decoyHash(inst.surroundings.random));
  // A password that is too long to be one costs no more than another.
  const matches = await matchesPassword(against, input.password.slice(0, 2 * PASSWORD_CHARACTERS.most));
  if (!matches || !usable || usable.password_hash === null) return wrong();
  const session = await inst.storage.transaction(async (tx) => {
    // Whoever was ended, or had the password changed, while the hash was computed stays out.
    const still = await findAccount(tx, usable.id);
    if (!still || still.ended_at !== null || still.password_hash !== usable.password_hash) return undefined;
    const made = newSession(inst, { account: usable.id, role: usable.role, by: "password", now: inst.surroundings.now() });
    await made.add(tx);
    return made.token;
  });
  if (session === undefined) return wrong();
  limitsOf(inst).clear(hash, input.network);
  await inst.ledger.sequence();
  return done({ session });
}
