// Where data comes from, what must be given, and what nobody gave.
import type { Program } from "../program/index.ts";
import { sourceKind } from "../taxonomy/index.ts";
import { categoriesIn, categoryOf, datasetsOf, takenAt, takenIn } from "./categories.ts";
import type { NoticeInference, NoticeRequirement, NoticeSource } from "./notice.ts";

interface From {
  readonly kind: string;
  readonly data: readonly string[];
  readonly at: readonly string[];
  readonly providers: readonly string[];
}

/** Where data comes from, one entry a kind of source. */
export function sourcesOf(program: Program): readonly NoticeSource[] {
  const points = Object.values(program.collection).map(
    (point): From => ({
      kind: point.from,
      data: [...takenAt(program, [point])],
      at: point.at,
      providers: point.provider === undefined ? [] : [point.provider],
    }),
  );
  const said = Object.values(program.data).flatMap((rule) =>
    rule.from.map((kind): From => ({ kind, data: rule.categories, at: [], providers: [] })),
  );
  const all = [...points, ...said];
  return [...new Set(all.map(({ kind }) => kind))].map((kind) => {
    const of = all.filter((one) => one.kind === kind);
    const known = sourceKind(kind);
    return {
      kind: { id: kind, label: { ...(known?.label ?? { en: kind }) } },
      indirect: known?.indirect ?? false,
      data: categoriesIn(
        program,
        of.flatMap((one) => one.data),
      ),
      at: [...new Set(of.flatMap((one) => one.at))],
      providers: [...new Set(of.flatMap((one) => one.providers))],
    };
  });
}

/** What must be given where. */
export const requirementsOf = (program: Program): readonly NoticeRequirement[] =>
  Object.values(program.collection)
    .filter((point) => point.required.length > 0)
    .map((point) => ({
      point: point.id,
      at: point.at,
      data: categoriesIn(program, takenIn(program, point.required)),
      without: point.without,
    }));

/** What is worked out about people: held in a field, or said in `data`. */
export function inferencesOf(program: Program): readonly NoticeInference[] {
  const fields = datasetsOf(program).flatMap((dataset) => dataset.fields.filter((field) => field.derived));
  const said = Object.values(program.data).filter((rule) => rule.derived.length > 0);
  const ids = [...fields.flatMap((field) => field.categories), ...said.flatMap((rule) => rule.categories)];
  return categoriesIn(program, ids).map(({ id }) => ({
    data: categoryOf(program, id),
    from: categoriesIn(
      program,
      said.filter((rule) => rule.categories.includes(id)).flatMap((rule) => rule.derived),
    ),
    purposes: Object.values(program.purposes)
      .filter((purpose) => purpose.data.includes(id))
      .map((purpose) => purpose.id),
  }));
}
