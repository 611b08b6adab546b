// From rows that are known to be somebody's to the rows that point at them.
import { type AimedAt, aimsAlong, tenantAlong } from "./aims.ts";
import { type Asking, arrivedAlong, ask, cellsOf, type Found, leadingRows, put, type State, together } from "./capture-state.ts";
import { type Cell, edgeName, type GoneRow, type Lead, rowId } from "./captured.ts";
import type { EdgePlan, StorePlan } from "./plan.ts";
import { weakest } from "./reach.ts";
import { comparable, comparedKey, distinct, union } from "./values.ts";
import { peopleBy } from "./whose-row.ts";
import { elementsOf } from "./within.ts";
import { withoutShared } from "./without-shared.ts";

/** For each edge, the target rows that were followed: as what, and of whom they were as much then. */
type Followed = Map<EdgePlan, Readonly<Record<"owned" | "shared", Map<string, readonly number[]>>>>;

/** What an edge may point at: a value, in which tenant, and whose it is. */
interface Aim {
  readonly tuple: readonly Cell[];
  readonly tenant: Cell;
  readonly people: readonly number[];
  /** The row whose value it is; none where another store's row has it. */
  readonly row?: string;
}

/**
 * Strength by strength, until nothing new is found: owned rows first, so that a path's weaker twin adds nothing.
 * `unshared` edges wait until all else is known, since only then can "nobody else" be counted; and what somebody else
 * still reached is counted again after every row that is found, who may be the somebody.
 */
export function* followEdges(state: State): Asking<void> {
  const { arriving, edges } = state.plan;
  yield* together(arriving.filter((edge) => !edge.unshared).map((edge) => followArrived(state, edge)));
  const followed: Followed = new Map();
  const plain = edges.filter((edge) => !edge.unshared);
  const upward = edges.filter((edge) => edge.unshared);
  for (let grew = true; grew; ) {
    grew = yield* followAll(state, plain, followed);
    if (grew) continue;
    // One after the other: what one finds may be what another counts.
    for (const edge of arriving) if (edge.unshared && (yield* followArrived(state, edge))) grew = true;
    for (const edge of upward) if (yield* followAll(state, [edge], followed)) grew = true;
  }
}

/** What other stores' rows lead to here. */
function* followArrived(state: State, edge: EdgePlan): Asking<boolean> {
  let grew = false;
  for (const strength of ["owned", "shared"] as const) {
    const aims = arrivedAlong(state, edge)
      .filter((lead) => lead.link === strength)
      .map(({ value, tenant, people }) => ({ tuple: value, tenant, people }));
    if (aims.length > 0 && (yield* findPointing(state, edge, { aims, strength })).grew) grew = true;
  }
  return grew;
}

function* followAll(state: State, edges: readonly EdgePlan[], followed: Followed): Asking<boolean> {
  let grew = false;
  for (const strength of ["owned", "shared"] as const) {
    const found = yield* together(edges.map((edge) => followEdge({ state, edge, strength, followed })));
    if (found.includes(true)) grew = true;
  }
  return grew;
}

function* followEdge(at: {
  readonly state: State;
  readonly edge: EdgePlan;
  readonly strength: "owned" | "shared";
  readonly followed: Followed;
}): Asking<boolean> {
  const { state, edge, strength, followed } = at;
  const both = followed.get(edge) ?? { owned: new Map(), shared: new Map() };
  followed.set(edge, both);
  const done = both[strength];
  const fresh = leadingRows(state, edge.to, strength).filter((row) => hasMore(peopleBy(row, strength), done.get(row.id)));
  for (const row of fresh) done.set(row.id, peopleBy(row, strength));
  const aimsOf = aimsAlong(state.plan, edge);
  const aims = fresh.flatMap((row) => {
    const people = peopleBy(row, strength);
    return aimsOf(row).map(({ tuple, tenant }) => ({ tuple, tenant, people, row: row.id }));
  });
  if (aims.length === 0) return false;
  const { grew, refused } = yield* findPointing(state, edge, { aims, strength });
  for (const { row } of refused) if (row !== undefined) done.delete(row);
  return grew;
}

const FEW = 16;

/** Whether somebody is among them who was not before: how many they are does not tell, since who shares a row may come to own it. */
function hasMore(people: readonly number[], before: readonly number[] = []): boolean {
  if (people === before) return false;
  if (before.length <= FEW) return people.some((person) => !before.includes(person));
  const known = new Set(before);
  return people.some((person) => !known.has(person));
}

function* findPointing(
  state: State,
  edge: EdgePlan,
  at: { readonly aims: readonly Aim[]; readonly strength: "owned" | "shared" },
): Asking<{ readonly grew: boolean; readonly refused: readonly Aim[] }> {
  const dataset = state.plan.datasets[edge.from];
  const aims = compared(edge, at.aims);
  if (!dataset || aims.length === 0) return { grew: false, refused: [] };
  const found = yield* ask(state, dataset, { match: matchOf(edge, aims), where: edge.where });
  const pointing = pointingAt(state, edge, { aims, found });
  const kept = edge.unshared
    ? yield* withoutShared(
        state,
        edge,
        pointing.map((one) => one.row),
      )
    : undefined;
  noteLoose(state, edge, pointing);
  const link = weakest(edge.kind, at.strength);
  let grew = false;
  // A pointer of which the link says what becomes of it is changed in every row that stays.
  const mentions = edge.kind === "mentions" || edge.pointer.length > 0 ? [edge] : [];
  const keeps = kept === undefined ? undefined : new Set(kept);
  const refused: Aim[] = [];
  for (const { row, people, by } of pointing) {
    if (keeps !== undefined && !keeps.has(row)) {
      for (const aim of by) refused.push(aim);
      continue;
    }
    const { id, key, values } = row;
    if (put(state, edge.from, { id, key, values, link, root: false, people, mentions })) grew = true;
  }
  return { grew, refused };
}

/** Values that questions of a capture ask for, in these columns. */
export interface AskedValues {
  readonly dataset: string;
  readonly columns: readonly string[];
  readonly values: readonly (readonly Cell[])[];
}

/** By which values a capture asks for rows that point at these, and for those that other stores' rows lead to. */
export function askedAlong(plan: StorePlan, rows: readonly GoneRow[], leads: readonly Lead[]): readonly AskedValues[] {
  const ways = [
    ...plan.edges.map((edge) => ({
      edge,
      aims: rows.filter((row) => row.dataset === edge.to).flatMap(aimsAlong(plan, edge)),
    })),
    ...plan.arriving.map((edge) => ({
      edge,
      aims: leads.filter((lead) => lead.edge === edgeName(edge)).map(({ value, tenant }) => ({ tuple: value, tenant })),
    })),
  ];
  return ways.map(({ edge, aims }) => ({ dataset: edge.from, ...matchOf(edge, compared(edge, aims)) }));
}

/** Values in the form in which an edge compares them; what has none points at nothing. */
const compared = <T extends AimedAt>(edge: EdgePlan, aims: readonly T[]): readonly T[] =>
  aims.flatMap((aim) => {
    const tuple = aim.tuple.map((cell) => comparable(cell, edge.as));
    return tuple.includes(undefined) ? [] : [{ ...aim, tuple: tuple as readonly Cell[] }];
  });

function matchOf(edge: EdgePlan, aims: readonly AimedAt[]) {
  const { tenants, fold, as, within } = edge;
  // A column that is looked into is asked for alone; its tenant is compared afterwards.
  const scoped = tenants !== undefined && within === undefined;
  return {
    columns: scoped ? [tenants.from, ...edge.columns] : edge.columns,
    values: distinct(aims.map((aim) => (scoped ? [aim.tenant, ...aim.tuple] : aim.tuple))),
    fold,
    as,
    within,
  };
}

interface Pointing {
  readonly row: Found;
  readonly people: readonly number[];
  /** By which values. */
  readonly by: readonly Aim[];
}

/**
 * Whose the found rows are. A store may take more values for the same than we do (a collation, padding): such a row is
 * everybody's who was asked for. Of a column that is looked into, only what really stands in it counts.
 */
function pointingAt(
  state: State,
  edge: EdgePlan,
  at: { readonly aims: readonly Aim[]; readonly found: readonly Found[] },
): Pointing[] {
  const byKey = new Map<string, Aim[]>();
  for (const aim of at.aims) {
    const key = comparedKey(aim.tuple, edge) ?? "";
    const here = byKey.get(key);
    if (here) here.push(aim);
    else byKey.set(key, [aim]);
  }
  const everybody = once(() => [...new Set(at.aims.flatMap((aim) => aim.people))].sort((one, other) => one - other));
  const cellsIn = cellsOf(state.plan.datasets[edge.from], edge.columns);
  const pointing: Pointing[] = [];
  for (const row of at.found) {
    const cells = cellsIn(row);
    if (edge.within === undefined) {
      const sameKey = byKey.get(comparedKey(cells, edge) ?? "");
      const hits = sameKey?.filter((aim) => inTenant(state, edge, row, aim));
      pointing.push({ row, people: hits?.length ? peopleOf(hits) : everybody(), by: hits?.length ? hits : at.aims });
      continue;
    }
    const hits = elementsOf(cells[0] ?? null, edge.within)
      .flatMap((value) => byKey.get(comparedKey([value], edge) ?? "") ?? [])
      .filter((aim) => inTenant(state, edge, row, aim));
    if (hits.length > 0) pointing.push({ row, people: peopleOf(hits), by: hits });
  }
  return pointing;
}

const peopleOf = ([first, ...rest]: readonly Aim[]): readonly number[] =>
  rest.reduce<readonly number[]>((all, aim) => union(all, aim.people), first?.people ?? []);

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function inTenant(state: State, edge: EdgePlan, row: Found, aim: Aim): boolean {
  if (edge.tenants === undefined) return true;
  const tenant = tenantAlong(state.plan, edge, row);
  return tenant !== null && rowId([tenant]) === rowId([aim.tenant]);
}

/** Values that found something and that rows of others may hold too: looked at when all of the person's are known. */
function noteLoose(state: State, edge: EdgePlan, pointing: readonly Pointing[]): void {
  if (edge.kind === "shared" || edge.unshared || edge.toUnique || edge.toStore !== undefined) return;
  const name = edgeName(edge);
  const here = state.loose.get(name) ?? { edge, aims: [] };
  for (const { by } of pointing) here.aims.push(...by);
  if (here.aims.length > 0) state.loose.set(name, here);
}
