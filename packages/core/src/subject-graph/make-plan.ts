import type { LinkKind, Program, StoreRule } from "../program/index.ts";
import { withoutArrayKeys } from "./array-keys.ts";
import { firingTriggers, type PlannedTrigger } from "./beside.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { buildGraph, type Graph } from "./graph.ts";
import { copiesOf, hiddenCopies, viewFindings } from "./hidden-copies.ts";
import { missingIndexes } from "./missing-indexes.ts";
import { deleteOrder } from "./order.ts";
import type { DatasetPlan, EdgePlan, Plan, PlanFinding, PlannedRight, RootPlan, StorePlan, TaskPlan } from "./plan.ts";
import { planDataset } from "./plan-dataset.ts";
import {
  beyondPeople,
  hiddenByUnrun,
  keptByHand,
  lostIdentities,
  noRoot,
  stuckCycle,
  unreachableStore,
  whoseNumber,
} from "./plan-findings.ts";
import {
  addColumns,
  identityColumns,
  referencesTo,
  refuseReferred,
  refuseReferredPointers,
  rootsOf,
  usersOf,
} from "./plan-ways.ts";
import { placeIn, reachOf } from "./reach.ts";
import type { StoreSchema } from "./store-schema.ts";
import { taskLines } from "./task-lines.ts";
import { outsideFindings } from "./unreached.ts";

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
  const { program, schemas, identities } = input;
  const findings: PlanFinding[] = [];
  for (const [store, why] of Object.entries(input.unreachable ?? {})) findings.push(unreachableStore(store, why));
  const ways = schemas.flatMap((schema): StoreWays[] => {
    const rule = program.stores[schema.store];
    if (!rule) return [];
    // Whoever looks through a store by hand looks by whatever is known of the person.
    const kinds = rule.byHand === undefined ? identities : kindsOf(rule);
    return [{ schema, rule, graph: buildGraph(program, schema, schemas), roots: rootsOf(rule, schema, kinds) }];
  });
  const reach = reachOf(
    ways.flatMap(({ rule, roots }) => roots.map((root) => placeIn(rule.id, root.dataset))),
    ways.flatMap(({ rule, graph }) => graph.edges.map((edge) => ({ store: rule.id, edge }))),
  );
  const machines = ways.filter((way) => way.rule.byHand === undefined);
  const stores = inOrder(machines, reach).map((way) => planStore({ ...input, ...way, ways, reach, findings }));
  const byHand = ways
    .filter((way) => way.rule.byHand !== undefined)
    .map((way) => planTask({ ...input, ...way, ways, reach, findings }))
    .filter((task) => Object.keys(task.datasets).length > 0);
  if (![...stores, ...byHand].some((store) => store.roots.length > 0) && schemas.length > 0) findings.push(noRoot(input));
  const triggers = input.right === "erasure" ? machines.flatMap((way) => triggersOf(way, reach)) : [];
  const plan = {
    version: 1,
    right: input.right,
    program: program.hash,
    stores,
    findings,
    ...(triggers.length > 0 ? { triggers } : {}),
  } as const;
  return byHand.length > 0 ? { ...plan, byHand } : plan;
}

/** The triggers of the datasets that the request reaches in a store. */
const triggersOf = ({ rule, schema }: StoreWays, reach: Reach): readonly PlannedTrigger[] =>
  Object.values(rule.datasets).flatMap((declared) => {
    const dataset = schema.datasets[declared.name];
    return dataset && reach.has(placeIn(rule.id, declared.name)) ? firingTriggers(declared, dataset) : [];
  });

const kindsOf = (rule: StoreRule): readonly string[] => [
  ...new Set(Object.values(rule.datasets).flatMap((dataset) => dataset.identity.map((identity) => identity.kind))),
];

type Reach = ReadonlyMap<string, LinkKind>;

/** What leads where in one store. */
interface StoreWays {
  readonly schema: StoreSchema;
  readonly rule: StoreRule;
  readonly graph: Graph;
  readonly roots: readonly RootPlan[];
}

/** Whether rows can be found along an edge. */
const isFollowed = (reach: Reach, store: string, edge: EdgePlan): boolean => {
  const target = reach.get(placeIn(edge.toStore ?? store, edge.to));
  return target !== undefined && target !== "mentions";
};

/** Stores in the order in which they are captured: whoever is pointed at goes first, as far as they do not go round. */
function inOrder(ways: readonly StoreWays[], reach: Reach): readonly StoreWays[] {
  const left = [...ways];
  const ordered: StoreWays[] = [];
  const waits = (one: StoreWays): boolean =>
    one.graph.edges.some(
      (edge) =>
        edge.toStore !== undefined &&
        isFollowed(reach, one.rule.id, edge) &&
        left.some((other) => other !== one && other.rule.id === edge.toStore),
    );
  while (left.length > 0) {
    const next = left.find((one) => !waits(one)) ?? left[0];
    if (next === undefined) break;
    left.splice(left.indexOf(next), 1);
    ordered.push(next);
  }
  return ordered;
}

interface StoreInput extends PlanInput, StoreWays {
  readonly ways: readonly StoreWays[];
  readonly reach: Reach;
  readonly findings: PlanFinding[];
}

/** The ways between rows that a request follows in a store, into it, and out of it. */
function edgesOf({ rule, schema, graph, ways, reach }: StoreInput) {
  const followed = refuseReferredPointers(
    graph.edges.filter((edge) => isFollowed(reach, rule.id, edge)),
    schema,
  );
  const touched = (name: string) => reach.has(placeIn(rule.id, name));
  return {
    edges: followed.filter((edge) => edge.toStore === undefined),
    arriving: followed.filter((edge) => edge.toStore !== undefined),
    leading: ways.flatMap((other) =>
      other.graph.edges
        .filter((edge) => edge.toStore === rule.id && isFollowed(reach, other.rule.id, edge))
        .map((edge) => ({ fromStore: other.rule.id, edge })),
    ),
    owners: graph.edges.filter(
      (edge) =>
        edge.kind === "owned" &&
        !edge.unshared &&
        touched(edge.from) &&
        // Whoever is only mentioned is not this person: what belongs to them belongs to somebody else.
        !isFollowed(reach, rule.id, edge),
    ),
    sharers: graph.edges.filter(
      (edge) =>
        edge.kind === "shared" &&
        !edge.unshared &&
        !isFollowed(reach, rule.id, edge) &&
        followed.some((other) => other.unshared && other.from === edge.from),
    ),
  };
}

function planDatasets(
  { schema, rule, roots, program, findings, right, reach }: StoreInput,
  touched: ReadonlySet<string>,
  edges: readonly EdgePlan[],
): Record<string, DatasetPlan> {
  const datasets: Record<string, DatasetPlan> = {};
  for (const name of touched) {
    const dataset = schema.datasets[name];
    const declared = rule.datasets[name];
    const kind = reach.get(placeIn(rule.id, name));
    if (!dataset || !declared || !kind) continue;
    // Of a store that nobody can ask, the program names all that there is to know.
    const rest = declared.rest || rule.byHand !== undefined;
    const isRoot = roots.some((root) => root.dataset === name);
    const erasure = right === "erasure";
    datasets[name] = planDataset({
      program,
      store: rule.id,
      erasure,
      findings,
      declared: { ...declared, rest },
      dataset,
      kind,
      isRoot,
      edges,
    });
  }
  return datasets;
}

/** What people are asked to do in a store that only they can look into. */
function planTask(input: StoreInput): TaskPlan {
  const { schema, rule, graph, roots, findings } = input;
  const { edges, arriving } = edgesOf(input);
  const touched = new Set(Object.keys(rule.datasets).filter((name) => input.reach.has(placeIn(rule.id, name))));
  findings.push(...graph.findings.filter((one) => one.blocks || one.dataset === undefined || touched.has(one.dataset)));
  const datasets = planDatasets(input, touched, [...edges, ...arriving]);
  const fingerprint = fingerprintOf(schema, touched);
  const task = { store: rule.id, fingerprint, roots, edges, arriving, datasets, order: Object.keys(datasets) };
  findings.push(...keptByHand(rule.id, taskLines(task, input.right)), ...whoseNumber(input.program, rule, roots));
  return task;
}

function planStore(input: StoreInput): StorePlan {
  const { schema, rule, graph, roots, findings, right } = input;
  const touched = new Set(Object.keys(rule.datasets).filter((name) => input.reach.has(placeIn(rule.id, name))));
  const found = edgesOf(input);
  const { owners, sharers } = found;
  findings.push(...beyondPeople(rule, found.arriving, input.program));
  // What is missing may be the only way to a dataset: it blocks whether or not anything else leads there.
  findings.push(...graph.findings.filter((one) => one.blocks || one.dataset === undefined || touched.has(one.dataset)));
  findings.push(...lostIdentities(rule, schema), ...hiddenByUnrun({ rule, touched, identities: input.identities }));
  const safe = refuseReferred(planDatasets(input, touched, [...found.edges, ...found.arriving]), schema);
  const deleted = Object.values(safe).filter(
    (plan) => right === "erasure" && plan.owned.kind === "delete" && plan.reach === "owned",
  );
  const { order, cleared, stuck } = deleteOrder(deleted.flatMap((plan) => schema.datasets[plan.dataset] ?? []));
  for (const cycle of stuck) findings.push(stuckCycle(rule.id, cycle));
  const byKey = withoutArrayKeys(schema, touched, {
    ...found,
    references: right === "erasure" ? referencesTo(new Set(order), schema, rule) : [],
    users: usersOf([...found.edges, ...found.arriving], schema, graph.edges),
  });
  const { edges, arriving, leading, references, users } = byKey.ways;
  findings.push(...byKey.findings);
  const identities = identityColumns(rule, schema);
  const hidden = { rule, schema, datasets: safe };
  const copies = right === "erasure" ? copiesOf(hidden) : [];
  if (right === "erasure") findings.push(...hiddenCopies(hidden), ...viewFindings(rule.id, copies));
  findings.push(...outsideFindings(rule, schema));
  findings.push(...missingIndexes(schema, { roots, edges: [...edges, ...arriving], references, users }));
  return {
    store: rule.id,
    kind: schema.kind,
    product: schema.product,
    fingerprint: fingerprintOf(schema, touched),
    roots,
    edges,
    arriving,
    leading,
    references,
    owners,
    ...(sharers.length > 0 ? { sharers } : {}),
    users,
    identities,
    ...(copies.length > 0 ? { copies } : {}),
    datasets: addColumns({
      datasets: safe,
      edges,
      arriving,
      leading: leading.map((one) => one.edge),
      owners: [...owners, ...sharers],
      references,
      users,
      identities,
      telling: right === "erasure",
    }),
    order,
    cleared,
  };
}
