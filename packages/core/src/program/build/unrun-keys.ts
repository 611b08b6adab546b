// Which keys that nothing runs stand in a program, and which datasets they hold back.
import type { Path } from "../finding.ts";
import {
  allDatasets,
  categoriesOf,
  fieldReferences,
  find,
  type Group,
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
  return [...simple, ...unrunInGroup(group, view)];
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
  if (requests?.["late-rows"] !== undefined)
    keys.push([["requests", "late-rows"], "the group's own program says when it is looked again for late rows"]);
  if (organization?.zone !== undefined)
    keys.push([["organization", "zone"], "the group's own program says in which zone days are counted"]);
  return keys.map(([path, means]) => ({ key: keyAt(view, path, means), datasets: [] }));
}

/** Everything of a group that nothing runs. */
export function allUnrun(group: Group): readonly HeldBack[] {
  return [...group.views.values()].flatMap((view) => unrunOf(group, view));
}
