// Where a capture starts: the rows that are the people.
import type { SubjectIdentifier } from "./capture.ts";
import { type Asking, ask, cellOf, type Found, put, type State } from "./capture-state.ts";
import type { Cell } from "./captured.ts";
import { names, REACHING_KINDS } from "./identity-kinds.ts";
import type { DatasetPlan, RootPlan } from "./plan.ts";
import { comparedKey, distinct } from "./values.ts";
import { elementsOf } from "./within.ts";

type Person = readonly SubjectIdentifier[];

/** The kind of identifier that names the tenant of the others. */
export const TENANT = "tenant";

interface RootRows {
  /** By which roots, and whether the row was named by what no two rows have. */
  readonly found: Map<string, { readonly roots: Set<RootPlan>; named: boolean }>;
}

/** For each person and dataset, the rows that were found. */
type FoundRoots = Map<string, RootRows>;

/** Finds the rows that are the people, each by what names them. */
export function* captureRoots(state: State, people: readonly Person[]): Asking<void> {
  const found = people.map((): FoundRoots => new Map());
  for (const root of state.plan.roots) yield* captureRoot(state, root, { people, found });
  for (const [person, one] of found.entries()) for (const place of ambiguousPlaces(one)) state.ambiguous.push({ place, person });
}

interface Wanted {
  readonly tuple: readonly Cell[];
  readonly person: number;
}

function* captureRoot(
  state: State,
  root: RootPlan,
  at: { readonly people: readonly Person[]; readonly found: readonly FoundRoots[] },
): Asking<void> {
  const dataset = state.plan.datasets[root.dataset];
  const wanted = at.people.flatMap((person, index) => wantedOf(root, person, index));
  if (!dataset || wanted.length === 0) return;
  for (const scoped of [true, false]) {
    const here = wanted.filter((one) => one.tuple.length > 1 === scoped);
    if (here.length === 0) continue;
    const columns = scoped && root.tenant !== undefined ? [root.tenant, root.column] : [root.column];
    // A column that is looked into is asked for alone; the tenant is compared below.
    const asked = root.within === undefined ? columns : [root.column];
    const values = distinct(here.map(({ tuple }) => tuple.slice(-asked.length)));
    const match = { columns: asked, values, fold: root.fold, within: root.within };
    for (const where of root.where.length > 0 ? root.where : [{}]) {
      for (const row of yield* ask(state, dataset, { match, where })) {
        const whose = isAnothers(state, root, row) ? [] : ownersOf(root, { dataset, row, columns, wanted: here });
        if (whose.length === 0) continue;
        for (const person of whose) note(at.found[person], root, row);
        put(state, dataset.dataset, { ...row, link: "owned", root: true, people: whose, mentions: [] });
      }
    }
  }
}

/** A number that was the person's, and is given to somebody else: it no longer says who they are. */
const isAnothers = (state: State, root: RootPlan, row: Found): boolean =>
  !REACHING_KINDS.has(root.identity) && state.again.get(root.dataset)?.get(row.id)?.same === false;

function wantedOf(root: RootPlan, person: Person, index: number): Wanted[] {
  const tenant = person.find((one) => one.kind === TENANT)?.value;
  return person
    .filter((one) => names(one.kind, root.identity, root.dataset) && one.value !== "")
    .map((one) => {
      const of = one.tenant ?? tenant;
      return { tuple: root.tenant === undefined || of === undefined ? [one.value] : [of, one.value], person: index };
    });
}

/** Whose a row is. A store may find more alike than we do: then it is everybody's who was asked for, if it is one person. */
function ownersOf(
  root: RootPlan,
  at: {
    readonly dataset: DatasetPlan;
    readonly row: Found;
    readonly columns: readonly string[];
    readonly wanted: readonly Wanted[];
  },
): readonly number[] {
  const key = (cells: readonly Cell[]) => comparedKey(cells, { fold: root.fold });
  const { within } = root;
  const cells = at.columns.map((name) => cellOf(at.dataset, at.row, name));
  const last = cells.at(-1) ?? null;
  const tuples = within === undefined ? [cells] : elementsOf(last, within).map((value) => [...cells.slice(0, -1), value]);
  const keys = new Set(tuples.map(key));
  const people = [...new Set(at.wanted.filter(({ tuple }) => keys.has(key(tuple))).map(({ person }) => person))];
  const all = [...new Set(at.wanted.map(({ person }) => person))];
  return people.length > 0 ? people : within === undefined && all.length === 1 ? all : [];
}

function note(found: FoundRoots | undefined, root: RootPlan, row: Found): void {
  const here = found?.get(root.dataset) ?? { found: new Map() };
  found?.set(root.dataset, here);
  const one = here.found.get(row.id) ?? { roots: new Set<RootPlan>(), named: false };
  one.roots.add(root);
  one.named ||= root.unique && root.identity === "account";
  here.found.set(row.id, one);
}

/**
 * INVARIANT (one person): whatever the request names, it is one row of a dataset of people. Two rows, by whichever
 * column or spelling, may be two people - unless the request names each of them by its own account, which says that
 * somebody looked. One account number in two datasets may be two people too. Rows that are nobody (`is` is not said) and
 * carry a device's number are many by nature, as in a log.
 */
function ambiguousPlaces(found: FoundRoots): string[] {
  const isTrace = (root: RootPlan) => root.where.length === 0 && TRACE_KINDS.has(root.identity);
  const rows = [...found.values()].map((here) => [...here.found.values()].filter((one) => ![...one.roots].every(isTrace)));
  const twice = rows.filter((here) => here.length > 1 && !here.every((one) => one.named)).flat();
  const all = rows.flat().flatMap((one) => [...one.roots]);
  const elsewhere = all.filter(
    (root) =>
      !REACHING_KINDS.has(root.identity) &&
      all.some((other) => other.identity === root.identity && other.dataset !== root.dataset),
  );
  const places = [...twice.flatMap((one) => [...one.roots]), ...elsewhere];
  return [...new Set(places.map((root) => `${root.dataset}.${root.column}`))];
}

/** Kinds that machines leave behind with all that they do. */
const TRACE_KINDS: ReadonlySet<string> = new Set(["device", "installation", "cookie"]);
