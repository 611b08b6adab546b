// Which data is held, in the words of the taxonomy and of the program.
import type { CollectionRule, DataForm, DatasetRule, DataUse, Program, Words } from "../program/index.ts";
import { branch, dataCategories, dataCategory } from "../taxonomy/index.ts";
import { branchLabel } from "./labels.ts";
import type { NoticeBranch, NoticeCategory, NoticeUse } from "./notice.ts";

const branchOf = (category: string): string => category.split(".")[0] ?? category;

/** A category with its words: the program's where it has some for this very category. */
export function categoryOf(program: Program, id: string): NoticeCategory {
  const known = dataCategory(id);
  return {
    id,
    label: { ...(known?.label ?? { en: id }), ...program.data[id]?.label },
    branch: branchOf(id),
    special: known?.gdpr != null,
    specific: known?.idPdp === "specific",
    sensitive: known?.sensitive ?? false,
  };
}

/** What data is called, in the program's words or the taxonomy's: of an entry or a category its own name, of a branch its heading. */
export function dataLabels(program: Program, id: string): readonly Words[] {
  if (dataCategory(id) !== undefined || program.data[id]?.label !== undefined) return [categoryOf(program, id).label];
  return id.includes(".") ? branch(id).map((kind) => categoryOf(program, kind.id).label) : [branchLabel(id)];
}

const ORDER: ReadonlyMap<string, number> = new Map(Object.keys(dataCategories).map((id, index) => [id, index]));

/** Categories without doubles, in the order of the taxonomy. */
export function categoriesIn(program: Program, ids: Iterable<string>): readonly NoticeCategory[] {
  const place = (id: string) => ORDER.get(id) ?? ORDER.size;
  return [...new Set(ids)].sort((a, b) => place(a) - place(b)).map((id) => categoryOf(program, id));
}

/** Categories under the headings of their branches. */
export function byBranch(program: Program, ids: Iterable<string>): readonly NoticeBranch[] {
  const branches = new Map<string, NoticeCategory[]>();
  for (const category of categoriesIn(program, ids)) {
    const found = branches.get(category.branch);
    if (found) found.push(category);
    else branches.set(category.branch, [category]);
  }
  return [...branches].map(([id, categories]) => ({ id, label: branchLabel(id), categories }));
}

/** Every dataset of a program. */
export const datasetsOf = (program: Program): readonly DatasetRule[] =>
  Object.values(program.stores).flatMap((store) => Object.values(store.datasets));

/** What the fields of some datasets hold. */
export const categoriesInDatasets = (datasets: readonly DatasetRule[]): ReadonlySet<string> =>
  new Set(datasets.flatMap((dataset) => dataset.fields.flatMap((field) => field.categories)));

/** Taken, and by the program's word never kept. */
export const notKept = (program: Program): ReadonlySet<string> =>
  new Set(Object.values(program.data).flatMap((rule) => (rule.stored ? [] : rule.categories)));

/** What is taken: of a branch what the stores hold of it, and the whole branch where they hold none of it. */
export function takenIn(program: Program, uses: readonly DataUse[]): ReadonlySet<string> {
  const stored = categoriesInDatasets(datasetsOf(program));
  return new Set(meant(uses, new Set([...stored, ...notKept(program)])).keys());
}

/** What some points take. */
export const takenAt = (program: Program, points: readonly CollectionRule[]): ReadonlySet<string> =>
  takenIn(
    program,
    points.flatMap((point) => point.takes),
  );

/** What is held about people: what the stores' fields hold, and what is taken and kept. */
export function heldBy(program: Program): ReadonlySet<string> {
  const passing = notKept(program);
  const taken = takenAt(program, Object.values(program.collection));
  return new Set([...categoriesInDatasets(datasetsOf(program)), ...taken].filter((id) => !passing.has(id)));
}

/** The categories that uses mean: those that they name; of a branch those known, and the whole branch where none of it is. */
function meant(uses: readonly DataUse[], known: ReadonlySet<string>): ReadonlyMap<string, DataForm> {
  const forms = new Map<string, DataForm>();
  for (const { named, categories, form } of uses) {
    const present = categories.includes(named) ? categories : categories.filter((id) => known.has(id));
    // What is named more closely than by its branch has the form that stands there.
    for (const id of present.length > 0 ? present : categories) if (id === named || !forms.has(id)) forms.set(id, form);
  }
  return forms;
}

/** Data as a purpose or a recipient uses it. */
export function usesIn(program: Program, uses: readonly DataUse[], known: ReadonlySet<string>): readonly NoticeUse[] {
  const forms = meant(uses, known);
  return categoriesIn(program, forms.keys()).map((category) => ({ ...category, form: forms.get(category.id) ?? "any" }));
}
