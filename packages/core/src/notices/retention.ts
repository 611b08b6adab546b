import type { DatasetRule, LegalPeriod, Program, RetentionRule } from "../program/index.ts";
import { categoriesIn, categoriesInDatasets, datasetsOf, heldBy } from "./categories.ts";
import type { NoticeRetention } from "./notice.ts";

/** How long data stays, rule by rule. */
export const retentionOf = (program: Program): readonly NoticeRetention[] =>
  Object.values(program.retention).map((rule) => ruleOf(program, rule));

function ruleOf(program: Program, rule: RetentionRule): NoticeRetention {
  const datasets = datasetsUnder(program, rule);
  const path = rule.id.includes(":") ? rule.id.replace(":", ":retention.") : `retention.${rule.id}`;
  return {
    id: rule.id,
    data: categoriesIn(program, [...rule.data, ...categoriesInDatasets(datasets)]),
    datasets: datasets.map(({ store, name, about }) => ({ store, name, about })),
    subjects: rule.subjects,
    keep: rule.keep,
    after: rule.after,
    steps: rule.steps,
    because: rule.because,
    as: rule.as,
    afterwards: rule.then,
    laws: rule.laws,
    purposes: rule.purposes,
    runs: !program.unrun.some((key) => key.path === path || key.path.startsWith(`${path}.`)),
  };
}

const nameOf = ({ store, name }: DatasetRule): string => `${store}/${name}`;

/** The datasets that a rule names, and those of the people that it names: their own rows, and what these rows own. */
function datasetsUnder(program: Program, rule: RetentionRule): readonly DatasetRule[] {
  const all = datasetsOf(program);
  const roots = all.filter((one) => rule.subjects.some((subject) => Object.hasOwn(one.is, subject)));
  const reached = new Set(roots.map(nameOf));
  const isOwned = ({ links }: DatasetRule) =>
    links.some(({ kind, targets }) => kind === "owned" && targets.some((to) => reached.has(`${to.store}/${to.dataset}`)));
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const one of all) if (isOwned(one)) reached.add(nameOf(one));
  }
  return all.filter((one) => reached.has(nameOf(one)) || rule.datasets.includes(nameOf(one)));
}

/** Categories that are held somewhere where no rule says how long. */
export function unruled(program: Program): ReadonlySet<string> {
  const rules = Object.values(program.retention);
  const named = new Set(rules.flatMap((rule) => rule.data));
  const ruled = new Set(rules.flatMap((rule) => datasetsUnder(program, rule)));
  const all = datasetsOf(program);
  const open = categoriesInDatasets(all.filter((one) => !ruled.has(one)));
  const stored = categoriesInDatasets(all);
  return new Set([...heldBy(program)].filter((id) => !named.has(id) && (open.has(id) || !stored.has(id))));
}

// For an order only: legal periods are never converted into each other.
const ABOUT_DAYS: Readonly<Record<LegalPeriod["unit"], number>> = {
  hours: 1 / 24,
  days: 1,
  "business days": 1.4,
  weeks: 7,
  months: 30.4,
  years: 365,
};

/** How long copies in backups live. */
export function backupsOf(program: Program): readonly LegalPeriod[] {
  const periods = Object.values(program.stores).flatMap((store) => (store.backups ? [store.backups] : []));
  const different = new Map(periods.map((period) => [`${period.count} ${period.unit}`, period]));
  const size = ({ count, unit }: LegalPeriod) => count * ABOUT_DAYS[unit];
  return [...different.values()].sort((a, b) => size(a) - size(b));
}
