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

interface Searched {
  readonly dataset: string;
  readonly columns: readonly string[];
  /** It is asked for too, but many rows have the same: an index on it alone finds nobody. */
  readonly tenant: string | undefined;
}

/** Columns by which a plan searches large datasets, and which have no index: each request reads every row of those. */
export function missingIndexes(schema: StoreSchema, ways: Ways): PlanFinding[] {
  const searched: readonly Searched[] = [
    ...ways.roots.map((root) => ({ dataset: root.dataset, columns: [root.column], tenant: root.tenant })),
    ...ways.edges.map((way) => ({ dataset: way.from, columns: way.columns, tenant: way.tenants?.from })),
    ...ways.references.map((way) => ({ dataset: way.from, columns: way.columns, tenant: undefined })),
    ...ways.users.map(({ dataset, columns }) => ({ dataset, columns, tenant: undefined })),
  ];
  const lacking = searched.filter((one) => lacksIndex(schema, one));
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

function lacksIndex(schema: StoreSchema, searched: Searched): boolean {
  const dataset = schema.datasets[searched.dataset];
  // An estimate that the store does not have is no reason to say something.
  if (dataset === undefined || (dataset.estimatedRows ?? 0) <= LARGE_ROWS) return false;
  // An index on a partitioned table has its part in each partition; tables that inherit have only their own.
  const inheriting = dataset.kind === "table" ? dataset.children.flatMap((child) => schema.datasets[child] ?? []) : [];
  return [dataset, ...inheriting].some((one) => !hasIndex(one, searched));
}

/** Whether an index begins with all the columns that are asked for, in any order; one on some of them may find half the rows. */
function hasIndex(dataset: DatasetSchema, { columns, tenant }: Searched): boolean {
  const told = dataset.columns.filter((column) => column.indexed).map((column) => [column.name]);
  return [dataset.primaryKey, ...(dataset.indexes ?? told)].some((index) => {
    const end = index.findIndex((name) => !columns.includes(name) && name !== tenant);
    const begins = end < 0 ? index : index.slice(0, end);
    return columns.every((name) => begins.includes(name));
  });
}
