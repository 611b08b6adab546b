import { aimKey, aimsOf, tenantAlong } from "./aims.ts";
import { cellOf, cellsOf } from "./capture-state.ts";
import { type Captured, lastingKey } from "./captured.ts";
import type { EdgePlan, PlanFinding, StorePlan } from "./plan.ts";
import { noDate, noKey } from "./plan-findings.ts";
import { links } from "./values.ts";
import { elementsOf } from "./within.ts";
import type { ChangeWork, Settling } from "./work.ts";

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

/** Values that free text is not searched for: too short, or words of everyday. */
export function notSearched({ plan, own }: Settling, changes: readonly ChangeWork[]): PlanFinding[] {
  if (!changes.some((work) => work.changes.some((change) => change.strategy === "redact"))) return [];
  return own.unsafe.map(({ dataset, column }) => ({
    code: "not-searched",
    blocks: false,
    store: plan.store,
    dataset,
    column,
    says: `free text is not searched for the value of ${dataset}.${column}: it is too short, too long or a word of everyday`,
    advice: "where texts name people by it, say `erasure: clear` for them",
  }));
}

/** Owned rows that by another of their links belong to somebody else too. */
export function elsewhereOwned(plan: StorePlan, captured: Captured): PlanFinding[] {
  const edges = [...[...plan.edges, ...plan.arriving].filter((edge) => edge.kind === "owned" && !edge.unshared), ...plan.owners];
  return edges.flatMap((edge) => {
    const rules = plan.datasets[edge.from];
    const mine = pointedAt(plan, captured, edge);
    const cellsIn = cellsOf(rules, edge.columns);
    const where = Object.entries(edge.where);
    let others = 0;
    for (const row of captured.rows.get(edge.from)?.values() ?? []) {
      if (row.link !== "owned" || row.root || row.gone === true) continue;
      const cells = cellsIn(row);
      const points = edge.within === undefined ? [cells] : elementsOf(cells[0] ?? null, edge.within).map((value) => [value]);
      const isOthers = points.some((tuple) => links(tuple) && !isIn(mine, aimKey(edge, tuple, tenantAlong(plan, edge, row))));
      if (isOthers && where.every(([name, allowed]) => allowed.map(String).includes(String(cellOf(rules, row, name)))))
        others += 1;
    }
    return others === 0 ? [] : [ownedToo(plan.store, edge, others)];
  });
}

/** What points at nothing points at nobody of them. */
const isIn = (keys: ReadonlySet<string | undefined>, key: string | undefined): boolean => key !== undefined && keys.has(key);

/** What a link may point at and still be this person. */
const pointedAt = (plan: StorePlan, captured: Captured, edge: EdgePlan): ReadonlySet<string | undefined> =>
  new Set(aimsOf(plan, captured, edge).map(({ tuple, tenant }) => aimKey(edge, tuple, tenant)));

const ownedToo = (store: string, edge: EdgePlan, rows: number): PlanFinding => ({
  code: "owner-elsewhere",
  blocks: false,
  store,
  dataset: edge.from,
  column: edge.columns[0],
  says: `${rows} rows of ${edge.from} also belong to somebody else: ${edge.columns.join(", ")} names another row of ${edge.to}`,
  advice: "a second approver decides",
});

/** Values that rows were found by, and that rows of others hold too. */
export const sharedValue = (store: string, shared: Captured["sharedValues"][number]): PlanFinding => ({
  code: "ambiguous",
  blocks: true,
  store,
  dataset: shared.place.slice(0, shared.place.indexOf(".")),
  column: shared.place.slice(shared.place.indexOf(".") + 1),
  says: `${shared.rows} other ${shared.rows === 1 ? "row holds" : "rows hold"} the same value in ${shared.place}: the rows of ${shared.leadsTo} that it leads to may be theirs`,
  advice: "link by something unique, or say `unshared: true`: only what nobody else reaches",
  people: shared.people,
});

/** Rows that have the key of one that was deleted for this request. */
export const keyTaken = (store: string, { dataset, rows }: { readonly dataset: string; readonly rows: number }): PlanFinding => ({
  code: "key-taken",
  blocks: false,
  store,
  dataset,
  column: undefined,
  says: `${rows} ${rows === 1 ? "row" : "rows"} of ${dataset} ${rows === 1 ? "has the key of one that was" : "have keys of some that were"} deleted, and ${rows === 1 ? "is" : "are"} somebody else's: what points there is theirs, and stays`,
  advice: "see that nothing of this person was written under that key before the other row was",
});

/** An identifier that more than one row has. */
export const ambiguous = (store: string, place: string, people: readonly number[]): PlanFinding => ({
  code: "ambiguous",
  blocks: true,
  store,
  dataset: place.slice(0, place.lastIndexOf(".")),
  column: place.slice(place.lastIndexOf(".") + 1),
  says: `more than one row has this identifier in ${place}: they may be different people`,
  advice: "name the person by something unique, such as `--subject account=...`",
  people,
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

/** A row with an empty key, at which any number of rows may point. */
export const blankKey = (store: string, reference: ReferenceName): PlanFinding => ({
  code: "others-refer",
  blocks: true,
  store,
  dataset: reference.from,
  column: reference.columns[0],
  says: `a row of ${reference.to} that may go has an empty key: rows of ${reference.from} that point at it cannot be counted`,
  advice: `give the row a key, or let it stay: \`erasure: fields\``,
});

const WOULD: Readonly<Record<string, string>> = {
  cascade: "delete them as well",
  "set-null": "clear their pointers",
  "set-default": "change their pointers",
};
