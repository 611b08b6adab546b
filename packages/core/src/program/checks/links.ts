// Checks of links: they have one meaning, they lead somewhere, and people can be found along them.
import type { Path } from "../finding.ts";
import {
  allDatasets,
  columnsOf,
  fieldReferences,
  type Group,
  goalsOf,
  isTarget,
  type LongDataset,
  type LongLink,
  resolvePlace,
} from "../lookup.ts";
import { type Check, type CheckContext, needPlace } from "./check.ts";

/** Every link leads to a dataset, and says what the row is to the person behind it. */
export const checkLinks: Check = (context) => {
  for (const { store, name, dataset } of allDatasets(context.view)) {
    for (const [column, link] of Object.entries(dataset.links ?? {})) {
      const path: Path = ["stores", store, "datasets", name, "links", column];
      for (const goal of goalsOf(link)) {
        const target = needPlace(context, goal.place, path, store);
        const from = columnsOf(column).length;
        if (target && target.columns.length > 0 && target.columns.length !== from) {
          context.report({
            code: "link",
            level: "error",
            path,
            says: `\`${column}\` is ${from} ${from === 1 ? "column" : "columns"}, and \`${goal.place}\` ${target.columns.length}`,
            expected: "as many on both sides",
          });
        }
      }
      checkForm(context, link, path);
    }
  }
};

function checkForm(context: CheckContext, link: LongLink, path: Path): void {
  if (typeof link === "string") return;
  const refuse = (says: string, expected: string) => context.report({ code: "link", level: "error", path, says, expected });
  const kinds = [link.owned, link.shared, link.mentions].filter((target) => target !== undefined);
  if (kinds.length === 0) {
    refuse("this link leads nowhere", "`owned`, `shared` or `mentions` and a dataset");
    return;
  }
  const typed = kinds.every((target) => typeof target === "object");
  if (link.by === undefined && kinds.length > 1) refuse("one link has one meaning", "`by` with a map of types, or two columns");
  if (link.by !== undefined && !typed) refuse("`by` chooses among types", "a map of type -> dataset");
  if (link.by === undefined && kinds.some((target) => typeof target === "object"))
    refuse("a map of types needs the column that holds the type", "by: <column>");
}

/** Personal fields that no link leads to would never be found. */
export const checkUnreached: Check = ({ group, view, report }) => {
  const reached = reachedDatasets(group);
  for (const { store, name, dataset } of allDatasets(view)) {
    const personal = Object.values(dataset.fields ?? {}).filter((field) => fieldReferences(field).length > 0).length;
    if (personal === 0 || dataset.anonymous || reached.has(`${view.ns}:${store}/${name}`)) continue;
    const says = `no link leads to \`${name}\`: its ${personal} personal ${personal === 1 ? "field" : "fields"} would never be found`;
    report({
      code: "unreached",
      level: "error",
      path: ["stores", store, "datasets", name],
      key: true,
      says,
      expected: "`is`, `identity`, or a link",
    });
  }
};

const STRENGTH = { mentions: 1, shared: 2, owned: 3 } as const;

/** Datasets that somebody's request touches: along links, the weakest counting; a mention ends the way. */
function reachedDatasets(group: Group): ReadonlySet<string> {
  const strength = new Map<string, number>();
  const edges: { readonly from: string; readonly to: string; readonly kind: number }[] = [];
  for (const view of group.views.values()) {
    for (const { store, name, dataset } of allDatasets(view)) {
      const from = `${view.ns}:${store}/${name}`;
      if (startsHere(dataset)) strength.set(from, 3);
      for (const goal of Object.values(dataset.links ?? {}).flatMap(goalsOf)) {
        const target = resolvePlace(group, view, goal.place, store);
        if (isTarget(target))
          edges.push({ from, to: `${target.view.ns}:${target.store}/${target.dataset}`, kind: STRENGTH[goal.kind] });
      }
    }
  }
  for (let changed = true; changed; ) {
    changed = false;
    for (const { from, to, kind } of edges) {
      const there = strength.get(to) ?? 0;
      const here = there <= 1 ? 0 : Math.min(kind, there);
      if (here <= (strength.get(from) ?? 0)) continue;
      strength.set(from, here);
      changed = true;
    }
  }
  return new Set(strength.keys());
}

/** People themselves, identifiers of people, or a declared foreign key whose target only the store knows. */
function startsHere(dataset: LongDataset): boolean {
  return dataset.is !== undefined || dataset.identity !== undefined || Object.values(dataset.links ?? {}).includes("owned");
}
