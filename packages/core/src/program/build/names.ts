// Names as the whole group writes them.

import type { DataForm } from "../base.ts";
import { categoriesOf, find, type Group, qualified, type View } from "../lookup.ts";
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
  return Object.entries(forms).map(([named, form]) => ({ named, form, categories: categoriesOf(group, view, named) }));
}
