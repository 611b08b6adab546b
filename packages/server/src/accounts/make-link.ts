import type { Installation } from "../installation/index.ts";
import { AccountError } from "./errors.ts";
import { findAccount, insertLink, pruneLinks } from "./store.ts";
import { hashOfNew, makeToken } from "./tokens.ts";

const MINUTE_MS = 60_000;
/** Long enough to walk from the terminal to the browser, too short to lie about. */
export const LINK_MINUTES = 15;
const KEEP_MS = 24 * 60 * MINUTE_MS;

/** A link to be made. */
export interface LinkInput {
  readonly role: string;
  /** For an account that is there; absent: for a new one. */
  readonly account?: string;
  readonly minutes?: number;
  /** The account that lets somebody in; absent at the terminal. It stands in the ledger: who lets a second approver in is on record. */
  readonly by?: string;
}

/**
 * Makes a single-use link to sign in: of an account, or of a new one with this role. Whoever shows the token to somebody
 * decides who they are; only its hash is kept.
 *
 * @throws AccountError `accounts.role` for a role that the program does not name, `accounts.unknown`.
 */
export async function makeLink(inst: Installation, input: LinkInput): Promise<{ token: string }> {
  const role = await roleOf(inst, input);
  const token = makeToken(inst);
  const now = inst.surroundings.now();
  const at = (ms: number): string => new Date(now + ms).toISOString();
  await inst.storage.transaction(async (tx) => {
    await pruneLinks(tx, at(-KEEP_MS));
    await insertLink(tx, {
      token_hash: hashOfNew(token),
      role,
      account_id: input.account ?? null,
      made_at: at(0),
      expires_at: at((input.minutes ?? LINK_MINUTES) * MINUTE_MS),
      used_at: null,
    });
    const account = input.account === undefined ? {} : { account: input.account };
    const body = { role, ...account, ...(input.by === undefined ? {} : { by: input.by }) };
    await inst.ledger.append(tx, { kind: "staff.link-made", body });
  });
  await inst.ledger.sequence();
  return { token };
}

async function roleOf(inst: Installation, input: { readonly role: string; readonly account?: string }): Promise<string> {
  const { program, storage } = inst;
  const account = input.account === undefined ? undefined : await findAccount(storage.db, input.account);
  if (input.account !== undefined && (!account || account.ended_at !== null))
    throw new AccountError("accounts.unknown", "there is no such account, or it has ended");
  const role = account?.role ?? input.role;
  if (Object.hasOwn(program.staff, role)) return role;
  const roles = Object.keys(program.staff).join(", ");
  throw new AccountError("accounts.role", `the program has no staff role \`${role}\``, `one of: ${roles}`);
}
