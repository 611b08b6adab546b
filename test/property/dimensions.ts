// What a random company really asks of the engine: a dimension that the generator has and no person's row turns on shows nothing.
import type { Verdict } from "./naive.ts";
import { isTheirOwn, linksOf, meets, pointsAt, type SomeLink } from "./naive-whose.ts";
import { type Row, tableOf, type World } from "./world.ts";

export const DIMENSIONS = [
  "array",
  "list",
  "JSON list",
  "JSON path",
  "inside a target",
  "kept apart by a tenant",
  "named with a tenant",
  "batch",
  "row of several people",
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** The dimensions on which it turns whose a row is. */
export function dimensionsOf(world: World, verdict: Verdict): ReadonlySet<Dimension> {
  const found = new Set<Dimension>();
  if (world.people.length > 1) found.add("batch");
  if (world.people.some((named) => named.some((one) => one.kind === "tenant"))) found.add("named with a tenant");
  for (const row of verdict.standing.keys())
    if (verdict.each.filter((each) => isTheirOwn(each, row)).length > 1) found.add("row of several people");
  for (const table of world.tables)
    for (const link of linksOf(world, table))
      for (const row of table.rows) for (const one of turnsOn(world, verdict, { row, link })) found.add(one);
  return found;
}

function turnsOn(world: World, { standing }: Verdict, { row, link }: { row: Row; link: SomeLink }): Dimension[] {
  const own = pointsAt(world, row, link).filter((other) => isTheirOwn(standing, other));
  if (own.length > 0) {
    const inside = link.targets.some((target) => target.holder !== undefined);
    return [...holderOf(link), ...(inside ? (["inside a target"] as const) : [])];
  }
  const isApart = link.targets.some((target) =>
    tableOf(world, target.table).rows.some((other) => isTheirOwn(standing, other) && meets(row, link, other, target)),
  );
  return isApart && link.by === undefined && link.where === undefined ? ["kept apart by a tenant"] : [];
}

function holderOf({ holder }: SomeLink): Dimension[] {
  if (holder === undefined) return [];
  if (holder.kind !== "json") return [holder.kind];
  return [holder.path.length === 0 ? "JSON list" : "JSON path"];
}
