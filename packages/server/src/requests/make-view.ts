import {
  blastRadius,
  needsSecondApprover,
  type Plan,
  type PlanFinding,
  type PlanStep,
  planHash,
  type StoreSizes,
  type StoreWork,
} from "@troth/core/subject-graph";
import type { PlanView } from "./views.ts";

/** A plan with what was captured for it, as it is stored and shown. */
export interface MadePlan {
  readonly plan: Plan;
  readonly view: PlanView;
}

/** Joins plan, captured work and sizes into what people see and sign. */
export function makeView(at: {
  readonly plan: Plan;
  /** Its id: an approval is for this request. `preview` where there is none. */
  readonly request: string;
  readonly works: readonly StoreWork[];
  readonly sizes: ReadonlyMap<string, StoreSizes>;
  readonly shadow: ReadonlySet<string>;
  /** Stores that failed while capturing. */
  readonly failed: readonly PlanFinding[];
}): PlanView {
  const { plan, works } = at;
  const steps = works.flatMap((work) => work.steps);
  const findings = [...plan.findings, ...at.failed, ...works.flatMap((work) => work.findings), ...blastRadius(steps, at.sizes)];
  if (steps.length === 0 && findings.every((finding) => !finding.blocks)) findings.push(nobody);
  return {
    right: plan.right,
    hash: planHash(plan, steps, at.request),
    program: plan.program,
    stores: plan.stores.map((store) => ({
      store: store.store,
      product: store.product,
      shadow: at.shadow.has(store.store),
      fingerprint: store.fingerprint,
      steps: steps.filter((step) => step.store === store.store),
    })),
    findings,
    canBeApproved: findings.every((finding) => !finding.blocks),
    needsSecondApprover: needsSecondApprover(findings),
    totals: totalsOf(steps),
    keptUntil: works
      .flatMap((work) => work.keptUntil ?? [])
      .sort()
      .at(-1),
  };
}

function totalsOf(steps: readonly PlanStep[]): PlanView["totals"] {
  const sum = (actions: readonly PlanStep["action"][]) =>
    steps.filter((step) => actions.includes(step.action)).reduce((all, step) => all + step.rows, 0);
  return {
    deleted: sum(["delete"]),
    changed: sum(["pseudonym", "constant", "clear"]),
    kept: sum(["keep"]),
    rows: steps.reduce((all, step) => all + step.rows, 0),
  };
}

const nobody: PlanFinding = {
  code: "nobody",
  blocks: false,
  store: undefined,
  dataset: undefined,
  column: undefined,
  says: "no store holds anything about this person",
  advice: "see that the address is right before you answer",
};
