import type { DatasetRule, Program, StoreRule } from "../program/index.ts";
import { fieldChanges, ownedAct, sharedAct } from "./acts.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { buildGraph } from "./graph.ts";
import { deleteOrder } from "./order.ts";
import type {
  CopyColumn,
  DatasetPlan,
  EdgePlan,
  IdentityColumn,
  KeepPlan,
  Plan,
  PlanFinding,
  PlannedRight,
  ReferencePlan,
  RootPlan,
  StorePlan,
  UserPlan,
} from "./plan.ts";
import { reachOf } from "./reach.ts";
import type { DatasetSchema, StoreSchema } from "./store-schema.ts";

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
  const roots = rootsOf(input);
  const reach = reachOf(
    roots.map((root) => root.dataset),
    graph.edges,
  );
  const touched = new Set(reach.keys());
  const edges = graph.edges.filter((edge) => touched.has(edge.to) && reach.get(edge.to) !== "mentions");
  findings.push(...graph.findings.filter((one) => one.dataset === undefined || touched.has(one.dataset)));
  const datasets: Record<string, DatasetPlan> = {};
  for (const [name, kind] of reach) {
    const dataset = schema.datasets[name];
    const declared = rule.datasets[name];
    if (!dataset || !declared) continue;
    const isRoot = roots.some((root) => root.dataset === name);
    datasets[name] = planDataset({ ...input, declared, dataset, kind, isRoot, edges });
  }
  const deleted = Object.values(datasets).filter(
    (plan) => right === "erasure" && plan.owned.kind === "delete" && plan.reach === "owned",
  );
  const { order, cleared, stuck } = deleteOrder(deleted.flatMap((plan) => schema.datasets[plan.dataset] ?? []));
  for (const cycle of stuck) findings.push(stuckCycle(rule.id, cycle));
  const references = right === "erasure" ? referencesTo(new Set(order), schema, rule) : [];
  const fingerprint = fingerprintOf(schema, touched);
  const identities = identityColumns(rule, schema);
  return {
    store: rule.id,
    kind: schema.kind,
    product: schema.product,
    fingerprint,
    roots,
    edges,
    references,
    users: usersOf(edges, schema),
    identities,
    datasets: addColumns({ datasets, edges, references, identities }),
    order,
    cleared,
  };
}

function rootsOf({ rule, schema, identities }: StoreInput): RootPlan[] {
  return Object.values(rule.datasets).flatMap((declared) => {
    const dataset = schema.datasets[declared.name];
    if (!dataset) return [];
    return declared.identity
      .filter((identity) => identities.some((named) => names(named, identity.kind, declared.name)) && identity.match !== "phone")
      .flatMap((identity) =>
        identity.columns.flatMap((name) => {
          const column = dataset.columns.find((one) => one.name === name);
          if (!column) return [];
          const unique = column.unique || (dataset.primaryKey.length === 1 && dataset.primaryKey[0] === name);
          const fold = identity.match === "fold" && column.family === "text";
          return [
            { dataset: declared.name, identity: identity.kind, column: name, fold, where: Object.values(declared.is), unique },
          ];
        }),
      );
  });
}

/** `account` names every dataset's accounts, `account@users` those of one. */
export const names = (named: string, kind: string, dataset: string): boolean => named === kind || named === `${kind}@${dataset}`;

interface DatasetInput extends StoreInput {
  readonly declared: DatasetRule;
  readonly dataset: DatasetSchema;
  readonly kind: DatasetPlan["reach"];
  readonly isRoot: boolean;
  readonly edges: readonly EdgePlan[];
}

function planDataset(input: DatasetInput): DatasetPlan {
  const { declared, dataset, kind, isRoot, right, findings, rule } = input;
  const erasure = right === "erasure";
  const mine: PlanFinding[] = [];
  const unfit: PlanFinding[] = [];
  const owned = erasure ? ownedAct(declared, dataset, []) : { kind: "keep" as const };
  const shared = erasure ? sharedAct(declared, dataset, unfit) : { kind: "keep" as const };
  const sharedReach = input.edges.some((edge) => edge.from === declared.name && edge.kind === "shared");
  const keep = erasure ? keepOf(declared) : undefined;
  const keptChanges = keep?.as === "pseudonym" ? fieldChanges(declared, dataset, []) : [];
  const unmapped = unmappedColumns(declared, dataset);
  const stays = kind !== "mentions" && (!erasure || owned.kind !== "delete" || sharedReach || keep !== undefined);
  if (stays)
    mine.push(...unmapped.map((column) => unmappedFinding({ store: rule.id, dataset: declared.name, column, blocks: erasure })));
  mine.push(...unrunFindings(declared), ...triggerFindings(declared, dataset, erasure), ...writable(declared, dataset, erasure));
  findings.push(...unique(mine));
  return {
    dataset: declared.name,
    reach: kind,
    isRoot,
    rowKey: dataset.rowKey,
    columns: [],
    owned,
    shared,
    keep,
    keptChanges,
    unfit,
    copy: copyColumns(declared),
    unmapped,
  };
}

/** The longest keep wins; its parts are what a person is told. */
function keepOf(declared: DatasetRule): KeepPlan | undefined {
  const rule = [...declared.keep].sort((one, other) => days(other.period) - days(one.period))[0];
  if (!rule) return undefined;
  return {
    id: rule.id,
    since: rule.since,
    count: rule.period.count,
    unit: rule.period.unit,
    as: rule.as,
    exception: rule.exception,
    law: rule.law,
  };
}

// Only to compare two periods; never to compute a date.
const DAYS = { hours: 1 / 24, days: 1, "business days": 1.4, weeks: 7, months: 30.4, years: 365.2 } as const;
const days = (period: { readonly count: number; readonly unit: keyof typeof DAYS }): number => period.count * DAYS[period.unit];

function copyColumns(declared: DatasetRule): CopyColumn[] {
  return declared.fields
    .filter((field) => field.categories.length > 0)
    .map((field) => ({
      column: field.column,
      categories: field.categories,
      secret: field.secret,
      derived: field.derived,
      heldBackWhenShared: field.free || field.identifies === "direct",
    }));
}

/** Columns without a category, where the program does not say `rest: none`; keys and links need none. */
export function unmappedColumns(declared: DatasetRule, dataset: DatasetSchema): string[] {
  if (declared.rest) return [];
  const known = new Set([
    ...declared.fields.map((field) => field.column),
    ...declared.links.flatMap((link) => [...link.columns, ...(link.by === undefined ? [] : [link.by])]),
    ...dataset.primaryKey,
    ...dataset.foreignKeys.flatMap((key) => key.columns),
  ]);
  return dataset.columns.filter((column) => !known.has(column.name) && !column.generated).map((column) => column.name);
}

/** Foreign keys, of any table of the store, into datasets whose rows may be deleted. */
function referencesTo(deleted: ReadonlySet<string>, schema: StoreSchema, rule: StoreRule): ReferencePlan[] {
  return Object.values(schema.datasets).flatMap((dataset) =>
    dataset.parent !== null
      ? []
      : dataset.foreignKeys
          .filter((key) => deleted.has(key.target))
          .map((key) => ({
            from: dataset.name,
            columns: key.columns,
            to: key.target,
            toColumns: key.targetColumns,
            onDelete: key.onDelete,
            clearable: key.columns.every((name) => dataset.columns.find((column) => column.name === name)?.nullable === true),
            rowKey: dataset.rowKey,
            named: rule.datasets[dataset.name] !== undefined,
          })),
  );
}

/** Who can point at the rows of `unshared` links: any table's foreign keys, and the links of the program. */
function usersOf(edges: readonly EdgePlan[], schema: StoreSchema): UserPlan[] {
  const users = edges
    .filter((edge) => edge.unshared)
    .flatMap((edge) => {
      const keyOf = (name: string): readonly string[] => schema.datasets[name]?.rowKey ?? [];
      const declared = Object.values(schema.datasets)
        .filter((dataset) => dataset.parent === null)
        .flatMap((dataset) =>
          dataset.foreignKeys
            .filter((key) => key.target === edge.from && key.targetColumns.join() === edge.columns.join())
            .map((key) => ({
              of: edge.from,
              toColumns: edge.columns,
              dataset: dataset.name,
              columns: key.columns,
              rowKey: dataset.rowKey,
            })),
        );
      const reversed = {
        of: edge.from,
        toColumns: edge.columns,
        dataset: edge.to,
        columns: edge.toColumns,
        rowKey: keyOf(edge.to),
      };
      const linked = edges
        .filter((other) => other.to === edge.from && other.toColumns.join() === edge.columns.join())
        .map((other) => ({
          of: edge.from,
          toColumns: edge.columns,
          dataset: other.from,
          columns: other.columns,
          rowKey: keyOf(other.from),
        }));
      return [...declared, reversed, ...linked];
    });
  return [...new Map(users.map((user) => [`${user.of}|${user.dataset}|${user.columns.join()}`, user])).values()];
}

/** Every column of the store by which people are known. */
function identityColumns(rule: StoreRule, schema: StoreSchema): IdentityColumn[] {
  return Object.values(rule.datasets).flatMap((declared) => {
    const dataset = schema.datasets[declared.name];
    return declared.identity.flatMap((identity) =>
      identity.columns.flatMap((name) => {
        const column = dataset?.columns.find((one) => one.name === name);
        if (!dataset || !column) return [];
        const fold = identity.match === "fold" && column.family === "text";
        return [
          { dataset: declared.name, kind: identity.kind, column: name, fold, indexed: column.indexed, rowKey: dataset.rowKey },
        ];
      }),
    );
  });
}

/** Every column that capture needs: targets of links and foreign keys, owners, and the date that a keep counts from. */
function addColumns(at: {
  readonly datasets: Readonly<Record<string, DatasetPlan>>;
  readonly edges: readonly EdgePlan[];
  readonly references: readonly ReferencePlan[];
  readonly identities: readonly IdentityColumn[];
}): Record<string, DatasetPlan> {
  const { datasets, edges, references, identities } = at;
  return Object.fromEntries(
    Object.values(datasets).map((plan) => {
      const columns = new Set<string>();
      for (const edge of edges) {
        if (edge.to === plan.dataset) for (const name of edge.toColumns) columns.add(name);
        if (edge.from === plan.dataset && edge.kind === "owned") for (const name of edge.columns) columns.add(name);
      }
      for (const reference of references)
        if (reference.to === plan.dataset) for (const name of reference.toColumns) columns.add(name);
      if (plan.keep) columns.add(plan.keep.since);
      if (plan.isRoot) for (const one of identities) if (one.dataset === plan.dataset) columns.add(one.column);
      return [plan.dataset, { ...plan, columns: [...columns].filter((name) => !plan.rowKey.includes(name)).sort() }];
    }),
  );
}

const unique = (findings: readonly PlanFinding[]): PlanFinding[] => [
  ...new Map(findings.map((one) => [`${one.code}|${one.store}|${one.dataset}|${one.column}|${one.says}`, one])).values(),
];

function unrunFindings(declared: DatasetRule): PlanFinding[] {
  return declared.unrun.map((key) => ({
    code: "unrun",
    blocks: true,
    store: declared.store,
    dataset: declared.name,
    column: undefined,
    says: `nothing runs \`${key.path}\` yet: ${key.means}`,
    advice: "take the key out, or wait for the release that runs it",
  }));
}

function triggerFindings(declared: DatasetRule, dataset: DatasetSchema, erasure: boolean): PlanFinding[] {
  const firing = dataset.triggers.filter(
    (trigger) => trigger.enabled && (trigger.on.includes("delete") || trigger.on.includes("update")),
  );
  if (!erasure || firing.length === 0) return [];
  const says = `triggers fire on ${declared.name}: ${firing.map((trigger) => trigger.name).join(", ")}`;
  const advice = "see that none of them copies the old row elsewhere; Troth reads back only what the program names";
  return [{ code: "triggers", blocks: false, store: declared.store, dataset: declared.name, column: undefined, says, advice }];
}

function writable(declared: DatasetRule, dataset: DatasetSchema, erasure: boolean): PlanFinding[] {
  if (!erasure || dataset.kind === "table" || dataset.kind === "partitioned") return [];
  const says = `${declared.name} is a ${dataset.kind.replace("-", " ")}: rows cannot be deleted through it`;
  return [
    {
      code: "missing",
      blocks: true,
      store: declared.store,
      dataset: declared.name,
      column: undefined,
      says,
      advice: "name the tables behind it",
    },
  ];
}

function unmappedFinding(at: {
  readonly store: string;
  readonly dataset: string;
  readonly column: string;
  readonly blocks: boolean;
}): PlanFinding {
  return {
    code: "unmapped",
    blocks: at.blocks,
    store: at.store,
    dataset: at.dataset,
    column: at.column,
    says: `${at.dataset}.${at.column} has no category, and the row stays`,
    advice: "give the column a category, or say `rest: none`",
  };
}

const unreachableStore = (store: string, why: string): PlanFinding => ({
  code: "unreachable",
  blocks: true,
  store,
  dataset: undefined,
  column: undefined,
  says: `store ${store} could not be looked into: ${why}`,
  advice: "make it reachable; nothing is complete without it",
});

const stuckCycle = (store: string, cycle: readonly string[]): PlanFinding => ({
  code: "cycle",
  blocks: true,
  store,
  dataset: cycle[0],
  column: undefined,
  says: `rows of ${cycle.join(", ")} point at each other and none of the pointers may be null: none can be deleted first`,
  advice: "let one of them stay without its personal fields: `erasure: fields`",
});

const noRoot = (input: PlanInput): PlanFinding => ({
  code: "no-root",
  blocks: true,
  store: undefined,
  dataset: undefined,
  column: undefined,
  says: `no dataset can be searched by ${input.identities.join(" or ")}`,
  advice: "name a column under `identity` of the dataset that holds these people",
});
