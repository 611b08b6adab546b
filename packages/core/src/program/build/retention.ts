import type { LegalPeriod } from "../../foundation/index.ts";
import { categoriesOfAll, type Group, isTarget, qualified, resolvePlace, type View } from "../lookup.ts";
import type { RetentionRule, RetentionSpan } from "../rules.ts";
import { periodIn, periodOf } from "./datasets.ts";
import { groupNames } from "./names.ts";
import { datasetName } from "./unrun-keys.ts";

type Written = NonNullable<View["long"]["retention"]>[string];
type Step = NonNullable<Written["steps"]>[number];

/** A rule of how long data stays. */
export function buildRetention(group: Group, view: View, id: string, value: Written): RetentionRule {
  const places = (value.datasets ?? []).map((place) => resolvePlace(group, view, place)).filter(isTarget);
  return {
    id: qualified(view, id),
    datasets: places.map((target) => datasetName(target.view, target.store, target.dataset)),
    data: categoriesOfAll(group, view, value.data ?? []),
    subjects: groupNames(group, view, "subjects", value.subjects),
    laws: value.laws ?? [],
    keep: spanOf(value.keep),
    after: spanOf(value.after),
    steps: (value.steps ?? []).flatMap((step) => {
      const after = periodIn(step.after);
      return after
        ? actsOf(step).map((act): { after: LegalPeriod; act: ReturnType<typeof actsOf>[number] } => ({ after, act }))
        : [];
    }),
    because: value.because,
    as: value.keep === undefined ? undefined : (value.as ?? "restricted"),
    then: typeof value.then === "object" ? Object.keys(value.then).join() : (value.then ?? "delete"),
    purposes: groupNames(group, view, "purposes", value.for),
  };
}

function spanOf(text: string | undefined): RetentionSpan | undefined {
  if (text === undefined) return undefined;
  const [, event] = /^at once when (\S+)$/.exec(text) ?? [];
  return event === undefined ? periodOf(text) : { period: undefined, since: event };
}

const actsOf = (step: Step): readonly ("drop" | "coarsen" | "aggregate" | "delete")[] => [
  ...(step.drop ? (["drop"] as const) : []),
  ...(step.coarsen ? (["coarsen"] as const) : []),
  ...(step.aggregate ? (["aggregate"] as const) : []),
  ...(step.delete ? (["delete"] as const) : []),
];
