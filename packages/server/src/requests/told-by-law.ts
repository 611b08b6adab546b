// What the laws of a request want told in a letter about it.
import { cite, dayOf, type LetterWord, letterContents } from "@troth/core/jurisdictions";
import type { ContentWord, FollowWord } from "@troth/core/laws";
import { isRight } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { lawsOf } from "./clock-of.ts";
import type { RequestRow } from "./store.ts";

/** What goes along with a mail: the contents, and every article that asks for them, as one citation. */
export interface ToldByLaw {
  readonly contents: readonly ContentWord[];
  readonly law: string | undefined;
}

/** The contents of a letter about a request that is written now; none for a question, which is no right. */
export function toldByLaw(
  inst: Pick<Installation, "program" | "surroundings">,
  row: Pick<RequestRow, "right" | "laws" | "received_at">,
  letter: LetterWord,
  more: {
    readonly state?: string | undefined;
    readonly follows?: readonly FollowWord[];
    /** Articles of what the letter is about, before those of its contents. */
    readonly by?: readonly { readonly article: string; readonly verified: boolean }[];
  } = {},
): ToldByLaw {
  const { right } = row;
  if (!isRight(right)) return { contents: [], law: undefined };
  const { zone } = inst.program;
  const days = [dayOf(row.received_at, zone), dayOf(new Date(inst.surroundings.now()).toISOString(), zone)];
  const { state, follows = [], by = [] } = more;
  const { contents, articles } = letterContents({ laws: lawsOf(inst, row), letter, right, days, state, follows });
  const cited = [...new Set([...by.map((rule) => cite(rule)), ...articles])];
  return { contents, law: cited.length === 0 ? undefined : cited.join("; ") };
}
