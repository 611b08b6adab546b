// Whether a denied person can appeal to the company itself, and by when that is decided.
import { lawBook, type RightRule } from "../laws/index.ts";
import type { Law } from "../program/index.ts";
import { type Clock, firstToEnd, type Received } from "./clock.ts";
import { inState } from "./judge/index.ts";
import { rulesInForce } from "./legal-rule.ts";

/** The rules that give an appeal on a day; of one state where it is known. */
export const appealsUnder = (at: {
  readonly laws: readonly Law[];
  readonly day: string;
  readonly state?: string | undefined;
}): readonly (RightRule & { readonly law: Law })[] =>
  rulesInForce((law) => inState(law, at.state).rights, at).filter(({ right }) => right === "appeal");

/**
 * By when an appeal is decided: of the laws that give one, the clock that ends first. None where no law says.
 *
 * @source Va. Code 59.1-577(C)
 * @source Colo. Rev. Stat. 6-1-1306(3)
 */
export function appealClock({
  laws,
  state,
  appealedAt,
  ...received
}: Omit<Received, "awaited" | "extended"> & { readonly appealedAt: string; readonly state?: string | undefined }):
  | Clock
  | undefined {
  const books = lawBook.filter((law) => laws.includes(law.id)).map((law) => inState(law, state));
  return firstToEnd("appeal", books, { ...received, moments: { appeal: appealedAt } });
}
