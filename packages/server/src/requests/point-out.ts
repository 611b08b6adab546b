import type { PlanFinding } from "@troth/core/subject-graph";

/** How many people a request is of, and on which lines of a list they stand, if it was read from one. */
export interface ListedPeople {
  readonly of: number;
  readonly lines?: readonly number[] | undefined;
}

/** A finding names so many; the list is corrected and planned again before anybody reads more. */
const MOST_NAMED = 20;

/**
 * A finding about some people of a batch says which: by their lines of the list, or where there was no list by their places
 * among the people. Never by a value.
 */
export function pointOut({ people, ...finding }: PlanFinding, { of, lines }: ListedPeople): PlanFinding {
  if (of <= 1 || people === undefined || people.length === 0) return finding;
  const places = [...new Set(people)].sort((one, other) => one - other).map((place) => lines?.[place] ?? place + 1);
  const named = places.slice(0, MOST_NAMED);
  const more = places.length - named.length;
  const word = lines === undefined ? (places.length === 1 ? "person" : "people") : places.length === 1 ? "line" : "lines";
  const which = `${word} ${inWords([...named.map(String), ...(more > 0 ? [`${more} more`] : [])])} of the list`;
  const advice = finding.code === "ambiguous" && finding.advice?.includes("--subject") ? BY_ACCOUNT : finding.advice;
  return { ...finding, says: `${finding.says}: ${which}`, advice };
}

const BY_ACCOUNT = "name them in the list by something unique, such as an `account` column, or take them out";

const inWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
