// A key that is an array is not compared with a set of others: the plan says so and stops, and nothing is asked by it.
import type { EdgePlan, LeadingEdge, PlanFinding, ReferencePlan, UserPlan } from "./plan.ts";
import type { StoreSchema } from "./store-schema.ts";

interface Ways {
  readonly edges: readonly EdgePlan[];
  readonly arriving: readonly EdgePlan[];
  readonly leading: readonly LeadingEdge[];
  readonly references: readonly ReferencePlan[];
  readonly users: readonly UserPlan[];
}

/** The ways that go by no array, and a finding for every other one and every dataset whose rows have such a key. */
export function withoutArrayKeys(
  schema: StoreSchema,
  touched: ReadonlySet<string>,
  ways: Ways,
): { readonly ways: Ways; readonly findings: readonly PlanFinding[] } {
  const found = new Map<string, PlanFinding>();
  /** Whether any of the columns is an array; if so it is said. */
  const meets = (dataset: string, columns: readonly string[]): boolean => {
    const arrays = columns.filter((name) =>
      schema.datasets[dataset]?.columns.some((column) => column.name === name && column.family === "array"),
    );
    for (const column of arrays) found.set(`${dataset} ${column}`, arrayKey(schema.store, dataset, column));
    return arrays.length > 0;
  };
  // Every end is looked at, so that every one is said.
  const none = (...ends: readonly boolean[]): boolean => !ends.includes(true);
  const from = ({ from: dataset, columns, within }: EdgePlan) => within === undefined && meets(dataset, columns);
  const to = ({ to: dataset, toColumns, toWithin }: EdgePlan) => toWithin === undefined && meets(dataset, toColumns);
  const kept: Ways = {
    edges: ways.edges.filter((edge) => none(from(edge), to(edge))),
    arriving: ways.arriving.filter((edge) => none(from(edge))),
    leading: ways.leading.filter(({ edge }) => none(to(edge))),
    references: ways.references.filter((one) => none(meets(one.from, one.columns), meets(one.to, one.toColumns))),
    users: ways.users.filter((one) => none(one.within === undefined && meets(one.dataset, one.columns))),
  };
  for (const name of touched) meets(name, schema.datasets[name]?.rowKey ?? []);
  return { ways: kept, findings: [...found.values()] };
}

const arrayKey = (store: string, dataset: string, column: string): PlanFinding => ({
  code: "array-key",
  blocks: true,
  store,
  dataset,
  column,
  says: `${dataset}.${column} is an array, and rows are looked for by it as by a key`,
  advice: `give ${dataset} a key that is one value, and let what points at it point at that; a column whose elements are pointers needs no foreign key`,
});
