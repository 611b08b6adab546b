// The ways between rows that a plan has to know of beside the program's links.
import type { StoreRule } from "../program/index.ts";
import type { DatasetPlan, EdgePlan, IdentityColumn, PlannedChange, ReferencePlan, RootPlan, RowAct, UserPlan } from "./plan.ts";
import { names, referredTo } from "./plan-findings.ts";
import type { DatasetSchema, ForeignKey, StoreSchema } from "./store-schema.ts";

/** Where a request that names these kinds of identifier starts. */
export function rootsOf(rule: StoreRule, schema: StoreSchema, identities: readonly string[]): RootPlan[] {
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

/**
 * Foreign keys, of any table of the store, into datasets whose rows may be deleted. An inherited table has keys of its
 * own, and may be pointed at itself; its rows are its parent's.
 */
export function referencesTo(deleted: ReadonlySet<string>, schema: StoreSchema, rule: StoreRule): ReferencePlan[] {
  const parentOf = new Map(
    Object.values(schema.datasets).flatMap((one) => one.children.map((child) => [child, one.name] as const)),
  );
  const root = (name: string): string => {
    const parent = parentOf.get(name);
    return parent === undefined || parent === name ? name : root(parent);
  };
  return Object.values(schema.datasets).flatMap((dataset) =>
    ownKeys(dataset, schema)
      .filter((key) => deleted.has(root(key.target)))
      .map((key) => ({
        from: dataset.name,
        columns: key.columns,
        to: root(key.target),
        toColumns: key.targetColumns,
        onDelete: key.onDelete,
        clearable: dataset.columns.find((column) => column.name === key.columns.at(-1))?.nullable === true,
        rowKey: dataset.rowKey,
        named: rule.datasets[root(dataset.name)] !== undefined,
      })),
  );
}

/** The foreign keys of a dataset that its parent does not have as well. */
function ownKeys(dataset: DatasetSchema, schema: StoreSchema): readonly ForeignKey[] {
  const parent = dataset.parent === null ? undefined : schema.datasets[dataset.parent];
  const same = (one: ForeignKey, other: ForeignKey): boolean =>
    one.target === other.target && one.columns.join() === other.columns.join();
  return dataset.foreignKeys.filter((key) => parent === undefined || !parent.foreignKeys.some((other) => same(key, other)));
}

/** Who can point at the rows of `unshared` links: any table's foreign keys, and the links of the program. */
export function usersOf(edges: readonly EdgePlan[], schema: StoreSchema): UserPlan[] {
  const users = edges
    .filter((edge) => edge.unshared)
    .flatMap((edge) => {
      const keyOf = (name: string): readonly string[] => schema.datasets[name]?.rowKey ?? [];
      const declared = Object.values(schema.datasets).flatMap((dataset) =>
        ownKeys(dataset, schema)
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
export function identityColumns(rule: StoreRule, schema: StoreSchema): IdentityColumn[] {
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
export function addColumns(at: {
  readonly datasets: Readonly<Record<string, DatasetPlan>>;
  readonly edges: readonly EdgePlan[];
  readonly owners: readonly EdgePlan[];
  readonly references: readonly ReferencePlan[];
  readonly identities: readonly IdentityColumn[];
}): Record<string, DatasetPlan> {
  const { datasets, edges, owners, references, identities } = at;
  return Object.fromEntries(
    Object.values(datasets).map((plan) => {
      const columns = new Set<string>();
      for (const edge of edges) {
        if (edge.to === plan.dataset) for (const name of edge.toColumns) columns.add(name);
      }
      for (const edge of [...edges, ...owners])
        if (edge.from === plan.dataset && edge.kind === "owned")
          for (const name of [...edge.columns, ...Object.keys(edge.where)]) columns.add(name);
      for (const reference of references)
        if (reference.to === plan.dataset) for (const name of reference.toColumns) columns.add(name);
      for (const keep of plan.keeps) columns.add(keep.since);
      if (plan.isRoot) for (const one of identities) if (one.dataset === plan.dataset) columns.add(one.column);
      return [plan.dataset, { ...plan, columns: [...columns].filter((name) => !plan.rowKey.includes(name)).sort() }];
    }),
  );
}

/** Takes out changes of columns that foreign keys refer to, and says why: a cascade would change others' rows too. */
export function refuseReferred(
  datasets: Readonly<Record<string, DatasetPlan>>,
  schema: StoreSchema,
): Record<string, DatasetPlan> {
  const by = new Map<string, string>();
  for (const dataset of Object.values(schema.datasets))
    for (const key of dataset.foreignKeys)
      for (const column of key.targetColumns) by.set(`${key.target}.${column}`, dataset.name);
  const isFree = (plan: DatasetPlan) => (change: PlannedChange) => !by.has(`${plan.dataset}.${change.column}`);
  const freed = (plan: DatasetPlan, act: RowAct): RowAct =>
    act.kind === "change" ? { kind: "change", changes: act.changes.filter(isFree(plan)) } : act;
  return Object.fromEntries(
    Object.values(datasets).map((plan) => {
      const changes = [plan.owned, plan.shared]
        .flatMap((act) => (act.kind === "change" ? act.changes : []))
        .concat(plan.keptChanges);
      const refused = [...new Set(changes.filter((change) => !isFree(plan)(change)).map((change) => change.column))];
      const unfit = refused.map((column) =>
        referredTo({ store: schema.store, dataset: plan.dataset, column, by: by.get(`${plan.dataset}.${column}`) ?? "" }),
      );
      const changed = {
        owned: freed(plan, plan.owned),
        shared: freed(plan, plan.shared),
        keptChanges: plan.keptChanges.filter(isFree(plan)),
      };
      return [plan.dataset, { ...plan, ...changed, unfit: [...plan.unfit, ...unfit] }];
    }),
  );
}
