import type { LinkKind } from "../program/index.ts";
import type { EdgePlan } from "./plan.ts";

const STRENGTH: Readonly<Record<LinkKind, number>> = { mentions: 1, shared: 2, owned: 3 };

/** The weaker of two kinds: what a path is. */
export const weakest = (one: LinkKind, other: LinkKind): LinkKind => (STRENGTH[one] <= STRENGTH[other] ? one : other);

/** The stronger of two kinds: what a row reached by two paths is. */
export const strongest = (one: LinkKind, other: LinkKind): LinkKind => (STRENGTH[one] >= STRENGTH[other] ? one : other);

/** Whether `one` is stronger than `other`. */
export const isStronger = (one: LinkKind, other: LinkKind): boolean => STRENGTH[one] > STRENGTH[other];

/** A dataset of any store, as reach knows it. */
export const placeIn = (store: string, dataset: string): string => `${store}/${dataset}`;

/** An edge with the store that its rows are in. */
export interface PlacedEdge {
  readonly store: string;
  readonly edge: EdgePlan;
}

/**
 * Which datasets a request can reach from `roots`, in all stores, and how at best: the weakest link of a path, the
 * strongest path. Roots and what is reached are named by `placeIn`.
 *
 * INVARIANT (mentions end a path): a dataset reached only by a mention is no way to further rows.
 */
export function reachOf(roots: readonly string[], edges: readonly PlacedEdge[]): ReadonlyMap<string, LinkKind> {
  const reached = new Map<string, LinkKind>(roots.map((root) => [root, "owned"]));
  for (let grew = true; grew; ) {
    grew = false;
    for (const { store, edge } of edges) {
      const target = reached.get(placeIn(edge.toStore ?? store, edge.to));
      if (target === undefined || target === "mentions") continue;
      const from = placeIn(store, edge.from);
      const got = weakest(edge.kind, target);
      const had = reached.get(from);
      if (had === undefined || isStronger(got, had)) {
        reached.set(from, got);
        grew = true;
      }
    }
  }
  return reached;
}
