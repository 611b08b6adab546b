// Names as the whole group writes them.

import type { DataForm } from "../base.ts";
import { categoriesOf, entriesOf, find, type Group, qualified, type View } from "../lookup.ts";
import type { DataUse } from "../rules.ts";
import type { IdSection } from "../unit.ts";

/** An id as the whole group writes it; one that leads nowhere stays as it is. */
export function groupName(group: Group, view: View, section: IdSection, reference: string): string {
  const hit = find(group, view, section, reference);
  return hit ? qualified(hit.view, hit.id) : reference;
}

/** The same for a list. */
export function groupNames(group: Group, view: View, section: IdSection, references: readonly string[] = []): readonly string[] {
  return references.map((reference) => groupName(group, view, section, reference));
}

/** Data in its forms, each with the taxonomy's categories that it stands for. */
export function dataUses(group: Group, view: View, forms: Readonly<Record<string, DataForm>> = {}): readonly DataUse[] {
  return Object.entries(forms).map(([named, form]) => ({
    named,
    id: dataName(group, view, named),
    form,
    categories: categoriesOf(group, view, named),
  }));
}

/** Data as the whole group writes it: an own category by its group, an id of the taxonomy as it is, a branch by its stem. */
export function dataName(group: Group, view: View, named: string): string {
  const stem = named.endsWith(".*") ? named.slice(0, -2) : named;
  const own = find(group, view, "data", stem);
  return own?.value !== undefined && own.value !== "never" && own.value.is !== undefined ? qualified(own.view, own.id) : stem;
}

/** The services that something is for: those it names, else those of its own program, else all. */
export function servicesFor(group: Group, view: View, named: readonly string[] | undefined): readonly string[] {
  if (named) return groupNames(group, view, "services", named);
  const own = entriesOf(view, "services").map(([id]) => qualified(view, id));
  if (own.length > 0 && view !== group.top) return own;
  return [...group.views.values()].flatMap((from) => entriesOf(from, "services").map(([id]) => qualified(from, id)));
}
