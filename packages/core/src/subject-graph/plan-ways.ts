// The ways between rows that a plan has to know of beside the program's links.
import { type StoreRule, splitPath, type Within } from "../program/index.ts";
import { names } from "./identity-kinds.ts";
import type { DatasetPlan, EdgePlan, IdentityColumn, PlannedChange, ReferencePlan, RootPlan, RowAct, UserPlan } from "./plan.ts";
import { referredTo } from "./plan-findings.ts";
import type { DatasetSchema, ForeignKey, StoreSchema } from "./store-schema.ts";
import { tellingColumns } from "./telling-values.ts";

/** Where a request that names these kinds of identifier starts. */
export function rootsOf(rule: StoreRule, schema: StoreSchema, identities: readonly string[]): RootPlan[] {
  return identitiesOf(rule, schema)
    .filter(({ declared, kind, match }) => match !== "phone" && identities.some((named) => names(named, kind, declared.name)))
    .map(({ declared, dataset, kind, column, ...how }) => ({
      dataset: declared.name,
      identity: kind,
      column: column.name,
      fold: how.match === "fold" && column.family === "text",
      within: how.within,
      tenant: declared.tenant,
      where: Object.values(declared.is),
      unique: column.unique || (dataset.primaryKey.length === 1 && dataset.primaryKey[0] === column.name),
    }));
}

/** Every column by which the program knows people, and that is there. */
function identitiesOf(rule: StoreRule, schema: StoreSchema) {
  return Object.values(rule.datasets).flatMap((declared) => {
    const dataset = schema.datasets[declared.name];
    if (!dataset) return [];
    return declared.identity.flatMap(({ kind, columns, match }) =>
      columns.flatMap((written) => {
        const { column: name, path } = splitPath(written);
        const column = dataset.columns.find((one) => one.name === name);
        if (!column) return [];
        const holds = path.length > 0 || column.family === "array" || column.family === "json";
        const within: Within | undefined = holds ? { kind: "json", path } : undefined;
        return [{ declared, dataset, kind, match, column, within }];
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

/** Who can point at the rows of `unshared` links, by whichever of their columns: any table's foreign keys, and all links of the program, whether a request follows them or not. */
export function usersOf(edges: readonly EdgePlan[], schema: StoreSchema, all: readonly EdgePlan[]): UserPlan[] {
  const users = edges.filter((edge) => edge.unshared).flatMap((edge) => usersOfRows(edge, all, schema));
  return [...new Map(users.map((user) => [JSON.stringify({ ...user, rowKey: undefined }), user])).values()];
}

const PLAIN = { fold: false, within: undefined, as: undefined, where: {} };

function usersOfRows(edge: EdgePlan, edges: readonly EdgePlan[], schema: StoreSchema): UserPlan[] {
  const of = edge.from;
  const rowKeyOf = (name: string): readonly string[] => schema.datasets[name]?.rowKey ?? [];
  const declared = Object.values(schema.datasets).flatMap((dataset) =>
    ownKeys(dataset, schema)
      .filter((key) => key.target === of)
      .map((key) => ({
        of,
        toColumns: key.targetColumns,
        dataset: dataset.name,
        columns: key.columns,
        rowKey: dataset.rowKey,
        ...PLAIN,
      })),
  );
  // Of every such link of the rows, for it may lead to datasets that nothing of the person leads to; a mention belongs to
  // nobody. Who else points from
  // another store is asked there.
  const reversed = [edge, ...edges.filter((other) => other.from === of && other.unshared && other.kind !== "mentions")]
    .filter((other) => other.toStore === undefined)
    .map(({ columns, within, where, tenants, to, toColumns, toWithin, fold, as }) => ({
      ...(within === undefined ? {} : { toWithin: within }),
      ...(Object.keys(where).length === 0 ? {} : { only: where }),
      ...(tenants === undefined ? {} : { tenants: { of: tenants.from, user: tenants.to } }),
      ...{ of, toColumns: columns, dataset: to, columns: toColumns, rowKey: rowKeyOf(to) },
      ...{ fold, within: toWithin, as, where: {} },
    }));
  const linked = edges
    .filter((other) => other.toStore === undefined && other.to === of)
    .map(({ toColumns, toWithin, tenants, from, columns, fold, within, as, where }) => ({
      of,
      toColumns,
      ...(toWithin === undefined ? {} : { toWithin }),
      ...(tenants === undefined ? {} : { tenants: { of: tenants.to, user: tenants.from } }),
      dataset: from,
      columns,
      rowKey: rowKeyOf(from),
      fold,
      within,
      as,
      where,
    }));
  return [...declared, ...reversed, ...linked];
}

/** Every column of the store by which people are known. */
export function identityColumns(rule: StoreRule, schema: StoreSchema): IdentityColumn[] {
  return identitiesOf(rule, schema).map(({ declared, dataset, kind, match, column, within }) => ({
    dataset: declared.name,
    kind,
    column: column.name,
    fold: match === "fold" && column.family === "text",
    within,
    tenant: declared.tenant,
    indexed: column.indexed && within === undefined,
    rowKey: dataset.rowKey,
  }));
}

/** Every column that capture needs: both ends of links, targets of foreign keys, and the date that a keep counts from. */
export function addColumns(at: {
  readonly datasets: Readonly<Record<string, DatasetPlan>>;
  readonly edges: readonly EdgePlan[];
  /** Edges from and to other stores. */
  readonly arriving: readonly EdgePlan[];
  readonly leading: readonly EdgePlan[];
  readonly owners: readonly EdgePlan[];
  readonly references: readonly ReferencePlan[];
  readonly users: readonly UserPlan[];
  readonly identities: readonly IdentityColumn[];
  /** What tells whose row it is, too: searched for after the erasure. */
  readonly telling: boolean;
}): Record<string, DatasetPlan> {
  const { datasets, edges, arriving, leading, owners, references, users, identities } = at;
  return Object.fromEntries(
    Object.values(datasets).map((plan) => {
      const columns = new Set<string>();
      const add = (names: readonly (string | undefined)[]) => {
        for (const name of names) if (name !== undefined) columns.add(name);
      };
      for (const edge of [...edges, ...leading]) if (edge.to === plan.dataset) add([...edge.toColumns, edge.tenants?.to]);
      for (const edge of [...edges, ...arriving, ...owners])
        if (edge.from === plan.dataset) add([...edge.columns, edge.tenants?.from, ...Object.keys(edge.where)]);
      for (const user of users)
        if (user.of === plan.dataset) add([...user.toColumns, user.tenants?.of, ...Object.keys(user.only ?? {})]);
      for (const reference of references)
        if (reference.to === plan.dataset) for (const name of reference.toColumns) columns.add(name);
      for (const keep of plan.keeps) columns.add(keep.since);
      add((plan.own ?? []).map((own) => own.column));
      if (plan.isRoot) for (const one of identities) if (one.dataset === plan.dataset) add([one.column, one.tenant]);
      if (at.telling && plan.reach === "owned") add(tellingColumns(plan));
      return [plan.dataset, { ...plan, columns: [...columns].filter((name) => !plan.rowKey.includes(name)).sort() }];
    }),
  );
}

/** The same of pointers: a mention whose column others' rows refer to cannot be cleared. */
export function refuseReferredPointers(edges: readonly EdgePlan[], schema: StoreSchema): EdgePlan[] {
  const by = referredColumns(schema);
  return edges.map((edge) => {
    const refused = edge.pointer.filter((change) => by.has(`${edge.from}.${change.column}`));
    if (refused.length === 0) return edge;
    const unfit = refused.map(({ column }) =>
      referredTo({ store: schema.store, dataset: edge.from, column, by: by.get(`${edge.from}.${column}`) ?? "" }),
    );
    return { ...edge, pointer: edge.pointer.filter((change) => !refused.includes(change)), unfit: [...edge.unfit, ...unfit] };
  });
}

/** Columns that foreign keys refer to, and which dataset's. */
function referredColumns(schema: StoreSchema): ReadonlyMap<string, string> {
  const by = new Map<string, string>();
  for (const dataset of Object.values(schema.datasets))
    for (const key of dataset.foreignKeys)
      for (const column of key.targetColumns) by.set(`${key.target}.${column}`, dataset.name);
  return by;
}

/** Takes out changes of columns that foreign keys refer to, and says why: a cascade would change others' rows too. */
export function refuseReferred(
  datasets: Readonly<Record<string, DatasetPlan>>,
  schema: StoreSchema,
): Record<string, DatasetPlan> {
  const by = referredColumns(schema);
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
