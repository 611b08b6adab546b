import type { StakeWord } from "@troth/core/laws";
import {
  type Beside,
  blastRadius,
  CHANGES,
  type LeftOut,
  needsSecondApprover,
  type Plan,
  type PlanFinding,
  type PlanStep,
  planHash,
  type StoreSizes,
  type StoreWork,
  taskLines,
  withLeftOut,
} from "@troth/core/subject-graph";
import type { NamedFurther } from "./name-further.ts";
import { type ListedPeople, pointOut } from "./point-out.ts";
import type { PlanView } from "./views.ts";

/** A plan with what was captured for it, as it is stored and shown. */
export interface MadePlan {
  readonly plan: Plan;
  readonly view: PlanView;
  /** Datasets that staff left out of the request on record. Absent: none. */
  readonly leftOut?: readonly LeftOut[];
  /** Identifiers that staff added after the request was taken. Absent: none. */
  readonly further?: readonly NamedFurther[];
  /** What the plan found that changes what may be asked of whoever asks; what it does not know is missing. */
  readonly atStake?: { readonly account?: boolean; readonly stake?: StakeWord };
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
  /** Stores in which the work is done in several transactions. */
  readonly chunks: readonly PlanFinding[];
  /** Datasets that nothing of the request leads to. */
  readonly unreached: readonly PlanFinding[];
  readonly leftOut: readonly LeftOut[];
  /** Of how many people it is, and who of them has nothing in any store. */
  readonly people: ListedPeople & { readonly absent: readonly number[] };
}): PlanView {
  const { plan, works } = at;
  const steps = works.flatMap((work) => work.steps);
  const findings = [
    ...plan.findings,
    ...at.failed,
    ...works.flatMap((work) => work.findings),
    ...at.chunks,
    ...blastRadius(steps, at.sizes, at.people.of),
    ...withLeftOut(at.unreached, at.leftOut),
  ];
  const byHand = (plan.byHand ?? []).map((task) => ({
    store: task.store,
    shadow: at.shadow.has(task.store),
    lines: taskLines(task, plan.right),
  }));
  const isBatch = at.people.of > 1;
  if (isBatch && at.people.absent.length > 0) findings.push(someNobody(at.people));
  else if (steps.length === 0 && byHand.length === 0 && findings.every((finding) => !finding.blocks)) findings.push(nobody);
  return {
    right: plan.right,
    hash: planHash(plan, steps, at.request),
    program: plan.program,
    ...(isBatch ? { people: at.people.of } : {}),
    stores: plan.stores.map((store) => ({
      store: store.store,
      product: store.product,
      shadow: at.shadow.has(store.store),
      fingerprint: store.fingerprint,
      steps: steps.filter((step) => step.store === store.store),
      beside: besideOf(at, store.store),
      sizes: at.sizes.get(store.store)?.rows ?? {},
      estimatedSizes: at.sizes.get(store.store)?.estimated ?? [],
    })),
    ...(byHand.length > 0 ? { byHand } : {}),
    findings: findings.map((finding) => pointOut(finding, at.people)),
    canBeApproved: findings.every((finding) => !finding.blocks),
    needsSecondApprover: needsSecondApprover(findings),
    totals: totalsOf(steps),
    keptUntil: works
      .flatMap((work) => work.keptUntil ?? [])
      .sort()
      .at(-1),
  };
}

/** What a store does by itself to the rows of the plan; a trigger only where a row of its dataset is changed or deleted. */
function besideOf({ plan, works }: Pick<MadePlan, "plan"> & { readonly works: readonly StoreWork[] }, store: string): Beside[] {
  const mine = works.filter((work) => work.store === store);
  const acted = new Set(mine.flatMap((work) => work.steps.filter((step) => step.action !== "keep").map((step) => step.dataset)));
  const firing = (plan.triggers ?? []).filter((one) => one.store === store && acted.has(one.dataset));
  return [...mine.flatMap((work) => work.beside), ...firing];
}

function totalsOf(steps: readonly PlanStep[]): PlanView["totals"] {
  const sum = (actions: readonly PlanStep["action"][]) =>
    steps.filter((step) => actions.includes(step.action)).reduce((all, step) => all + step.rows, 0);
  return {
    deleted: sum(["delete"]),
    changed: sum(CHANGES),
    kept: sum(["keep"]),
    rows: steps.reduce((all, step) => all + step.rows, 0),
  };
}

const someNobody = ({ of, absent }: { readonly of: number; readonly absent: readonly number[] }): PlanFinding => ({
  ...nobody,
  says: `no store holds anything about ${absent.length} of ${of} people`,
  advice: "see that the list is right before you sign",
  people: absent,
});

const nobody: PlanFinding = {
  code: "nobody",
  blocks: false,
  store: undefined,
  dataset: undefined,
  column: undefined,
  says: "no store holds anything about this person",
  advice: "see that the address is right before you answer",
};
