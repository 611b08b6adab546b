import { cellOf } from "./capture.ts";
import { type Captured, type Cell, rowId } from "./captured.ts";
import type { EdgePlan, PlanFinding, StorePlan } from "./plan.ts";
import { noDate, noKey } from "./plan-findings.ts";
import { lastingKey } from "./settle-kept.ts";
import type { Settling } from "./work.ts";

/** Fields of rows that stay, and cannot be changed as they should. */
export function unfitFields(settling: Settling): PlanFinding[] {
  return [...settling.fates].flatMap(([dataset, fates]) => {
    const changes = [...fates].some(
      ([id, fate]) => fate.act.kind === "change" && settling.captured.rows.get(dataset)?.get(id)?.link !== "mentions",
    );
    return changes ? (settling.plan.datasets[dataset]?.unfit ?? []) : [];
  });
}

/** Rows that are kept without an end: their date cannot be read, or nothing can find them again. */
export function undated(settling: Settling): PlanFinding[] {
  return [...settling.fates].flatMap(([dataset, fates]) => {
    const later = [...fates.values()].filter((fate) => fate.later !== undefined);
    const kept = later.filter((fate) => fate.until === undefined);
    const column = kept[0]?.keep?.since;
    const { store } = settling.plan;
    const keyless = !lastingKey(settling.plan.datasets[dataset]?.rowKey ?? []);
    return [
      ...(column === undefined ? [] : [noDate({ store, dataset, column, rows: kept.length })]),
      ...(keyless && later.length > 0 ? [noKey({ store, dataset, rows: later.length })] : []),
    ];
  });
}

/** Owned rows that by another of their links belong to somebody else too. */
export function elsewhereOwned(plan: StorePlan, captured: Captured): PlanFinding[] {
  const edges = [...plan.edges.filter((edge) => edge.kind === "owned" && !edge.unshared), ...plan.owners];
  return edges.flatMap((edge) => {
    const rules = plan.datasets[edge.from];
    const mine = pointedAt(plan, captured, edge);
    const others = [...(captured.rows.get(edge.from)?.values() ?? [])].filter((row) => {
      if (row.link !== "owned" || row.root || row.gone === true) return false;
      const points = edge.columns.map((name) => cellOf(rules, row, name));
      const holds = Object.entries(edge.where).every(([name, allowed]) =>
        allowed.map(String).includes(String(cellOf(rules, row, name))),
      );
      return holds && points.every((cell) => cell !== null && cell !== "") && !mine.has(fold(edge.fold, points));
    });
    return others.length === 0 ? [] : [ownedToo(plan.store, edge, others.length)];
  });
}

/** What a link may point at and still be this person. */
function pointedAt(plan: StorePlan, captured: Captured, edge: EdgePlan): ReadonlySet<string> {
  const targets = [...(captured.rows.get(edge.to)?.values() ?? [])].filter((row) => row.link !== "mentions");
  return new Set(
    targets.map((row) =>
      fold(
        edge.fold,
        edge.toColumns.map((name) => cellOf(plan.datasets[edge.to], row, name)),
      ),
    ),
  );
}

const ownedToo = (store: string, edge: EdgePlan, rows: number): PlanFinding => ({
  code: "owner-elsewhere",
  blocks: false,
  store,
  dataset: edge.from,
  column: edge.columns[0],
  says: `${rows} rows of ${edge.from} also belong to somebody else: ${edge.columns.join(", ")} names another row of ${edge.to}`,
  advice: "a second approver decides",
});

const fold = (on: boolean, cells: readonly Cell[]): string =>
  rowId(on ? cells.map((cell) => (typeof cell === "string" ? cell.toLowerCase() : cell)) : cells);

/** An identifier that more than one row has. */
export const ambiguous = (store: string, place: string): PlanFinding => ({
  code: "ambiguous",
  blocks: true,
  store,
  dataset: place.slice(0, place.lastIndexOf(".")),
  column: place.slice(place.lastIndexOf(".") + 1),
  says: `more than one row has this identifier in ${place}: they may be different people`,
  advice: "name the person by something unique, such as `--subject account=...`",
});

interface ReferenceName {
  readonly from: string;
  readonly to: string;
  readonly columns: readonly string[];
  readonly onDelete: string;
}

/** A row that stays and must point at one that goes. */
export const keptParent = (store: string, reference: ReferenceName): PlanFinding => ({
  code: "kept-parent",
  blocks: true,
  store,
  dataset: reference.from,
  column: reference.columns[0],
  says: `a row of ${reference.from} stays and must point at a row of ${reference.to} that is to be deleted`,
  advice: `let the row of ${reference.to} stay without its personal fields: \`erasure: fields\``,
});

/** Rows of others that point at what is to be deleted. */
export const othersRefer = (store: string, reference: ReferenceName, rows: number): PlanFinding => ({
  code: "others-refer",
  blocks: true,
  store,
  dataset: reference.from,
  column: reference.columns[0],
  says: `${rows} rows of ${reference.from} that are not this person's point at rows to be deleted; the store would ${WOULD[reference.onDelete] ?? "refuse"}`,
  advice: `say what ${reference.from}.${reference.columns.join(", ")} means to the person, or let the row of ${reference.to} stay: \`erasure: fields\``,
});

const WOULD: Readonly<Record<string, string>> = {
  cascade: "delete them as well",
  "set-null": "clear their pointers",
  "set-default": "change their pointers",
};
