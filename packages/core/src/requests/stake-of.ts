// What a wrong answer to a request would give away, by the categories of what its plan found.
import type { StakeWord } from "../laws/index.ts";
import type { Program } from "../program/index.ts";
import type { PlanFinding } from "../subject-graph/index.ts";
import { dataCategory } from "../taxonomy/index.ts";

/** What a plan says of the data at stake: datasets with rows of the person, and what it could not tell. */
export interface Staked {
  readonly datasets: readonly { readonly store: string; readonly dataset: string }[];
  readonly findings: readonly Pick<PlanFinding, "code">[];
}

/** Findings by which a plan says that it does not know what it has found, or has not found all of it. */
const UNKNOWING: ReadonlySet<string> = new Set(["unmapped", "undecided", "unreachable", "missing"]);

/** Of what weight the data is; undefined where something of it is not known, which is for staff to say. */
export function stakeOf(program: Pick<Program, "stores" | "data">, { datasets, findings }: Staked): StakeWord | undefined {
  const categories = datasets.flatMap(
    ({ store, dataset }) => program.stores[store]?.datasets[dataset]?.fields.flatMap((field) => field.categories) ?? [undefined],
  );
  const weights = categories.map((category) => (category === undefined ? undefined : isWeighty(program, category)));
  if (weights.includes(true)) return "sensitive";
  if (weights.includes(undefined) || findings.some(({ code }) => UNKNOWING.has(code))) return undefined;
  return "ordinary";
}

/** Sensitive in California, special in Europe or specific in Indonesia; undefined for a category that nobody knows. */
function isWeighty({ data }: Pick<Program, "data">, id: string): boolean | undefined {
  const below = Object.hasOwn(data, id) ? data[id]?.below : undefined;
  const known = dataCategory(id) ?? (below === undefined ? undefined : dataCategory(below));
  return known && (known.sensitive || known.gdpr !== null || known.idPdp === "specific" || known.secret);
}
