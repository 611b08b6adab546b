import type { SubjectIdentifier } from "@troth/core/subject-graph";
import type { Keys } from "../keys/index.ts";
import { isForgotten, RequestError } from "./errors.ts";
import type { RequestRow } from "./store.ts";

/** The form of an identifier that its keyed hash is made of: a mail address has one spelling of many. */
export const normalized = (one: SubjectIdentifier): string =>
  one.kind === "email" ? one.value.trim().toLowerCase() : one.value.trim();

const CONTEXT = "request.subject";

/** One person, by one or several identifiers. */
export type Subject = readonly SubjectIdentifier[];

/** Whom a request is about: one person, or everybody of a batch, each with their line of the list that staff wrote. */
export interface People {
  readonly people: readonly Subject[];
  readonly lines?: readonly number[] | undefined;
}

/** No batch is larger: its plan is one, and is read by somebody. */
export const MOST_PEOPLE = 10_000;

/** @throws RequestError `requests.batch` where so many people, or this right, cannot be one request. */
export function refuseBatch(of: { readonly people: number; readonly right: string; readonly byStaff: boolean }): void {
  if (of.people <= 1) return;
  if (of.right !== "erasure" || !of.byStaff)
    throw new RequestError(
      "requests.batch",
      "only an erasure that staff take can be of many people",
      "take one request for each",
    );
  if (of.people > MOST_PEOPLE)
    throw new RequestError(
      "requests.batch",
      `a batch of ${of.people} people is too large: it has at most ${MOST_PEOPLE}`,
      "divide it",
    );
}

/** Seals whom a request is about, each of them, under its data key. */
export const sealPeople = (keys: Keys, person: string, { people, lines }: People): Promise<Uint8Array> =>
  keys.seal({ person }, CONTEXT, new TextEncoder().encode(JSON.stringify(lines === undefined ? people : { people, lines })));

/**
 * Whom a request is about: one person, or everybody of a batch.
 *
 * @throws RequestError `requests.forgotten` once the person's key is gone.
 */
export const openPeople = async (
  keys: Keys,
  row: Pick<RequestRow, "id" | "person_id" | "subject">,
): Promise<readonly Subject[]> => (await openList(keys, row)).people;

/** The same with the lines on which they stand. @throws RequestError `requests.forgotten` */
export async function openList(keys: Keys, row: Pick<RequestRow, "id" | "person_id" | "subject">): Promise<People> {
  const plain = await keys.open({ person: row.person_id }, CONTEXT, row.subject).catch((error: unknown) => {
    if (!isForgotten(error)) throw error;
    throw new RequestError(
      "requests.forgotten",
      `request ${row.id}: the person has been forgotten, nothing can name them any more`,
    );
  });
  const sealed = JSON.parse(new TextDecoder().decode(plain)) as Subject[] | Subject | People;
  if (!Array.isArray(sealed)) return sealed as People;
  // A request that was taken before there were batches holds one person's list.
  return { people: sealed.every((one): one is Subject => Array.isArray(one)) ? (sealed as Subject[]) : [sealed as Subject] };
}

/** The same as one list of identifiers. @throws RequestError `requests.forgotten` */
export const openSubject = async (keys: Keys, row: Pick<RequestRow, "id" | "person_id" | "subject">): Promise<Subject> =>
  (await openPeople(keys, row)).flat();
