import type { Installation } from "../installation/index.ts";

const CONTEXT = "account.name";

/** Longest name of an account, in characters. */
export const NAME_CHARACTERS = 80;

/** A name as it is looked up: case and blanks make no other. */
const normalizedName = (name: string): string => name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();

/** A name as it is kept and shown. */
export const tidyName = (name: string): string => name.normalize("NFC").trim().replace(/\s+/g, " ");

/** Keyed hash of a name: finds the account at a sign-in without the name in a column. */
export const nameHash = (inst: Pick<Installation, "keys">, name: string): string =>
  inst.keys.identifierHash("staff-name", normalizedName(name));

/** Seals a name under the account's key. */
export const sealName = (inst: Pick<Installation, "keys">, account: string, name: string): Promise<Uint8Array> =>
  inst.keys.seal({ account }, CONTEXT, new TextEncoder().encode(name));

/** The name of an account; empty until it was given one. */
export const openName = async (
  inst: Pick<Installation, "keys">,
  row: { readonly id: string; readonly sealed: Uint8Array },
): Promise<string> => new TextDecoder().decode(await inst.keys.open({ account: row.id }, CONTEXT, row.sealed));
