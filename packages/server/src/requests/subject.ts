import type { SubjectIdentifier } from "@troth/core/subject-graph";
import type { Keys } from "../keys/index.ts";
import { RequestError } from "./errors.ts";
import type { RequestRow } from "./store.ts";

/** The form of an identifier that its keyed hash is made of: a mail address has one spelling of many. */
export const normalized = (one: SubjectIdentifier): string =>
  one.kind === "email" ? one.value.trim().toLowerCase() : one.value.trim();

const CONTEXT = "request.subject";

/** Seals whom a request is about, under the person's data key. */
export const sealSubject = (keys: Keys, person: string, subject: readonly SubjectIdentifier[]): Promise<Uint8Array> =>
  keys.seal({ person }, CONTEXT, new TextEncoder().encode(JSON.stringify(subject)));

/**
 * Whom a request is about.
 *
 * @throws RequestError `requests.forgotten` once the person's key is gone.
 */
export async function openSubject(
  keys: Keys,
  row: Pick<RequestRow, "id" | "person_id" | "subject">,
): Promise<readonly SubjectIdentifier[]> {
  if (!(await keys.has({ person: row.person_id }))) {
    throw new RequestError(
      "requests.forgotten",
      `request ${row.id}: the person has been forgotten, nothing can name them any more`,
    );
  }
  const plain = await keys.open({ person: row.person_id }, CONTEXT, row.subject);
  return JSON.parse(new TextDecoder().decode(plain)) as SubjectIdentifier[];
}
