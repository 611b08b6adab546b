// What a program says in words, by language.
import { entriesOf, type Group, type View } from "../lookup.ts";
import type { Words } from "../words.ts";

/** The language of a text that stands alone: the first of the program's own services, or of its group's. */
export function firstLanguage(group: Group, view: View): string {
  for (const from of [view, group.top, ...group.views.values()]) {
    for (const [, service] of entriesOf(from, "services")) {
      const [first] = service.languages ?? [];
      if (first !== undefined) return first;
    }
  }
  return "en";
}

/** Words by language, whichever of the two forms they are written in. */
export function spoken(group: Group, view: View, value: string | Words | undefined): Words | undefined {
  return typeof value === "string" ? { [firstLanguage(group, view)]: value } : value;
}
