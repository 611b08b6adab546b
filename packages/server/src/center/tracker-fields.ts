import { sha256 } from "../foundation/index.ts";

/** So long an id goes into a name as it is. */
const LONGEST = 60;

/**
 * The fields of a tracker in the form of choices: what the page showed, and what is ticked. An id may be any text (`_ga_*`), and the
 * name of a field may not: what it has not is written by its bytes, and an id that is long by its hash.
 */
export function trackerFields(id: string): { readonly shown: string; readonly ticked: string } {
  const plain = id.replace(/[^A-Za-z0-9._-]/gu, (one) => `:${Buffer.from(one).toString("hex")}`);
  const name = plain.length <= LONGEST ? plain : `::${sha256(id).slice(0, 32)}`;
  return { shown: `refused.${name}`, ticked: `refuse.${name}` };
}
