// Rows of an `unshared` link that somebody else reaches too.
import type { LinkRule } from "../program/index.ts";
import { aimKey, aimsAlong, tenantAlong } from "./aims.ts";
import { type Asking, askOne, cellOf, type Found, foldsKeys, isMine, leadingRows, type State } from "./capture-state.ts";
import { type Cell, rowId } from "./captured.ts";
import type { EdgePlan, UserPlan } from "./plan.ts";
import { comparedKey, distinct, links } from "./values.ts";
import { elementsOf, reallyHolding } from "./within.ts";

/** Leaves out the rows that somebody else reaches too: who points at them, or whom they name by another of their links. */
export function* withoutShared(state: State, edge: EdgePlan, found: readonly Found[]): Asking<readonly Found[]> {
  let left: readonly Found[] = found.filter((row) => !namesOthers(state, edge, row));
  for (const user of state.plan.users.filter((one) => one.of === edge.from)) {
    if (left.length === 0) break;
    left = yield* withoutUsed(state, user, left);
  }
  return left;
}

function* withoutUsed(state: State, user: UserPlan, all: readonly Found[]): Asking<readonly Found[]> {
  const how = { fold: user.fold || foldsKeys(state), as: user.as };
  const cell = (row: Found, name: string) => cellOf(state.plan.datasets[user.of], row, name);
  const tuplesOf = (row: Found) =>
    pointersIn(
      user.toColumns.map((name) => cell(row, name)),
      user.toWithin,
    );
  const { tenants } = user;
  const keyOf = (tuple: readonly Cell[], tenant: Cell) => `${comparedKey(tuple, how)} ${rowId([tenant])}`;
  const found = all.filter((row) => holds(user.only ?? {}, (name) => cell(row, name)));
  const values = distinct(found.flatMap(tuplesOf).filter(links));
  if (values.length === 0) return all;
  const columns = [...user.rowKey, ...user.columns, ...(tenants === undefined ? [] : [tenants.user])];
  const match = { columns: user.columns, values, ...how, within: user.within };
  const query = { dataset: user.dataset, columns, match, where: user.where };
  const width = user.rowKey.length;
  const used = new Map<string, Set<string>>();
  for (const answer of reallyHolding(query, yield* askOne(query))) {
    const id = rowId(answer.slice(0, width));
    if (isMine(state, user.dataset, id)) continue;
    const tenant = tenants === undefined ? null : (answer.at(-1) ?? null);
    if (tenants !== undefined && tenant === null) continue;
    for (const tuple of pointersIn(answer.slice(width, width + user.columns.length), user.within)) {
      const key = keyOf(tuple, tenant);
      used.set(key, (used.get(key) ?? new Set()).add(id));
    }
  }
  const asked = new Set(found);
  return all.filter((row) => {
    if (!asked.has(row)) return true;
    const tenant = tenants === undefined ? null : cell(row, tenants.of);
    // A row that points at itself is nobody else.
    const by = tuplesOf(row).flatMap((tuple) => [...(used.get(keyOf(tuple, tenant)) ?? [])]);
    return by.every((id) => user.dataset === user.of && id === row.id);
  });
}

/** Whether the columns of a row say what they must. */
const holds = (where: EdgePlan["where"], cell: (name: string) => Cell): boolean =>
  Object.entries(where).every(([name, allowed]) => allowed.map(String).includes(String(cell(name))));

const pointersIn = (cells: readonly Cell[], within: LinkRule["within"]): readonly (readonly Cell[])[] =>
  within === undefined ? [cells] : elementsOf(cells[0] ?? null, within).map((value) => [value]);

/** Whether by another of its links a row belongs to somebody who is not asked for. */
function namesOthers(state: State, edge: EdgePlan, row: Found): boolean {
  const { plan } = state;
  const own = [...plan.edges, ...plan.owners, ...(plan.sharers ?? [])].filter(
    (other) => other !== edge && other.from === edge.from && other.kind !== "mentions" && !other.unshared,
  );
  return own.some((other) => {
    const cell = (name: string) => cellOf(plan.datasets[other.from], row, name);
    const pointers = pointersIn(other.columns.map(cell), other.within).filter(links);
    if (!holds(other.where, cell) || pointers.length === 0) return false;
    const mine = (["owned", "shared"] as const).flatMap((link) =>
      leadingRows(state, other.to, link).flatMap(aimsAlong(plan, other)),
    );
    // A row that names itself names nobody else.
    const itself = other.to === edge.from && other.toStore === undefined ? aimsAlong(plan, other)(row) : [];
    const keys = new Set([...mine, ...itself].map((aim) => aimKey(other, aim.tuple, aim.tenant)));
    return pointers.some((tuple) => {
      const key = aimKey(other, tuple, tenantAlong(plan, other, row));
      return key === undefined || !keys.has(key);
    });
  });
}
