import type { Installation } from "../installation/index.ts";
import { openName } from "./account-name.ts";
import { allAccounts, allPasskeyOwners, deleteEntrances, markEnded } from "./store.ts";

/** An account of staff, for whoever looks after them. */
export interface AccountView {
  readonly account: string;
  /** Empty until it was given one. */
  readonly name: string;
  readonly role: string;
  /** The program names the role: without it nothing signs the account in. */
  readonly roleStands: boolean;
  readonly hasPassword: boolean;
  readonly passkeys: number;
  readonly createdAt: string;
  readonly endedAt: string | undefined;
}

/** All accounts, oldest first, those that have ended too: what they did is on record under their ids. */
export async function listAccounts(inst: Installation): Promise<AccountView[]> {
  const { db } = inst.storage;
  const owners = await allPasskeyOwners(db);
  const views: AccountView[] = [];
  for (const row of await allAccounts(db))
    views.push({
      account: row.id,
      name: await openName(inst, row),
      role: row.role,
      roleStands: Object.hasOwn(inst.program.staff, row.role),
      hasPassword: row.password_hash !== null,
      passkeys: owners.filter((one) => one.account_id === row.id).length,
      createdAt: row.created_at,
      endedAt: row.ended_at ?? undefined,
    });
  return views;
}

/** Ends an account at once, with its sessions, links and passkeys; its name stays readable, for what it has signed. False: it had ended, or never was. */
export async function endAccount(inst: Installation, account: string, by?: string): Promise<boolean> {
  const now = new Date(inst.surroundings.now()).toISOString();
  const ended = await inst.storage.transaction(async (tx) => {
    if (!(await markEnded(tx, { account, now }))) return false;
    await deleteEntrances(tx, account);
    await inst.ledger.append(tx, { kind: "staff.account-ended", body: { account, ...(by === undefined ? {} : { by }) } });
    return true;
  });
  if (ended) await inst.ledger.sequence();
  return ended;
}
