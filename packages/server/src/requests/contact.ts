import type { Installation } from "../installation/index.ts";
import type { RequestRow } from "./store.ts";

const CONTEXT = "request.contact";

/** How whoever asked is reached: by mail, or by a letter where they gave no address for mail. */
export interface Contact {
  readonly email?: string;
  /** Name and postal address, as they gave it. */
  readonly post?: string;
}

/** Seals the asker's address under the request-file key: it must outlive the erasure, to tell them that it is done. */
export const sealContact = (inst: Installation, request: string, contact: Contact): Promise<Uint8Array> =>
  inst.keys.seal({ request }, CONTEXT, new TextEncoder().encode(JSON.stringify(contact)));

/** The asker's address; undefined where staff took the request, or its file is gone. @throws KeysError `keys.damaged` */
export async function contactOf(inst: Installation, row: Pick<RequestRow, "id" | "contact">): Promise<Contact | undefined> {
  if (row.contact === null || !(await inst.keys.has({ request: row.id }))) return undefined;
  return JSON.parse(new TextDecoder().decode(await inst.keys.open({ request: row.id }, CONTEXT, row.contact))) as Contact;
}
