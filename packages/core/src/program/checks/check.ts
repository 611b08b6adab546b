// What every check is given, and the questions that many of them ask.

import { dataCategories } from "../../taxonomy/index.ts";
import type { Path, Report } from "../finding.ts";
import {
  categoriesOf,
  find,
  type Group,
  type Hit,
  isTarget,
  type Nowhere,
  namesFor,
  resolvePlace,
  type Target,
  type View,
} from "../lookup.ts";
import { nearest, oneOf } from "../nearest.ts";
import type { IdSection } from "../unit.ts";

/** One program of a group, and where to report. */
export interface CheckContext {
  readonly group: Group;
  readonly view: View;
  readonly report: Report;
  /** `2026-11-22`; without it nothing is judged by date. */
  readonly today: string | undefined;
}

/** Looks at one thing of a program. */
export type Check = (context: CheckContext) => void;

const SINGULAR: Readonly<Record<IdSection, string>> = {
  services: "service",
  subjects: "subject category",
  data: "entry of data",
  collection: "collection point",
  purposes: "purpose",
  recipients: "recipient",
  trackers: "tracker",
  stores: "store",
  retention: "retention rule",
  reports: "report",
  guarded: "guarded act",
  staff: "staff role",
  promises: "promise",
};
const PLURAL: Readonly<Record<IdSection, string>> = {
  services: "services",
  subjects: "subject categories",
  data: "entries of data",
  collection: "collection points",
  purposes: "purposes",
  recipients: "recipients",
  trackers: "trackers",
  stores: "stores",
  retention: "retention rules",
  reports: "reports",
  guarded: "guarded acts",
  staff: "staff roles",
  promises: "promises",
};

/** What a reference leads to; an unknown one is reported. */
export function need<S extends IdSection>(context: CheckContext, section: S, reference: string, path: Path): Hit<S> | undefined {
  const { group, view, report } = context;
  const hit = find(group, view, section, reference);
  if (hit) return hit;
  const names = namesFor(group, view, section);
  const says = `unknown ${SINGULAR[section]} \`${reference}\``;
  const expected = oneOf(PLURAL[section], names);
  report({ code: "unknown", level: "error", path, token: reference, says, expected, write: nearest(reference, names) });
  return undefined;
}

/** Reports each reference of a list that leads nowhere. */
export function needAll(context: CheckContext, section: IdSection, references: Iterable<string> | undefined, path: Path): void {
  for (const reference of references ?? []) need(context, section, reference, path);
}

/** The taxonomy's categories of a reference; an unknown one is reported. */
export function needCategory(context: CheckContext, reference: string, path: Path): readonly string[] {
  const { group, view, report } = context;
  const found = categoriesOf(group, view, reference);
  if (found.length > 0) return found;
  const own = namesFor(group, view, "data");
  const names = [...Object.keys(dataCategories), ...own.filter((id) => id !== reference)];
  const expected = "an id of the taxonomy, a branch of it, or an entry of `data`";
  report({
    code: "category",
    level: "error",
    path,
    token: reference,
    says: `unknown data category \`${reference}\``,
    expected,
    write: nearest(reference, names),
  });
  return [];
}

/** Where a place leads; nowhere is reported. */
export function needPlace(context: CheckContext, text: string, path: Path, inside?: string): Target | undefined {
  const found = resolvePlace(context.group, context.view, text, inside);
  if (isTarget(found)) return found;
  const { says, expected } = nowhere(found);
  context.report({ code: "place", level: "error", path, token: text, says, expected, write: placeNear(text, found) });
  return undefined;
}

function nowhere({ lacks, name, names }: Nowhere): { readonly says: string; readonly expected: string } {
  if (lacks === "program") return { says: `no program of this group is called \`${name}\``, expected: oneOf("programs", names) };
  if (lacks === "store") return { says: `unknown store \`${name}\``, expected: oneOf("stores", names) };
  if (lacks === "choice")
    return { says: `\`${name}\` could be in any of several stores`, expected: `store/dataset; ${oneOf("stores", names)}` };
  return { says: `unknown dataset \`${name}\``, expected: oneOf("datasets", names) };
}

function placeNear(text: string, { name, names }: Nowhere): string | undefined {
  const [, dataset = name, column = ""] = /^([^.]+)(\..*)?$/.exec(name) ?? [];
  const near = nearest(dataset, names);
  return near === undefined ? undefined : text.replace(name, `${near}${column}`);
}

/** Taxonomy ids that the program, or its group, says are never collected. */
export function neverCollected({ group, view }: CheckContext): ReadonlySet<string> {
  const never = new Set<string>();
  for (const from of new Set([group.top, view])) {
    for (const [id, value] of Object.entries(from.long.data ?? {})) {
      if (value === "never") for (const category of categoriesOf(group, from, id)) never.add(category);
    }
  }
  return never;
}

/** Kinds of purpose that the program, or its group, says are never done. */
export function neverDone({ group, view }: CheckContext): ReadonlySet<string> {
  const sources = new Set([group.top, view]);
  return new Set(
    [...sources].flatMap(({ long }) =>
      Object.entries(long.purposes ?? {}).flatMap(([id, value]) => (value === "never" ? [id] : [])),
    ),
  );
}
