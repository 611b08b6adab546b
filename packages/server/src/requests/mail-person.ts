import type { Installation } from "../installation/index.ts";
import { type Mail, pageOf, queueMail } from "../mail/index.ts";
import type { Tx } from "../storage/index.ts";
import { contactOf } from "./contact.ts";
import { unlessDamaged } from "./errors.ts";
import type { RequestRow } from "./store.ts";

/**
 * Prepares a mail to whoever asked, to be added in the transaction of its cause; undefined where staff took the request, or
 * the address is damaged: then staff write the letter. `make` is given the address of the request's page.
 */
export async function mailTo(
  inst: Installation,
  row: Pick<RequestRow, "id" | "contact" | "language">,
  make: (page: string) => Mail,
): Promise<{ readonly add: (tx: Tx) => Promise<void> } | undefined> {
  // To an address that cannot be opened nothing can be sent: staff are told so on the request's page, and it goes on.
  const contact = await unlessDamaged(contactOf(inst, row));
  if (contact?.email === undefined) return undefined;
  const language = row.language === "id" ? "id" : "en";
  const mail = make(pageOf(inst, language, row.id));
  return queueMail(inst, { owner: row.id, request: row.id, to: contact.email, language, mail });
}
