// Values by which rows lead on that are not theirs alone, and values that lead to other stores.

import { aimsAlong } from "./aims.ts";
import { type Asking, askOne, isMine, type LooseValues, leadingRows, type State, together } from "./capture-state.ts";
import { type Cell, edgeName, type GoneRow, type Lead, rowId } from "./captured.ts";
import type { EdgePlan, LeadingEdge, StorePlan } from "./plan.ts";
import { comparedKey, distinct } from "./values.ts";
import { peopleBy } from "./whose-row.ts";
import { elementsOf, reallyHolding } from "./within.ts";

/**
 * Links by value that found something, although another row, which is not the person's, holds the same value: whatever
 * they lead to may be that other's.
 */
export function* findSharedValues(state: State): Asking<void> {
  const loose = [...state.loose.values()];
  const others = yield* together(loose.map(({ edge, aims }) => othersHolding(state, edge, aims)));
  for (const [at, { edge, aims }] of loose.entries()) {
    const { rows = 0, keys = NO_KEYS } = others[at] ?? {};
    if (rows > 0)
      state.sharedValues.push({
        ...{ place: `${edge.to}.${edge.toColumns.join(", ")}`, rows, leadsTo: edge.from },
        people: whoseKeys(edge, aims, keys),
      });
  }
}

/** What this store's rows say of other stores' rows. Of an `unshared` edge, only what no other row says too. */
export function* captureLeads(state: State): Asking<Lead[]> {
  return (yield* together(state.plan.leading.map((leading) => captureLead(state, leading)))).flat();
}

function* captureLead(state: State, leading: LeadingEdge): Asking<Lead[]> {
  const leads: Lead[] = [];
  const { edge } = leading;
  const aimsOf = aimsAlong(state.plan, edge);
  const aims = (["owned", "shared"] as const).flatMap((link) =>
    leadingRows(state, edge.to, link).flatMap((row) => {
      const people = peopleBy(row, link);
      return aimsOf(row).map((aim) => ({ ...aim, link, people }));
    }),
  );
  const loose = edge.kind !== "shared" && !edge.toUnique && aims.length > 0;
  const others = loose ? yield* othersHolding(state, edge, aims) : { rows: 0, keys: NO_KEYS };
  if (others.rows > 0 && !edge.unshared)
    state.sharedValues.push({ ...sharedPlace(leading, others.rows), people: whoseKeys(edge, aims, others.keys) });
  const name = edgeName(edge);
  for (const { tuple, tenant, link, people } of aims) {
    if (edge.unshared && others.keys.has(keyOf(edge, tuple, tenant))) continue;
    leads.push({ fromStore: state.plan.store, edge: name, link, people, value: tuple, tenant });
  }
  return leads;
}

/** What rows say of other stores' rows that were captured before, and are gone. */
export const leadsOfRows = (plan: StorePlan, rows: readonly GoneRow[]): Lead[] =>
  plan.leading.flatMap(({ edge }) =>
    rows
      .filter((row) => row.dataset === edge.to)
      .flatMap((row) =>
        (["owned", "shared"] as const).flatMap((link) => {
          const people = peopleBy({ ...row, people: row.people ?? [0] }, link);
          if (people.length === 0) return [];
          const said = { fromStore: plan.store, edge: edgeName(edge), link, people };
          return aimsAlong(plan, edge)(row).map(({ tuple, tenant }) => ({ ...said, value: tuple, tenant }));
        }),
      ),
  );

const sharedPlace = ({ fromStore, edge }: LeadingEdge, rows: number) => ({
  place: `${edge.to}.${edge.toColumns.join(", ")}`,
  rows,
  leadsTo: `${fromStore}/${edge.from}`,
});

const NO_KEYS: ReadonlySet<string> = new Set();

/** Whose values others hold too. */
const whoseKeys = (edge: EdgePlan, aims: LooseValues["aims"], keys: ReadonlySet<string>): readonly number[] => [
  ...new Set(aims.filter((aim) => keys.has(keyOf(edge, aim.tuple, aim.tenant))).flatMap((aim) => aim.people)),
];

/** A value in its tenant, as an edge compares it. */
const keyOf = (edge: EdgePlan, tuple: readonly Cell[], tenant: Cell): string =>
  `${comparedKey(tuple, edge)} ${edge.tenants === undefined ? "" : rowId([tenant])}`;

/** Rows of an edge's target that hold one of the values, in the same tenant, and are nobody's who was asked for. */
function* othersHolding(
  state: State,
  edge: EdgePlan,
  aims: readonly { readonly tuple: readonly Cell[]; readonly tenant: Cell }[],
): Asking<{ readonly rows: number; readonly keys: ReadonlySet<string> }> {
  const dataset = state.plan.datasets[edge.to];
  if (!dataset || aims.length === 0) return { rows: 0, keys: new Set() };
  const tenant = edge.tenants?.to;
  const columns = [...new Set([...dataset.rowKey, ...edge.toColumns, ...(tenant === undefined ? [] : [tenant])])];
  const match = {
    columns: edge.toColumns,
    values: distinct(aims.map((aim) => aim.tuple)),
    fold: edge.fold,
    within: edge.toWithin,
  };
  const query = { dataset: edge.to, columns, match, where: {} };
  const wanted = new Set(aims.map((aim) => keyOf(edge, aim.tuple, aim.tenant)));
  const keysOf = (row: readonly Cell[]): readonly string[] => {
    const cell = (name: string) => row[columns.indexOf(name)] ?? null;
    const cells = edge.toColumns.map(cell);
    const tuples = edge.toWithin === undefined ? [cells] : elementsOf(cells[0] ?? null, edge.toWithin).map((value) => [value]);
    return tuples.map((tuple) => keyOf(edge, tuple, tenant === undefined ? null : cell(tenant)));
  };
  const others = reallyHolding(query, yield* askOne(query))
    .filter((row) => !isMine(state, edge.to, rowId(row.slice(0, dataset.rowKey.length))))
    .map(keysOf)
    // Of a store that takes more for the same than we do, without tenants, whatever it brings counts.
    .filter((keys) => edge.tenants === undefined || keys.some((key) => wanted.has(key)));
  return { rows: others.length, keys: new Set(others.flat()) };
}
