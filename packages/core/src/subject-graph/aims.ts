import { cellOf, cellsOf, type Found } from "./capture-state.ts";
import { type Captured, type Cell, edgeName, rowId } from "./captured.ts";
import type { EdgePlan, StorePlan } from "./plan.ts";
import { comparedKey, links } from "./values.ts";
import { elementsOf } from "./within.ts";

/** A value that an edge may point at, and the tenant in which it does. */
export interface AimedAt {
  readonly tuple: readonly Cell[];
  readonly tenant: Cell;
}

/** What rows can be pointed at by, along an edge. */
export function aimsAlong(plan: StorePlan, edge: EdgePlan): (row: Pick<Found, "key" | "values">) => AimedAt[] {
  const rules = plan.datasets[edge.to];
  const ends = cellsOf(rules, edge.toColumns);
  const { tenants, toWithin } = edge;
  const tenantOf = tenants === undefined ? () => null : (row: Pick<Found, "key" | "values">) => cellOf(rules, row, tenants.to);
  return (row) => {
    const cells = ends(row);
    const tenant = tenantOf(row);
    if (toWithin === undefined) return links(cells) ? [{ tuple: cells, tenant }] : [];
    return elementsOf(cells[0] ?? null, toWithin).flatMap((value) => (links([value]) ? [{ tuple: [value], tenant }] : []));
  };
}

/** The values by which an edge points at what was captured, here or in the other store. */
export function aimsOf(plan: StorePlan, captured: Captured, edge: EdgePlan): readonly AimedAt[] {
  const name = edgeName(edge);
  if (edge.toStore !== undefined)
    return captured.arrived.filter((lead) => lead.edge === name).map(({ value, tenant }) => ({ tuple: value, tenant }));
  const targets = [...(captured.rows.get(edge.to)?.values() ?? [])].filter((row) => row.link !== "mentions");
  return targets.flatMap(aimsAlong(plan, edge));
}

/** The tenant in which a row's values are meant along an edge; null where there is none, or it does not matter. */
export const tenantAlong = (plan: StorePlan, edge: EdgePlan, row: Pick<Found, "key" | "values">): Cell =>
  edge.tenants === undefined ? null : cellOf(plan.datasets[edge.from], row, edge.tenants.from);

/** A value in its tenant, as an edge compares it; undefined where it points at nothing. */
export function aimKey(edge: EdgePlan, tuple: readonly Cell[], tenant: Cell): string | undefined {
  const key = comparedKey(tuple, edge);
  if (edge.tenants === undefined || key === undefined) return key;
  // Whoever is in no tenant is in nobody's.
  return tenant === null ? undefined : `${key} ${rowId([tenant])}`;
}
