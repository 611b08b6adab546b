import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { openName } from "./account-name.ts";
import {
  type AccountRow,
  deleteSession,
  deleteSessions,
  findAccount,
  findSession,
  insertSession,
  pruneSessions,
  touchSession,
} from "./store.ts";
import { hashOfNew, makeToken, tokenHash } from "./tokens.ts";

const MINUTE_MS = 60_000;
/** Somebody who walked away from a screen is signed out before long. */
const IDLE_MS = 30 * MINUTE_MS;
/** A working day: a cookie that was stolen is worth no more. */
const LONGEST_MS = 12 * 60 * MINUTE_MS;
/** As long as a link lives. */
const RECENT_MS = 15 * MINUTE_MS;
/** A session's last use is written once a minute, not at each look. */
const TOUCH_MS = MINUTE_MS;

/** A signed-in account, as pages and routes are given it. */
export interface SignedIn {
  readonly account: string;
  readonly name: string;
  /** A role of the program's `staff`. */
  readonly role: string;
}

/** A session to be: its token for the cookie, and how it is written in the transaction of its cause. */
export interface NewSession {
  readonly token: string;
  readonly add: (tx: Tx) => Promise<void>;
}

/** How somebody signed in: it stands in the ledger. */
export type SignInBy = "link" | "password" | "passkey";

/** Begins a session: it and its entry are one with the caller's transaction. */
export function newSession(
  inst: Installation,
  at: { readonly account: string; readonly role: string; readonly by: SignInBy; readonly now: number },
): NewSession {
  const token = makeToken(inst);
  const now = new Date(at.now).toISOString();
  return {
    token,
    add: async (tx) => {
      await pruneSessions(tx, { now, idleSince: new Date(at.now - IDLE_MS).toISOString() });
      await insertSession(tx, {
        token_hash: hashOfNew(token),
        account_id: at.account,
        created_at: now,
        seen_at: now,
        expires_at: new Date(at.now + LONGEST_MS).toISOString(),
      });
      await inst.ledger.append(tx, { kind: "staff.signed-in", body: { account: at.account, role: at.role, by: at.by } });
    },
  };
}

/**
 * Whose session a cookie is; undefined once it has ended: by time, by sign-out, with the account, or with the role, which
 * the program has to name at each look.
 */
export async function staffOf(inst: Installation, token: string): Promise<SignedIn | undefined> {
  const hash = tokenHash(token);
  if (hash === undefined) return undefined;
  const { db } = inst.storage;
  const session = await findSession(db, hash);
  if (!session) return undefined;
  const now = inst.surroundings.now();
  const seen = Date.parse(session.seen_at);
  if (now >= Date.parse(session.expires_at) || now - seen >= IDLE_MS) {
    await deleteSession(db, hash);
    return undefined;
  }
  const account = await findAccount(db, session.account_id);
  if (!account || !maySignIn(inst, account)) return undefined;
  if (now - seen >= TOUCH_MS) await touchSession(db, { hash, now: new Date(now).toISOString() });
  return { account: account.id, role: account.role, name: (await openName(inst, account)) || account.role };
}

/** Whether anything may sign this account in: it has not ended, and the program names its role. */
export const maySignIn = (inst: Pick<Installation, "program">, account: Pick<AccountRow, "ended_at" | "role">): boolean =>
  account.ended_at === null && Object.hasOwn(inst.program.staff, account.role);

/**
 * Whether a session began a moment ago: a new way in is given to whoever has just shown one, not to whoever finds a screen
 * that was left alone.
 */
export async function isRecent(inst: Installation, token: string | undefined): Promise<boolean> {
  const hash = token === undefined ? undefined : tokenHash(token);
  const session = hash === undefined ? undefined : await findSession(inst.storage.db, hash);
  return session !== undefined && inst.surroundings.now() - Date.parse(session.created_at) < RECENT_MS;
}

/** Signs out. Idempotent. */
export async function endStaffSession(inst: Installation, token: string): Promise<void> {
  const hash = tokenHash(token);
  if (hash !== undefined) await deleteSession(inst.storage.db, hash);
}

/** Signs an account out everywhere; with `but`, everywhere else. */
export async function endStaffSessions(inst: Installation, account: string, but?: string): Promise<void> {
  await deleteSessions(inst.storage.db, { account, but: but === undefined ? undefined : tokenHash(but) });
}
