// The ways between rows that a plan has to know of beside the program's links.
import type { StoreRule } from "../program/index.ts";
import type { DatasetPlan, EdgePlan, IdentityColumn, ReferencePlan, RootPlan, UserPlan } from "./plan.ts";
import type { StoreSchema } from "./store-schema.ts";

/** `account` names every dataset's accounts, `account@users` those of one. */
export const names = (named: string, kind: string, dataset: string): boolean => named === kind || named === `${kind}@${dataset}`;

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

/** Foreign keys, of any table of the store, into datasets whose rows may be deleted. */
export function referencesTo(deleted: ReadonlySet<string>, schema: StoreSchema, rule: StoreRule): ReferencePlan[] {
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
export function usersOf(edges: readonly EdgePlan[], schema: StoreSchema): UserPlan[] {
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
