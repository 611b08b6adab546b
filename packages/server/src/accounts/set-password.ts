import type { Installation } from "../installation/index.ts";
import { NAME_CHARACTERS, nameHash, openName, sealName, tidyName } from "./account-name.ts";
import { type Answer, done, no } from "./answer.ts";
import { judgePassword } from "./judge-password.ts";
import { hashPassword, matchesPassword } from "./password-hash.ts";
import { isRecent } from "./sessions.ts";
import {
  type AccountRow,
  beganByLink,
  changeAccount,
  deleteSessions,
  findAccount,
  findAccountByName,
  findSession,
  isNameTaken,
  passkeysOf,
} from "./store.ts";
import { tokenHash } from "./tokens.ts";

/** A password to be set, for somebody who is signed in. */
export interface PasswordInput {
  readonly account: string;
  /** How the account is called; needed once. */
  readonly name?: string;
  readonly password: string;
  /** The password of before. Asked for if there is one, unless `session` began with a single-use link. */
  readonly current?: string;
  /** The cookie of whoever asks: this session goes on, the others end. */
  readonly session?: string;
}

/** Sets an account's password, and its name; ends its other sessions. */
export async function setPassword(inst: Installation, input: PasswordInput): Promise<Answer<void>> {
  const { db } = inst.storage;
  const account = await findAccount(db, input.account);
  if (!account || account.ended_at !== null) return no("ended", "this account has ended");
  const before = await openName(inst, account);
  const name = tidyName(input.name ?? "") || before;
  const refused = (await refusedName(inst, account, name)) ?? (await refusedCurrent(inst, account, input));
  if (refused) return refused;
  const judged = judgePassword(input.password, [name, inst.program.organization.name]);
  if (judged.kind === "refused") return judged;
  const password_hash = await hashPassword(input.password);
  const sealed = await sealName(inst, account.id, name);
  const kept = input.session === undefined ? undefined : tokenHash(input.session);
  const setting = inst.storage.transaction(async (tx) => {
    if (!(await changeAccount(tx, account.id, { sealed, name_hash: nameHash(inst, name), password_hash }))) return false;
    await deleteSessions(tx, { account: account.id, but: kept });
    await inst.ledger.append(tx, { kind: "staff.password-set", body: { account: account.id } });
    return true;
  });
  // Two who take one name at once both found it free: the column is unique, and the second is refused by it.
  const set = await setting.catch((error: unknown) => {
    if (isNameTaken(error)) return false;
    throw error;
  });
  if (!set) return taken();
  await inst.ledger.sequence();
  return done(undefined);
}

const taken = () => no("name-taken", "another account has this name", "take another, such as one with an initial");

async function refusedName(inst: Installation, account: AccountRow, name: string): Promise<Answer<never> | undefined> {
  if (name === "") return no("name", "an account needs a name", "your own, or how your colleagues know you");
  if ([...name].length > NAME_CHARACTERS) return no("name", `a name has at most ${NAME_CHARACTERS} characters`);
  if (/\p{C}/u.test(name)) return no("name", "a name has no control characters");
  const holder = await findAccountByName(inst.storage.db, nameHash(inst, name));
  return holder && holder.id !== account.id ? taken() : undefined;
}

// Somebody at a screen that was left alone must not make the account theirs; whoever has a link was let in on purpose.
async function refusedCurrent(inst: Installation, account: AccountRow, input: PasswordInput): Promise<Answer<never> | undefined> {
  if (await cameByLink(inst, account, input.session)) return undefined;
  if (account.password_hash === null) return refusedLate(inst, account, input.session);
  if (input.current === undefined || input.current === "") return no("current", "the password of before is needed");
  const matches = await matchesPassword(account.password_hash, input.current);
  return matches ? undefined : no("current", "the password of before is another");
}

// Without a password of before there may be a passkey that the screen was opened with.
async function refusedLate(inst: Installation, { id }: AccountRow, token?: string): Promise<Answer<never> | undefined> {
  if ((await passkeysOf(inst.storage.db, id)).length === 0 || (await isRecent(inst, token))) return undefined;
  return no("again", "this takes somebody who has just signed in", "sign in again, then set it");
}

async function cameByLink(inst: Installation, account: AccountRow, token: string | undefined): Promise<boolean> {
  const hash = token === undefined ? undefined : tokenHash(token);
  const session = hash === undefined ? undefined : await findSession(inst.storage.db, hash);
  return session?.account_id === account.id && (await beganByLink(inst.storage.db, session));
}

/** Whether a change of password asks for the one of before: there is one, and the session did not begin with a link. */
export async function asksForCurrent(
  inst: Installation,
  at: { readonly account: string; readonly session: string | undefined },
): Promise<boolean> {
  const account = await findAccount(inst.storage.db, at.account);
  return account !== undefined && account.password_hash !== null && !(await cameByLink(inst, account, at.session));
}
