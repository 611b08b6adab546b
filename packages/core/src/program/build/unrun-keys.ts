// Which keys that nothing runs stand in a program, and which datasets they hold back.
import type { Path } from "../finding.ts";
import {
  allDatasets,
  categoriesOf,
  fieldReferences,
  find,
  type Group,
  goalsOf,
  isTarget,
  qualified,
  resolvePlace,
  type View,
} from "../lookup.ts";
import type { UnrunKey } from "../program.ts";
import { placeOf } from "../unit.ts";
import { findUnrun } from "../unrun.ts";

/** A key, and the datasets (`store/name`, as the whole group writes them) that it holds back. */
export interface HeldBack {
  readonly key: UnrunKey;
  readonly datasets: readonly string[];
}

/** Every key of a program that nothing runs. */
export function unrunOf(group: Group, view: View): readonly HeldBack[] {
  const simple = findUnrun(view.long).map(({ path, means, aside }) => ({
    key: keyAt(view, path, means),
    datasets: aside ? [] : datasetsHeldBy(group, view, path),
  }));
  return [...simple, ...unrunInDatasets(group, view), ...unrunInGroup(group, view)];
}

function keyAt(view: View, path: Path, means: string): UnrunKey {
  return { path: qualified(view, path.join(".")), means, place: placeOf(view.unit, path) };
}

/** The name of a dataset in the whole group. */
export const datasetName = (view: View, store: string, name: string): string => `${qualified(view, store)}/${name}`;

function datasetsHeldBy(group: Group, view: View, path: Path): readonly string[] {
  const [section, id, part, name] = path.map(String);
  if (section === "stores" && id !== undefined) {
    if (part === "datasets" && name !== undefined) return [datasetName(view, id, name)];
    return allDatasets(view)
      .filter(({ store }) => store === id)
      .map((entry) => datasetName(view, id, entry.name));
  }
  return section === "retention" && id !== undefined ? datasetsOfRule(group, view, id) : [];
}

/** The datasets that a retention rule names, and those that its data or its people are in: what must be kept is not erased unseen. */
function datasetsOfRule(group: Group, view: View, id: string): readonly string[] {
  const rule = view.long.retention?.[id];
  if (!rule) return [];
  const named = (rule.datasets ?? []).map((place) => resolvePlace(group, view, place)).filter(isTarget);
  const direct = named.map((target) => datasetName(target.view, target.store, target.dataset));
  if (rule.keep === undefined) return direct;
  const kept = new Set((rule.data ?? []).flatMap((reference) => categoriesOf(group, view, reference)));
  const people = new Set((rule.subjects ?? []).map((subject) => qualifiedSubject(group, view, subject)));
  const indirect = [...group.views.values()].flatMap((from) =>
    allDatasets(from)
      .filter(({ dataset }) => {
        const holds = Object.values(dataset.fields ?? {}).flatMap(fieldReferences);
        const data = holds.some((reference) => categoriesOf(group, from, reference).some((category) => kept.has(category)));
        return data || Object.keys(dataset.is ?? {}).some((subject) => people.has(qualifiedSubject(group, from, subject)));
      })
      .map(({ store, name }) => datasetName(from, store, name)),
  );
  return [...new Set([...direct, ...indirect])];
}

function qualifiedSubject(group: Group, view: View, subject: string): string {
  const hit = find(group, view, "subjects", subject);
  return hit ? qualified(hit.view, hit.id) : subject;
}

/** What shows only in the values: paths into JSON, and links between stores. */
function unrunInDatasets(group: Group, view: View): readonly HeldBack[] {
  return allDatasets(view).flatMap(({ store, name, dataset }) => {
    const at: Path = ["stores", store, "datasets", name];
    const held = (path: Path, means: string): HeldBack => ({
      key: keyAt(view, path, means),
      datasets: [datasetName(view, store, name)],
    });
    const fields = Object.keys(dataset.fields ?? {})
      .filter(isPath)
      .map((column) =>
        held([...at, "fields", column], "paths into a column are not followed: what lies there is neither copied nor erased"),
      );
    const identities = Object.entries(dataset.identity ?? {})
      .filter(([, identity]) => identity.field.some(isPath))
      .map(([kind]) => held([...at, "identity", kind], "paths into a column are not followed: nobody is found by it"));
    const links = Object.entries(dataset.links ?? {}).flatMap(([column, link]) => {
      const path = [...at, "links", column];
      if (isPath(column)) return [held(path, "paths into a column are not followed: the people there are not found")];
      const targets = goalsOf(link)
        .map((goal) => resolvePlace(group, view, goal.place, store))
        .filter(isTarget);
      const inside = targets.some((target) => target.columns.some(isPath));
      if (inside) return [held(path, "paths into a column are not followed: the people there are not found")];
      const away = targets.some((target) => target.view !== view || target.store !== store);
      return away ? [held(path, "links between stores are not followed: what lies here is not found")] : [];
    });
    return [...fields, ...identities, ...links];
  });
}

/** `settings.locale`: a path into a column. */
export const isPath = (column: string): boolean => column.includes(".");

/** What is asked of the group's own program alone. */
function unrunInGroup(group: Group, view: View): readonly HeldBack[] {
  if (view === group.top) return [];
  const { requests, organization } = view.long;
  const signed = Object.keys(requests?.approval ?? {}).filter((right) => right === "access" || right === "erasure");
  const keys: [Path, string][] = signed.map((right) => [
    ["requests", "approval", right],
    "the group's own program says who signs",
  ]);
  if (requests?.["cooling-off"] !== undefined)
    keys.push([["requests", "cooling-off"], "the group's own program says how long an erasure waits"]);
  if (organization?.zone !== undefined)
    keys.push([["organization", "zone"], "the group's own program says in which zone days are counted"]);
  return keys.map(([path, means]) => ({ key: keyAt(view, path, means), datasets: [] }));
}

/** Everything of a group that nothing runs. */
export function allUnrun(group: Group): readonly HeldBack[] {
  return [...group.views.values()].flatMap((view) => unrunOf(group, view));
}
