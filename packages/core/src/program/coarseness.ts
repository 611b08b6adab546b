/** How coarse a value becomes. */
export type Coarseness =
  | { readonly unit: "year" | "month" | "network" | "region" | "country" }
  | { readonly unit: "band"; readonly size: number };

/** What can be written under `generalize`, for people. */
export const COARSENESSES = "{ generalize: year }, month, network, region, country or band 10";

/** The words of `generalize`; undefined where it is none of them. */
export function coarsenessOf(to: string): Coarseness | undefined {
  const word = to.trim().toLowerCase();
  if (word === "year" || word === "month" || word === "network" || word === "region" || word === "country") return { unit: word };
  const size = Number(/^band (\d{1,9}(?:\.\d{1,6})?)$/.exec(word)?.[1]);
  return size > 0 ? { unit: "band", size } : undefined;
}
