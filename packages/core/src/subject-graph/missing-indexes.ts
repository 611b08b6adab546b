import type { EdgePlan, PlanFinding, ReferencePlan, RootPlan, UserPlan } from "./plan.ts";
import type { DatasetSchema, StoreSchema } from "./store-schema.ts";

/** From this many rows on, reading all of a dataset for each request is worth a word. */
export const LARGE_ROWS = 10_000;

interface Ways {
  readonly roots: readonly RootPlan[];
  readonly edges: readonly EdgePlan[];
  readonly references: readonly ReferencePlan[];
  readonly users: readonly UserPlan[];
}

/** Columns by which a plan searches large datasets, and which have no index: each request reads every row of those. */
export function missingIndexes(schema: StoreSchema, ways: Ways): PlanFinding[] {
  const searched = [
    ...ways.roots.map((root) => ({ dataset: root.dataset, columns: [root.column] })),
    ...[...ways.edges, ...ways.references].map((way) => ({ dataset: way.from, columns: way.columns })),
    ...ways.users,
  ];
  const lacking = searched.filter(({ dataset, columns }) => lacksIndex(schema, dataset, columns));
  return [...new Map(lacking.map((one) => [`${one.dataset} ${one.columns.join()}`, one])).values()].map(
    ({ dataset, columns }) => ({
      code: "index",
      blocks: false,
      store: schema.store,
      dataset,
      column: columns[0],
      says: `${dataset}.${columns.join(", ")} has no index: each request reads all rows of ${dataset}`,
      advice: `let the store's owner index it: CREATE INDEX ON ${dataset} (${columns.join(", ")})`,
    }),
  );
}

function lacksIndex(schema: StoreSchema, name: string, columns: readonly string[]): boolean {
  const dataset = schema.datasets[name];
  // An estimate that the store does not have is no reason to say something.
  if (dataset === undefined || (dataset.estimatedRows ?? 0) <= LARGE_ROWS) return false;
  // An index on a partitioned table has its part in each partition; tables that inherit have only their own.
  const inheriting = dataset.kind === "table" ? dataset.children.flatMap((child) => schema.datasets[child] ?? []) : [];
  return [dataset, ...inheriting].some((one) => !hasIndex(one, columns));
}

const hasIndex = (dataset: DatasetSchema, columns: readonly string[]): boolean =>
  columns.length === 0 ||
  columns.some(
    (name) => name === dataset.primaryKey[0] || dataset.columns.find((column) => column.name === name)?.indexed === true,
  );
