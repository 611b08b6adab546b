import type { Program, StoreRule } from "../program/index.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { buildGraph } from "./graph.ts";
import { missingIndexes } from "./missing-indexes.ts";
import { deleteOrder } from "./order.ts";
import type { DatasetPlan, Plan, PlanFinding, PlannedRight, StorePlan } from "./plan.ts";
import { planDataset } from "./plan-dataset.ts";
import { hiddenByUnrun, lostIdentities, noRoot, stuckCycle, unreachableStore } from "./plan-findings.ts";
import { addColumns, identityColumns, referencesTo, refuseReferred, rootsOf, usersOf } from "./plan-ways.ts";
import { reachOf } from "./reach.ts";
import type { StoreSchema } from "./store-schema.ts";

/** What a plan is made from. */
export interface PlanInput {
  readonly program: Program;
  /** One for each store that could be inspected. */
  readonly schemas: readonly StoreSchema[];
  readonly right: PlannedRight;
  /** The kinds of identifier that the request names: `email`, `account`. */
  readonly identities: readonly string[];
  /** Stores that could not be inspected, with the reason. */
  readonly unreachable?: Readonly<Record<string, string>>;
}

/** Makes the plan of a request: program + introspected schemas + right -> steps. Pure; touches nothing. */
export function makePlan(input: PlanInput): Plan {
  const findings: PlanFinding[] = [];
  for (const [store, why] of Object.entries(input.unreachable ?? {})) findings.push(unreachableStore(store, why));
  const stores = input.schemas.flatMap((schema) => {
    const rule = input.program.stores[schema.store];
    return rule ? [planStore({ ...input, schema, rule, findings })] : [];
  });
  if (!stores.some((store) => store.roots.length > 0) && input.schemas.length > 0) findings.push(noRoot(input));
  return { version: 1, right: input.right, program: input.program.hash, stores, findings };
}

interface StoreInput extends PlanInput {
  readonly schema: StoreSchema;
  readonly rule: StoreRule;
  readonly findings: PlanFinding[];
}

function planStore(input: StoreInput): StorePlan {
  const { schema, rule, program, findings, right } = input;
  const graph = buildGraph(program, schema);
  const roots = rootsOf(rule, schema, input.identities);
  const reach = reachOf(
    roots.map((root) => root.dataset),
    graph.edges,
  );
  const touched = new Set(reach.keys());
  const edges = graph.edges.filter((edge) => touched.has(edge.to) && reach.get(edge.to) !== "mentions");
  // What is missing may be the only way to a dataset: it blocks whether or not anything else leads there.
  findings.push(...graph.findings.filter((one) => one.blocks || one.dataset === undefined || touched.has(one.dataset)));
  findings.push(...lostIdentities(rule, schema), ...hiddenByUnrun({ rule, touched, identities: input.identities }));
  const owners = graph.edges.filter(
    (edge) => edge.kind === "owned" && !edge.unshared && touched.has(edge.from) && !touched.has(edge.to),
  );
  const datasets: Record<string, DatasetPlan> = {};
  for (const [name, kind] of reach) {
    const dataset = schema.datasets[name];
    const declared = rule.datasets[name];
    if (!dataset || !declared) continue;
    const isRoot = roots.some((root) => root.dataset === name);
    datasets[name] = planDataset({
      program,
      store: rule.id,
      erasure: right === "erasure",
      findings,
      declared,
      dataset,
      kind,
      isRoot,
      edges,
    });
  }
  const safe = refuseReferred(datasets, schema);
  const deleted = Object.values(safe).filter(
    (plan) => right === "erasure" && plan.owned.kind === "delete" && plan.reach === "owned",
  );
  const { order, cleared, stuck } = deleteOrder(deleted.flatMap((plan) => schema.datasets[plan.dataset] ?? []));
  for (const cycle of stuck) findings.push(stuckCycle(rule.id, cycle));
  const references = right === "erasure" ? referencesTo(new Set(order), schema, rule) : [];
  const fingerprint = fingerprintOf(schema, touched);
  const identities = identityColumns(rule, schema);
  const users = usersOf(edges, schema);
  findings.push(...missingIndexes(schema, { roots, edges, references, users }));
  return {
    store: rule.id,
    kind: schema.kind,
    product: schema.product,
    fingerprint,
    roots,
    edges,
    references,
    owners,
    users,
    identities,
    datasets: addColumns({ datasets: safe, edges, owners, references, identities }),
    order,
    cleared,
  };
}
