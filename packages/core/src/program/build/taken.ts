// Which data a program speaks of, where it enters, and what is never taken or done.
import { categoriesOf, categoriesOfAll, entriesOf, type Group, qualified, type View } from "../lookup.ts";
import type { Program } from "../program.ts";
import type { CollectionRule, DataRule } from "../rules.ts";
import { placeOf } from "../unit.ts";
import { columnAt } from "./column-at.ts";
import { dataName, dataUses, groupName, groupNames, servicesFor } from "./names.ts";
import { spoken } from "./spoken.ts";

type WrittenData = NonNullable<View["long"]["data"]>[string];
type WrittenPoint = NonNullable<View["long"]["collection"]>[string];

/** What a program says of a category; what is never collected is said apart. */
export function buildData(group: Group, view: View, id: string, value: WrittenData): DataRule | undefined {
  if (value === "never") return undefined;
  return {
    id: qualified(view, id),
    categories: categoriesOf(group, view, id),
    label: spoken(group, view, value.label),
    about: spoken(group, view, value.about),
    from: value.from ?? [],
    derived: categoriesOfAll(group, view, value.derived ?? []),
    derivedFrom: (value.derived ?? []).map((reference) => dataName(group, view, reference)),
    stored: value.stored ?? true,
    below: value.is,
    only: value.only && groupNames(group, view, "purposes", value.only),
    never: groupNames(group, view, "purposes", value.never),
    limited: value.limited,
    transfers: value.transfers,
    reading: value.reading === undefined ? undefined : groupName(group, view, "guarded", value.reading),
    // A provider's rules survive derivation, whatever the entry says.
    follows: value.follows ?? value.limited !== undefined,
    place: placeOf(view.unit, ["data", id]),
  };
}

/** Where data enters. */
export function buildCollection(group: Group, view: View, id: string, value: WrittenPoint): CollectionRule {
  const taken = [...(value.takes ?? []), ...Object.values(value.scopes ?? {}).flat()];
  const uses = (references: readonly string[] = []) =>
    dataUses(group, view, Object.fromEntries(references.map((reference) => [reference, "any" as const])));
  return {
    id: qualified(view, id),
    from: value.from ?? "person",
    at: value.at ?? [],
    provider: value.provider === undefined ? undefined : groupName(group, view, "recipients", value.provider),
    services: servicesFor(group, view, value.service === undefined ? undefined : [value.service]),
    of: groupNames(group, view, "subjects", value.of),
    takes: uses(taken),
    required: uses(value.required),
    without: spoken(group, view, value.without),
    for: value.for && groupNames(group, view, "purposes", value.for),
    scopes:
      value.scopes && Object.fromEntries(Object.entries(value.scopes).map(([scope, references]) => [scope, uses(references)])),
    age: value.age,
    stamped: value.stamp !== undefined,
    kept: {
      stamp: columnAt(group, view, value.stamp),
      granted: columnAt(group, view, value.granted),
      since: columnAt(group, view, value.since),
    },
    place: placeOf(view.unit, ["collection", id]),
  };
}

/** What is never done or collected: said by the group itself, or by every program of it. */
export function neverSaid(group: Group): Program["never"] {
  const { top } = group;
  const others = [...group.views.values()].filter((view) => view !== top);
  const said = (view: View, section: "purposes" | "data"): readonly string[] =>
    entriesOf(view, section).flatMap(([id, value]) => (value === "never" ? [id] : []));
  const inAll = (section: "purposes" | "data") => {
    const [first, ...rest] = others.map((view) => said(view, section));
    return (first ?? []).filter((id) => rest.every((ids) => ids.includes(id)));
  };
  const never = (section: "purposes" | "data") => [...new Set([...said(top, section), ...inAll(section)])];
  return {
    purposes: never("purposes"),
    data: [...new Set(never("data").flatMap((id) => categoriesOf(group, top, id)))],
  };
}
