import type { Installation } from "../installation/index.ts";
import { sealName } from "./account-name.ts";
import { type Answer, done, no } from "./answer.ts";
import { maySignIn, newSession } from "./sessions.ts";
import { type AccountRow, findAccount, findLink, insertAccount, type LinkRow, passkeysOf, takeLink } from "./store.ts";
import { tokenHash } from "./tokens.ts";

/** Whoever used it, whoever is late and whoever guesses get the same answer. */
const dead = () => no("dead", "this link has been used, or its time is over", "ask for a new one");

/** What a link gave: `fresh` accounts have neither password nor passkey yet. */
export interface UsedLink {
  readonly session: string;
  readonly account: string;
  readonly fresh: boolean;
}

/** Signs in by a single-use link; makes the account if the link is an invitation. Of two at once, one gets in. */
export async function useLink(inst: Installation, token: string): Promise<Answer<UsedLink>> {
  const hash = tokenHash(token);
  const { db } = inst.storage;
  const link = hash === undefined ? undefined : await findLink(db, hash);
  const now = inst.surroundings.now();
  if (!link || link.used_at !== null || Date.parse(link.expires_at) <= now) return dead();
  const account = link.account_id === null ? undefined : await findAccount(db, link.account_id);
  if (!maySignIn(inst, account ?? { role: link.role, ended_at: null })) return dead();
  const used = await signInWith(inst, { link, account, now });
  if (!used) return dead();
  await inst.ledger.sequence();
  return done(used);
}

async function signInWith(
  inst: Installation,
  at: { readonly link: LinkRow; readonly account: AccountRow | undefined; readonly now: number },
): Promise<UsedLink | undefined> {
  const { link, account } = at;
  const id = account?.id ?? `S-${inst.surroundings.id()}`;
  const role = account?.role ?? link.role;
  const now = new Date(at.now).toISOString();
  if (!account) await inst.keys.ensure({ account: id });
  const sealed = account ? undefined : await sealName(inst, id, "");
  const session = newSession(inst, { account: id, role, by: "link", now: at.now });
  const taken = await inst.storage
    .transaction(async (tx) => {
      if (sealed) {
        const row = { id, sealed, name_hash: null, role, password_hash: null, created_at: now, ended_at: null };
        // Before the link, which points to it; whoever loses the link rolls it back.
        await insertAccount(tx, row);
      }
      if (!(await takeLink(tx, { hash: link.token_hash, account: id, now }))) throw new LostLink();
      if (sealed) await inst.ledger.append(tx, { kind: "staff.account-made", body: { account: id, role } });
      await inst.ledger.append(tx, { kind: "staff.link-used", body: { account: id, role } });
      await session.add(tx);
      return true;
    })
    .catch((error: unknown) => {
      if (error instanceof LostLink) return false;
      throw error;
    });
  if (!taken && !account) await inst.keys.forget({ account: id });
  if (!taken) return undefined;
  const fresh = !account || (account.password_hash === null && (await passkeysOf(inst.storage.db, id)).length === 0);
  return { session: session.token, account: id, fresh };
}

/** Rolls the transaction back: somebody else used the link meanwhile. */
class LostLink extends Error {}
