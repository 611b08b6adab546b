import { RequestError } from "./errors.ts";

const DECISIONS = 5;

/** Somebody else changed the request between its reading and its change: nothing of it was done. */
const isRaced = (error: unknown): boolean => error instanceof RequestError && error.code === "requests.raced";

/**
 * Reads, decides and changes anew where somebody else changed the request meanwhile, or where `alsoAfter` says that what was
 * decided no longer holds: for what nobody can be asked to do again. After five such times the error is thrown.
 */
export async function decideAnew<T>(decide: () => Promise<T>, alsoAfter: (error: unknown) => boolean = () => false): Promise<T> {
  for (let left = DECISIONS; ; left -= 1) {
    try {
      return await decide();
    } catch (error) {
      if (left === 1 || !(isRaced(error) || alsoAfter(error))) throw error;
    }
  }
}
