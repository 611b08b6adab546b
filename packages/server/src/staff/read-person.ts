import type { SubjectIdentifier } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import { contactOf, findRequest, isDamaged, type Message, openSubject, RequestError, readMessages } from "../requests/index.ts";
import { recordLook } from "./record-look.ts";

/** What a request holds of its person, opened. */
export interface PersonData {
  /** Where mail goes; undefined where staff took the request without an address. */
  readonly email: string | undefined;
  /** Where whoever asked for another is written to by letter. */
  readonly post: string | undefined;
  /** By what they are found; empty once they are forgotten. */
  readonly identifiers: readonly SubjectIdentifier[];
  readonly forgotten: boolean;
  readonly messages: readonly Message[];
  /** What is stored and cannot be opened, being damaged. A message says it of itself. */
  readonly damaged: readonly ("identifiers" | "address")[];
}

/** Opens a person's data for an account that needs to know; the look is on the ledger first. */
export async function readPerson(
  inst: Installation,
  look: { readonly request: string; readonly account: string },
): Promise<PersonData | undefined> {
  const row = await findRequest(inst.storage.db, look.request);
  if (!row) return undefined;
  await recordLook(inst, look);
  const subject = await openSubject(inst.keys, row).catch((error: unknown) => {
    if (error instanceof RequestError && error.code === "requests.forgotten") return "forgotten" as const;
    if (isDamaged(error)) return "damaged" as const;
    throw error;
  });
  const contact = await contactOf(inst, row).catch((error: unknown) => {
    if (isDamaged(error)) return "damaged" as const;
    throw error;
  });
  const reached = contact === "damaged" ? undefined : contact;
  return {
    email: reached?.email,
    post: reached?.post,
    identifiers: typeof subject === "string" ? [] : subject,
    forgotten: subject === "forgotten",
    messages: await readMessages(inst, row.id),
    damaged: [
      ...(subject === "damaged" ? (["identifiers"] as const) : []),
      ...(contact === "damaged" ? (["address"] as const) : []),
    ],
  };
}
