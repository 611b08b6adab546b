// Which captured rows another was found through.
import { aimsAlong } from "./aims.ts";
import { cellsOf } from "./capture-state.ts";
import type { Captured, CapturedRow, Cell } from "./captured.ts";
import type { EdgePlan, StorePlan } from "./plan.ts";
import { comparedKey } from "./values.ts";
import { elementsOf } from "./within.ts";

interface Place {
  readonly dataset: string;
  readonly id: string;
}

// Stores that compare texts without regard to case, whatever a link says.
const FOLDING: ReadonlySet<string> = new Set(["sqlite", "mysql"]);

/** The captured rows that a row points at by a link: one too many is no harm, for all of them are the person's. */
export function leadersOf(plan: StorePlan, captured: Captured): (dataset: string, row: CapturedRow) => readonly Place[] {
  const ways = new Map<string, ((row: CapturedRow) => readonly Place[])[]>();
  for (const edge of plan.edges) {
    if (edge.toStore !== undefined) continue;
    const had = ways.get(edge.from) ?? [];
    ways.set(edge.from, had);
    had.push(alongEdge(plan, captured, edge));
  }
  return (dataset, row) => (ways.get(dataset) ?? []).flatMap((way) => way(row));
}

function alongEdge(plan: StorePlan, captured: Captured, edge: EdgePlan): (row: CapturedRow) => readonly Place[] {
  const compared = { fold: edge.fold || FOLDING.has(plan.kind), as: edge.as };
  const targets = new Map<string, Place[]>();
  const aims = aimsAlong(plan, edge);
  for (const row of captured.rows.get(edge.to)?.values() ?? []) {
    if (row.link === "mentions" || row.gone === true) continue;
    for (const { tuple } of aims(row)) {
      const key = comparedKey(tuple, compared) ?? "";
      const places = targets.get(key) ?? [];
      targets.set(key, places);
      places.push({ dataset: edge.to, id: row.id });
    }
  }
  const cellsIn = cellsOf(plan.datasets[edge.from], edge.columns);
  return (row) => {
    const cells = cellsIn(row);
    const tuples: readonly (readonly Cell[])[] =
      edge.within === undefined ? [cells] : elementsOf(cells[0] ?? null, edge.within).map((value) => [value]);
    return tuples.flatMap((tuple) => targets.get(comparedKey(tuple, compared) ?? "none") ?? []);
  };
}
