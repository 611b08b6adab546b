import { hashOf } from "../foundation/index.ts";
import type { Plan, PlanFinding } from "./plan.ts";
import type { PlanStep } from "./work.ts";

/** What an approver signs: this plan, with these counts, for this request and no other. */
export const planHash = (plan: Plan, steps: readonly PlanStep[], request: string): string =>
  hashOf({ request, structure: structureHash(plan), steps: steps.map((step) => ({ ...step, because: step.because ?? null })) });

/** The plan without its counts: what must be the same when it runs. */
export const structureHash = (plan: Plan): string =>
  hashOf({
    ...{ right: plan.right, program: plan.program, stores: plan.stores },
    ...(plan.byHand === undefined ? {} : { byHand: plan.byHand }),
  });

/** Counts of rows that *are* the person are bound exactly; others may move a little while a request waits. */
export const TOLERANCE = { share: 0.1, least: 1, most: 50 } as const;

const slack = (rows: number): number => Math.min(TOLERANCE.most, Math.max(TOLERANCE.least, Math.floor(rows * TOLERANCE.share)));

const nameOf = (step: PlanStep): string =>
  `${step.store}/${step.dataset} ${step.link} ${step.action}${step.column === undefined ? "" : ` ${step.column}`}${step.exact ? " themselves" : ""}${step.because === undefined ? "" : ` by ${step.because.rule}`}`;

/**
 * Whether what is captured now is still what was approved: an empty list, or every difference in words.
 * No new dataset; exact for the rows that are the person; within 10 % (at least 1, at most 50 rows) for others.
 */
export function differences(approved: readonly PlanStep[], now: readonly PlanStep[]): string[] {
  const before = new Map(approved.map((step) => [nameOf(step), step]));
  const after = new Map(now.map((step) => [nameOf(step), step]));
  const known = new Set(approved.map((step) => `${step.store}/${step.dataset}`));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const was = before.get(name)?.rows ?? 0;
    const is = after.get(name)?.rows ?? 0;
    const step = after.get(name) ?? before.get(name);
    if (step && !known.has(`${step.store}/${step.dataset}`)) return [`${name}: ${is} rows in a dataset that was not in the plan`];
    if (!before.has(name)) return [`${name}: ${is} rows, which no line of the plan speaks of`];
    const allowed = step?.exact ? 0 : slack(was);
    return Math.abs(is - was) > allowed ? [`${name}: ${is} rows, ${was} were approved`] : [];
  });
}

/** Sizes that blast radius is judged by: rows of a dataset in all, and people in all. */
export interface StoreSizes {
  readonly rows: Readonly<Record<string, number>>;
  readonly people: number;
  /** Of `rows`, those that the store estimated. Absent: none. */
  readonly estimated?: readonly string[];
}

/** Over this share of a large dataset, or this many times the usual person, a second approver is asked. */
export const BLAST = { share: 0.01, largeDataset: 10_000, times: 20 } as const;

/**
 * Findings that ask for a second approver. "The usual person" is the mean (rows of the dataset by people), not the
 * median: a median would cost a pass over every dataset for every plan.
 */
export function blastRadius(steps: readonly PlanStep[], sizes: ReadonlyMap<string, StoreSizes>, people = 1): PlanFinding[] {
  return steps.flatMap((step) => {
    const size = sizes.get(step.store);
    const all = size?.rows[step.dataset] ?? 0;
    if (step.action === "keep" || step.action === "copy" || !size) return [];
    // Of a batch, what as many usual people would have.
    const usual = people * Math.max(1, all / Math.max(1, size.people));
    const tooLarge = all > BLAST.largeDataset && step.rows > all * BLAST.share;
    const few = size.people > people && step.rows * 10 >= all * 9;
    // In a store of few people a mistake that takes a whole table is the usual person.
    const unusual = step.rows > BLAST.times * people && (step.rows > usual * BLAST.times || few);
    if (!tooLarge && !unusual) return [];
    const says = tooLarge
      ? `${step.rows} rows are over 1 % of ${step.dataset}, which has ${all}`
      : step.rows > usual * BLAST.times
        ? `${step.rows} rows of ${step.dataset} are over ${BLAST.times} times what ${people === 1 ? "one person has" : `${people} people have`} there`
        : `${step.rows} rows are nearly all of ${step.dataset}, which is not one person's alone`;
    return [
      {
        code: "blast-radius" as const,
        blocks: false,
        store: step.store,
        dataset: step.dataset,
        column: undefined,
        says,
        advice: "a second approver signs too",
      },
    ];
  });
}

/** Whether one signature is not enough. */
export const needsSecondApprover = (findings: readonly PlanFinding[]): boolean =>
  findings.some((finding) => finding.code === "blast-radius" || finding.code === "owner-elsewhere");
