import type { LinkKind } from "../program/index.ts";
import type { CapturedRow } from "./captured.ts";
import { CHANGES, type DatasetPlan, type PlannedChange } from "./plan.ts";
import type { PlanStep, Settling } from "./work.ts";

/** The changes of a row, as `settle` decides them. */
export type ChangesOf = (settling: Settling, dataset: string, row: CapturedRow) => { readonly changes: readonly PlannedChange[] };

/** The word for a set of changes: the one that replaces most. */
const actionOf = (changes: readonly PlannedChange[]): PlanStep["action"] =>
  CHANGES.find((strategy) => changes.some((change) => change.strategy === strategy)) ?? "keep";

/** A line while its rows are counted. */
type Counted = { -readonly [key in keyof PlanStep]: PlanStep[key] };

/** The lines of a plan: rows that are reached and treated alike. */
export function stepsOf(settling: Settling, changesOf: ChangesOf): PlanStep[] {
  const steps = new Map<string, Counted>();
  for (const [dataset, rows] of settling.captured.rows) {
    for (const row of rows.values()) {
      if (row.gone === true) continue;
      const step = stepOf(settling, { dataset, row, changesOf });
      const name = `${step.dataset}\n${step.column}\n${step.link} ${step.action} ${step.exact} ${step.because?.rule}`;
      const had = steps.get(name);
      if (had === undefined) steps.set(name, { ...step });
      else {
        had.rows += 1;
        if (step.until !== undefined && (had.until === undefined || had.until < step.until)) had.until = step.until;
      }
    }
  }
  return [...steps.values()].sort(bySteps);
}

function stepOf(
  settling: Settling,
  at: { readonly dataset: string; readonly row: CapturedRow; readonly changesOf: ChangesOf },
): PlanStep {
  const { dataset, row, changesOf } = at;
  const rules: DatasetPlan | undefined = settling.plan.datasets[dataset];
  const fate = settling.fates.get(dataset)?.get(row.id);
  const { changes } = changesOf(settling, dataset, row);
  const mention = row.link === "mentions" ? [...new Set(row.mentions.flatMap((edge) => edge.columns))].join(", ") : undefined;
  return {
    store: settling.plan.store,
    dataset,
    column: mention,
    link: row.link,
    action: fate?.act.kind === "delete" ? "delete" : actionOf(changes),
    rows: 1,
    exact: row.root && (rules?.isRoot ?? false),
    until: fate?.until,
    because: fate?.keep && { rule: fate.keep.id, exception: fate.keep.exception, law: fate.keep.law, as: fate.keep.as },
  };
}

const LINK_ORDER: Readonly<Record<LinkKind, number>> = { owned: 0, shared: 1, mentions: 2 };
/** The order in which people read a plan. */
export const bySteps = (one: PlanStep, other: PlanStep): number =>
  Number(other.exact) - Number(one.exact) ||
  LINK_ORDER[one.link] - LINK_ORDER[other.link] ||
  (one.dataset < other.dataset ? -1 : one.dataset > other.dataset ? 1 : one.action < other.action ? -1 : 1);
