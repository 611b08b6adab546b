import { type DenialChoice, type Denials, denialsOf, shortName } from "@troth/core/jurisdictions";
import { isRight } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { lawsOf } from "./clock-of.ts";
import { unknownRequest } from "./plan-request.ts";
import { answeredBefore, findRequest, type RequestRow } from "./store.ts";

/** On what a request may be denied, by the laws of its day of receipt. A question is no right: words are enough. */
export async function denialsFor(inst: Installation, row: RequestRow): Promise<Denials> {
  const { right } = row;
  if (!isRight(right)) return { choices: [], wordsAlone: true };
  return denialsOf({
    laws: lawsOf(inst, row),
    right,
    receivedAt: row.received_at,
    zone: inst.program.zone,
    earlier: await answeredBefore(inst.storage.db, row),
  });
}

/** The same, of a request by its id. */
export async function denialsOfRequest(inst: Installation, request: string): Promise<Denials> {
  const row = await findRequest(inst.storage.db, request);
  if (!row) throw unknownRequest(request);
  return denialsFor(inst, row);
}

/** Why a ground carries no denial, in words; undefined where it does. */
export function whyNotHeld({ because, givenBy, rules, conflicts }: DenialChoice): string | undefined {
  const names = givenBy.map((law) => shortName(law, "en")).join(" and ");
  switch (because) {
    case undefined:
      return undefined;
    case "unverified":
      return `nobody has read ${rules.map(({ article }) => article).join(" and ")} in its text: alone it denies nobody`;
    case "in-part":
      return "it lets you keep what it covers, and the rest is done: write the keep into the program";
    case "charge":
      return "it lets you ask for money, not decline";
    case "another-law":
      return conflicts.length > 0
        ? `one law obliges you to refuse, and ${names} gives the right all the same: the two cannot both be followed, so ask your counsel`
        : `${names === "" ? "another law" : names} gives the right, and has no such ground that was read`;
    default:
      return because satisfies never;
  }
}

/** A choice in a line, for people at a terminal and in an error: its word, its articles, and whether it is a duty. */
export function choiceLine({ id, rules, must }: DenialChoice): string {
  const articles = rules.map(({ article, verified }) => (verified ? article : `${article} [not verified]`)).join(", ");
  return `${id} (${articles}${must ? ", a duty to refuse" : ""})`;
}
