import type { LinkKind } from "../program/index.ts";
import { askOnce } from "./ask-once.ts";
import {
  type Captured,
  type CapturedReference,
  type CapturedRow,
  type CaptureQuery,
  type Cell,
  type GoneRow,
  rowId,
} from "./captured.ts";
import type { DatasetPlan, EdgePlan, ReferencePlan, RootPlan, StorePlan } from "./plan.ts";
import { names } from "./plan-findings.ts";
import { isStronger, weakest } from "./reach.ts";

/** An identifier of the person: `{ kind: "email", value: "..." }`. */
export interface SubjectIdentifier {
  readonly kind: string;
  readonly value: string;
}

type Answer = readonly (readonly Cell[])[];
type Asking<T> = Generator<CaptureQuery, T, Answer>;

/** For each edge, the target rows that were followed, and as what. */
type Followed = Map<EdgePlan, Map<string, LinkKind>>;

type Found = Pick<CapturedRow, "id" | "key" | "values">;

interface State {
  readonly plan: StorePlan;
  readonly rows: Map<string, Map<string, CapturedRow>>;
  readonly asked: { query: CaptureQuery; ids: readonly string[] }[];
  readonly ambiguous: string[];
}

/**
 * Finds every row of the people in a store, as questions that the caller answers from the store.
 * Works on sets: one person and a thousand ask the same number of questions.
 *
 * INVARIANT (no spreading): only rows reached as `owned` or `shared` lead on; a mention ends the path.
 */
export function captureStore(
  plan: StorePlan,
  subject: readonly SubjectIdentifier[],
  gone: readonly GoneRow[] = [],
): Asking<Captured> {
  return askOnce(captureAll(plan, subject, gone));
}

function* captureAll(plan: StorePlan, subject: readonly SubjectIdentifier[], gone: readonly GoneRow[]): Asking<Captured> {
  const state: State = { plan, rows: new Map(), asked: [], ambiguous: [] };
  yield* captureRoots(state, subject);
  for (const { dataset, ...row } of gone)
    put(state, dataset, { ...row, id: rowId(row.key), root: false, mentions: [], gone: true });
  yield* followEdges(state);
  const references = yield* captureReferences(state);
  return { rows: state.rows, references, asked: state.asked, ambiguous: state.ambiguous };
}

/** Questions, answered: drives `captureStore` with a function that asks the store. */
export async function answerAll<T>(asking: Asking<T>, ask: (query: CaptureQuery) => Promise<Answer>): Promise<T> {
  let step = asking.next();
  while (step.done !== true) step = asking.next(await ask(step.value));
  return step.value;
}

function* captureRoots(state: State, subject: readonly SubjectIdentifier[]): Asking<void> {
  const found = new Map<string, { readonly roots: Set<RootPlan>; readonly ids: Set<string> }>();
  for (const root of state.plan.roots) {
    const values = subject
      .filter((one) => names(one.kind, root.identity, root.dataset) && one.value !== "")
      .map((one) => [one.value]);
    const dataset = state.plan.datasets[root.dataset];
    if (!dataset || values.length === 0) continue;
    for (const where of root.where.length > 0 ? root.where : [{}]) {
      const match = { columns: [root.column], values, fold: root.fold };
      for (const row of yield* ask(state, dataset, { match, where })) {
        const here = found.get(root.dataset) ?? { roots: new Set(), ids: new Set() };
        found.set(root.dataset, here);
        here.roots.add(root);
        here.ids.add(row.id);
        put(state, dataset.dataset, { ...row, link: "owned", root: true, mentions: [] });
      }
    }
  }
  state.ambiguous.push(...ambiguousPlaces(found));
}

/**
 * INVARIANT (one person): whatever the request names, it is one row of a dataset of people. Two rows, by whichever
 * column or spelling, may be two people; so may one account number in two datasets.
 */
function ambiguousPlaces(
  found: ReadonlyMap<string, { readonly roots: ReadonlySet<RootPlan>; readonly ids: ReadonlySet<string> }>,
): string[] {
  const all = [...found.values()].flatMap((here) => [...here.roots]);
  const twice = [...found.values()].filter((here) => here.ids.size > 1).flatMap((here) => [...here.roots]);
  const elsewhere = all.filter(
    (root) =>
      !REACHING_KINDS.has(root.identity) &&
      all.some((other) => other.identity === root.identity && other.dataset !== root.dataset),
  );
  return [...new Set([...twice, ...elsewhere].map((root) => `${root.dataset}.${root.column}`))];
}

/** Kinds that mean the same person wherever they stand; an account number is only one within its own dataset. */
export const REACHING_KINDS: ReadonlySet<string> = new Set([
  "email",
  "phone",
  "device",
  "cookie",
  "national",
  "tax",
  "installation",
]);

/**
 * Strength by strength, until nothing new is found: owned rows first, so that a path's weaker twin adds nothing.
 * `unshared` edges wait until all else is known, since only then can "nobody else" be counted.
 */
function* followEdges(state: State): Asking<void> {
  const followed: Followed = new Map();
  const plain = state.plan.edges.filter((edge) => !edge.unshared);
  const upward = state.plan.edges.filter((edge) => edge.unshared);
  for (let grew = true; grew; ) {
    grew = yield* followAll(state, plain, followed);
    if (!grew) grew = yield* followAll(state, upward, followed);
  }
}

function* followAll(state: State, edges: readonly EdgePlan[], followed: Followed): Asking<boolean> {
  let grew = false;
  for (const strength of ["owned", "shared"] as const) {
    for (const edge of edges) if (yield* followEdge({ state, edge, strength, followed })) grew = true;
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
  const dataset = state.plan.datasets[edge.from];
  if (!dataset) return false;
  const done = followed.get(edge) ?? new Map<string, LinkKind>();
  followed.set(edge, done);
  const targets = [...(state.rows.get(edge.to)?.values() ?? [])].filter((row) => row.link === strength);
  const fresh = targets.filter((row) => !done.has(row.id) || isStronger(strength, done.get(row.id) ?? "mentions"));
  if (fresh.length === 0) return false;
  for (const row of fresh) done.set(row.id, strength);
  const values = distinct(fresh.map((row) => edge.toColumns.map((name) => cellIn(state, edge.to, row, name))).filter(links));
  if (values.length === 0) return false;
  const match = { columns: edge.columns, values, fold: edge.fold };
  const found = yield* ask(state, dataset, { match, where: edge.where });
  const rows = edge.unshared ? yield* withoutShared(state, edge, found) : found;
  const link = weakest(edge.kind, strength);
  let grew = false;
  for (const row of rows) {
    const mentions = edge.kind === "mentions" ? [edge] : [];
    if (put(state, edge.from, { ...row, link, root: false, mentions })) grew = true;
  }
  return grew;
}

/** Leaves out the rows that somebody else reaches too, by this link or by any foreign key. */
function* withoutShared(state: State, edge: EdgePlan, found: readonly Found[]): Asking<readonly Found[]> {
  const tuple = (row: Found) => edge.columns.map((name) => cellOf(state.plan.datasets[edge.from], row, name));
  const values = distinct(found.map(tuple).filter(links));
  const others = new Set<string>();
  for (const user of state.plan.users.filter((one) => one.of === edge.from && one.toColumns.join() === edge.columns.join())) {
    if (values.length === 0) break;
    const columns = [...user.rowKey, ...user.columns];
    const query = { dataset: user.dataset, columns, match: { columns: user.columns, values, fold: foldsKeys(state) }, where: {} };
    const width = user.rowKey.length;
    for (const answer of yield query) {
      const own = state.rows.get(user.dataset)?.get(rowId(answer.slice(0, width)));
      if (own === undefined || own.link === "mentions") others.add(keyId(state, answer.slice(width)));
    }
  }
  return found.filter((row) => !others.has(keyId(state, tuple(row))));
}

// SQLite compares a key by the collation of the column it points at, which its catalog does not tell.
const foldsKeys = (state: State): boolean => state.plan.kind === "sqlite";

const keyId = (state: State, cells: readonly Cell[]): string => (foldsKeys(state) ? rowId(cells).toLowerCase() : rowId(cells));

/** Who points, by a declared foreign key, at rows that may be deleted: mine or not. */
function* captureReferences(state: State): Asking<CapturedReference[]> {
  const found: CapturedReference[] = [];
  for (const reference of state.plan.references) {
    const targets = [...(state.rows.get(reference.to)?.values() ?? [])].filter((row) => row.link === "owned");
    const values = distinct(
      targets.map((row) => reference.toColumns.map((name) => cellIn(state, reference.to, row, name))).filter(links),
    );
    if (values.length > 0) found.push(yield* captureReference(state, reference, { targets, values }));
  }
  return found;
}

function* captureReference(
  state: State,
  reference: ReferencePlan,
  to: { readonly targets: readonly CapturedRow[]; readonly values: readonly (readonly Cell[])[] },
): Asking<CapturedReference> {
  const byValue = new Map(
    to.targets.map((row) => [
      keyId(
        state,
        reference.toColumns.map((name) => cellIn(state, reference.to, row, name)),
      ),
      row.id,
    ]),
  );
  const query = {
    dataset: reference.from,
    columns: [...reference.rowKey, ...reference.columns],
    match: { columns: reference.columns, values: to.values, fold: foldsKeys(state) },
    where: {},
  };
  const width = reference.rowKey.length;
  const rows = (yield query).map((answer) => ({
    id: rowId(answer.slice(0, width)),
    key: answer.slice(0, width),
    points: byValue.get(keyId(state, answer.slice(width))) ?? "",
  }));
  return {
    from: reference.from,
    columns: reference.columns,
    to: reference.to,
    onDelete: reference.onDelete,
    clearable: reference.clearable,
    rows,
  };
}

function* ask(state: State, dataset: DatasetPlan, question: Pick<CaptureQuery, "match" | "where">): Asking<Found[]> {
  const query = { dataset: dataset.dataset, columns: [...dataset.rowKey, ...dataset.columns], ...question };
  const width = dataset.rowKey.length;
  const rows = (yield query).map((answer) => ({
    id: rowId(answer.slice(0, width)),
    key: answer.slice(0, width),
    values: Object.fromEntries(dataset.columns.map((name, at) => [name, answer[width + at] ?? null])),
  }));
  state.asked.push({ query, ids: rows.map((row) => row.id) });
  return rows;
}

/** Adds a row, or strengthens one that is there. True if something changed that others may follow. */
function put(state: State, dataset: string, row: CapturedRow): boolean {
  const rows = state.rows.get(dataset) ?? new Map<string, CapturedRow>();
  state.rows.set(dataset, rows);
  const had = rows.get(row.id);
  // What was thought to be gone is there: it came back, and is treated as any row.
  if (had === undefined || (had.gone === true && row.gone !== true)) {
    rows.set(row.id, row);
    return true;
  }
  for (const edge of row.mentions) if (!had.mentions.includes(edge)) had.mentions.push(edge);
  if (!isStronger(row.link, had.link)) return false;
  had.link = row.link;
  return true;
}

const cellIn = (state: State, dataset: string, row: Found, column: string): Cell =>
  cellOf(state.plan.datasets[dataset], row, column);

/** A column of a captured row, whether it is part of the key or not. */
export function cellOf(plan: DatasetPlan | undefined, row: Pick<CapturedRow, "key" | "values">, column: string): Cell {
  const at = plan?.rowKey.indexOf(column) ?? -1;
  return at >= 0 ? (row.key[at] ?? null) : (row.values[column] ?? null);
}

/** Null, empty and placeholder values never link. */
const links = (values: readonly Cell[]): boolean =>
  values.every((value) => value !== null && value !== "" && !isPlaceholder(value));

const PLACEHOLDERS: ReadonlySet<string> = new Set([
  "-",
  "n/a",
  "na",
  "none",
  "null",
  "unknown",
  "undefined",
  "00000000-0000-0000-0000-000000000000",
]);
const isPlaceholder = (value: Cell): boolean => typeof value === "string" && PLACEHOLDERS.has(value.trim().toLowerCase());

const distinct = (tuples: readonly (readonly Cell[])[]): (readonly Cell[])[] => [
  ...new Map(tuples.map((tuple) => [rowId(tuple), tuple])).values(),
];
