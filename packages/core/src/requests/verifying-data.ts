// Which data of somebody can show that it is they who ask.
import { dataCategory } from "../taxonomy/index.ts";

/** Why something that somebody knows shows nothing. */
export type ShowsNothing = "unknown-category" | "contested" | "no-secret" | "never-matched";

/** Numbers that a state gives and others write down: whoever has copied an identity card once knows them. */
const NO_SECRET: ReadonlySet<string> = new Set(["identity.national-id"]);

/**
 * Why a datum that matches what is held shows nothing of who asks; undefined: it does. What somebody says is wrong proves neither
 * that they are the person nor that they are not. A password or card number is not typed into a form to be compared.
 *
 * @source 11 CCR 7060(h)
 */
export function showsNothing(
  category: string,
  of: { readonly contested?: readonly string[] | undefined } = {},
): ShowsNothing | undefined {
  const known = dataCategory(category);
  if (known === undefined) return "unknown-category";
  if ((of.contested ?? []).some((one) => within(category, one) || within(one, category))) return "contested";
  if (NO_SECRET.has(category)) return "no-secret";
  return known.secret ? "never-matched" : undefined;
}

const within = (category: string, stem: string): boolean => category === stem || category.startsWith(`${stem}.`);

/** How many points must match for a measure; undefined for one that is no matching of points. */
export const pointsOf = (measure: string): 2 | 3 | undefined =>
  measure === "two-points" ? 2 : measure === "three-points" ? 3 : undefined;
