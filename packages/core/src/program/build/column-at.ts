import { type Group, isTarget, qualified, resolvePlace, type View } from "../lookup.ts";
import type { ColumnPlace } from "../rules.ts";

/** The one column that a place names. */
export function columnAt(group: Group, view: View, text: string | undefined): ColumnPlace | undefined {
  if (text === undefined) return undefined;
  const found = resolvePlace(group, view, text);
  const [column] = isTarget(found) ? found.columns : [];
  if (!isTarget(found) || column === undefined) return undefined;
  return { store: qualified(found.view, found.store), dataset: found.dataset, column };
}
