// Datasets with everything resolved.
import { dataCategory, strongestIdentification } from "../../taxonomy/index.ts";
import type { Path } from "../finding.ts";
import {
  categoriesOfAll,
  columnsOf,
  entriesOf,
  fieldReferences,
  find,
  type Group,
  goalsOf,
  isTarget,
  type LongDataset,
  type LongLink,
  qualified,
  resolvePlace,
  splitPath,
  type View,
} from "../lookup.ts";
import type {
  DatasetRule,
  FieldRule,
  IdentityRule,
  KeepRule,
  LegalPeriod,
  LinkRule,
  LinkTarget,
  Strategy,
  UnrunKey,
  Where,
  Within,
} from "../program.ts";
import { placeOf } from "../unit.ts";
import { servicesFor } from "./names.ts";
import { spoken } from "./spoken.ts";
import { datasetName, type HeldBack, isPath } from "./unrun-keys.ts";

/** Where a dataset stands in its program. */
export interface DatasetHome {
  readonly group: Group;
  readonly view: View;
  readonly store: string;
  readonly name: string;
  readonly path: Path;
}

/** The rule of one dataset. */
export function buildDataset(home: DatasetHome, dataset: LongDataset, held: readonly HeldBack[]): DatasetRule {
  const { group, view, store, name, path } = home;
  return {
    store: qualified(view, store),
    name,
    about: spoken(group, view, dataset.about),
    services: servicesFor(group, view, serviceNamed(view, store, dataset)),
    is: Object.fromEntries(
      Object.entries(dataset.is ?? {}).map(([subject, where]) => [subjectName(group, view, subject), whereOf(where)]),
    ),
    identity: Object.entries(dataset.identity ?? {}).map(
      ([kind, { field, match }]): IdentityRule => ({ kind, columns: field, match: match ?? "exact" }),
    ),
    tenant: dataset.tenant,
    fields: Object.entries(dataset.fields ?? {}).map(([column, field]) => buildField(home, column, field, dataset.at)),
    links: Object.entries(dataset.links ?? {}).flatMap(([columns, link]) => buildLinks(home, columns, link)),
    rest: dataset.rest === "none",
    anonymous: dataset.anonymous ?? false,
    derived: (dataset.derived ?? [])
      .map((origin) => resolvePlace(group, view, origin, store))
      .filter(isTarget)
      .map((target) => datasetName(target.view, target.store, target.dataset)),
    match: dataset.match,
    erasure: dataset.erasure,
    keep: keepRules(home),
    unrun: unrunOfDataset(datasetName(view, store, name), held),
    place: placeOf(view.unit, path),
  };
}

function unrunOfDataset(name: string, held: readonly HeldBack[]): readonly UnrunKey[] {
  return held.filter(({ datasets }) => datasets.includes(name)).map(({ key }) => key);
}

/** A subject category as the whole group writes it. */
export function subjectName(group: Group, view: View, subject: string): string {
  const hit = find(group, view, "subjects", subject);
  return hit ? qualified(hit.view, hit.id) : subject;
}

function serviceNamed(view: View, store: string, dataset: LongDataset): readonly string[] | undefined {
  const named = dataset.service ?? view.long.stores?.[store]?.service;
  return named === undefined ? undefined : [named];
}

/** One text of several: English, or the first. */
export function oneText(value: string | Readonly<Record<string, string>> | undefined): string | undefined {
  return typeof value === "object" ? (value.en ?? Object.values(value)[0]) : value;
}

type Scalar = string | number | boolean;

function whereOf(where: Readonly<Record<string, Scalar | readonly Scalar[]>>): Where {
  return Object.fromEntries(
    Object.entries(where).map(([column, values]): [string, readonly Scalar[]] => [column, isScalar(values) ? [values] : values]),
  );
}

const isScalar = (value: Scalar | readonly Scalar[]): value is Scalar => typeof value !== "object";

type LongField = NonNullable<LongDataset["fields"]>[string];

function buildField({ group, view, path }: DatasetHome, written: string, field: LongField, at: string | undefined): FieldRule {
  const references = fieldReferences(field);
  const categories = categoriesOfAll(group, view, references);
  const { column, path: rest } = splitPath(written);
  const form = typeof field === "object" ? field : undefined;
  const point = form?.at ?? at;
  return {
    column,
    path: rest,
    categories,
    free: form?.holds !== undefined,
    identifies: strongestIdentification(categories),
    secret: categories.some((category) => dataCategory(category)?.secret),
    derived:
      categories.some((category) => category.startsWith("inference.")) ||
      references.some((reference) => isDerived(group, view, reference)),
    at: point,
    erasure: strategyOf(form?.erasure),
    place: placeOf(view.unit, [...path, "fields", written]),
  };
}

function isDerived(group: Group, view: View, reference: string): boolean {
  const entry = find(group, view, "data", reference)?.value;
  return typeof entry === "object" && (entry.derived?.length ?? 0) > 0;
}

/** A strategy as a value of its own kind. */
export function strategyOf(value: Exclude<LongField, "none">["erasure"]): Strategy | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "object") {
    if ("constant" in value) return { kind: "constant", value: value.constant };
    return "generalize" in value ? { kind: "generalize", to: value.generalize } : { kind: "truncate", length: value.truncate };
  }
  if (value === "generalize") return { kind: "generalize", to: "" };
  return value === "truncate" ? { kind: "truncate", length: 0 } : { kind: value };
}

/** A link's rules: one for each kind, where types lead to rows of several kinds. */
function buildLinks(home: DatasetHome, columns: string, link: LongLink): readonly LinkRule[] {
  const { group, view, store, path } = home;
  const form = typeof link === "object" ? link : undefined;
  const within = withinOf(columns, form);
  const rule = (kind: LinkRule["kind"], targets: readonly LinkTarget[]): LinkRule => ({
    columns: isPath(columns) ? [splitPath(columns).column] : columnsOf(columns),
    kind,
    targets,
    by: form?.by,
    where: form?.where ? whereOf(form.where) : undefined,
    within,
    as: form?.cast,
    fold: form?.fold ?? false,
    unshared: form?.unshared ?? false,
    erasure: strategyOf(form?.erasure),
    place: placeOf(view.unit, [...path, "links", columns]),
  });
  if (link === "none" || link === "owned") return [rule(link, [])];
  const goals = goalsOf(link).map((goal) => ({ ...goal, target: resolvePlace(group, view, goal.place, store) }));
  return (["owned", "shared", "mentions"] as const).flatMap((kind) => {
    const targets = goals.flatMap(({ target, type, kind: of }): LinkTarget[] => {
      if (of !== kind || !isTarget(target)) return [];
      const named = target.columns.length > 0 ? target.columns : undefined;
      return [{ store: qualified(target.view, target.store), dataset: target.dataset, columns: named, type }];
    });
    return targets.length > 0 ? [rule(kind, targets)] : [];
  });
}

/** How the column of a link holds its pointers; undefined where its value is the pointer. */
function withinOf(columns: string, form: Exclude<LongLink, string> | undefined): Within | undefined {
  if (form?.match === "address") return { kind: "addresses" };
  if (form?.split === "yaml") return { kind: "yaml" };
  if (form?.split !== undefined && form.split !== "json") return { kind: "list", split: form.split };
  if (isPath(columns)) return { kind: "json", path: splitPath(columns).path };
  return form?.split === "json" ? { kind: "json", path: [] } : undefined;
}

/** The `keep` rules of retention that name a dataset. */
function keepRules({ group, view, store, name }: DatasetHome): readonly KeepRule[] {
  const wanted = datasetName(view, store, name);
  return [...group.views.values()].flatMap((from) =>
    entriesOf(from, "retention").flatMap(([id, rule]): KeepRule[] => {
      const period = rule.keep === undefined ? undefined : periodOf(rule.keep);
      const reaches = (rule.datasets ?? []).some((place) => {
        const target = resolvePlace(group, from, place);
        return isTarget(target) && datasetName(target.view, target.store, target.dataset) === wanted;
      });
      if (!period || !reaches || !rule.because) return [];
      const { exception, law } = rule.because;
      const as = rule.as ?? "restricted";
      return [
        {
          id: qualified(from, id),
          ...period,
          as,
          exception,
          law,
          laws: rule.laws ?? [],
          place: placeOf(from.unit, ["retention", id]),
        },
      ];
    }),
  );
}

/** `7 years since issued_at` in its parts. */
export function periodOf(span: string): { readonly period: LegalPeriod; readonly since: string } | undefined {
  const [, text, since] = /^(.+) since (\S+)$/.exec(span) ?? [];
  const period = periodIn(text ?? "");
  return period === undefined || since === undefined ? undefined : { period, since };
}

/** `24 months` in its parts. */
export function periodIn(text: string): LegalPeriod | undefined {
  const [, count, unit] = /^(\d+) (hour|day|business day|week|month|year)s?$/.exec(text) ?? [];
  return count === undefined || unit === undefined
    ? undefined
    : { count: Number(count), unit: `${unit}s` as LegalPeriod["unit"] };
}
