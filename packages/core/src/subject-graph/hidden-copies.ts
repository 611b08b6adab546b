// Copies of rows that a store makes by itself: each is said by name, and those that nobody has judged block.
import type { StoreRule } from "../program/index.ts";
import type { CopyPlan, DatasetPlan, PlanFinding } from "./plan.ts";
import type { DatasetSchema, StoreSchema } from "./store-schema.ts";

interface Place {
  readonly rule: StoreRule;
  readonly schema: StoreSchema;
  readonly datasets: Readonly<Record<string, DatasetPlan>>;
}

/** Everything beside the rows themselves that an erasure may leave in the store, as far as its catalog tells. */
export function hiddenCopies(at: Place): PlanFinding[] {
  return acted(at).flatMap(({ plan, dataset }) => [
    ...triggerCopies(at, dataset),
    ...searchColumns(at, plan, dataset),
    ...published(at, dataset),
  ]);
}

/** The datasets of which rows are changed or deleted. */
const acted = ({ datasets, schema }: Place): { readonly plan: DatasetPlan; readonly dataset: DatasetSchema }[] =>
  Object.values(datasets).flatMap((plan) => {
    const dataset = schema.datasets[plan.dataset];
    return dataset && plan.reach !== "mentions" ? [{ plan, dataset }] : [];
  });

function triggerCopies({ rule, schema }: Place, dataset: DatasetSchema): PlanFinding[] {
  const firing = dataset.triggers.filter(
    (trigger) => trigger.enabled && (trigger.on.includes("delete") || trigger.on.includes("update")),
  );
  return firing.flatMap((trigger) => {
    const opaque = trigger.opaque ? [copies(rule, dataset.name, OPAQUE(trigger.name, dataset.name))] : [];
    const targets = (trigger.copiesInto ?? []).filter((name) => name !== dataset.name && !isTextIndex(schema.datasets[name]));
    const made = targets.map((name) => {
      const isNamed = rule.datasets[name] !== undefined;
      const says = `the trigger ${trigger.name} of ${dataset.name} copies old rows into ${name}, ${isNamed ? "which the program names" : "which the program does not name"}`;
      const advice = isNamed
        ? `see that a link of ${name} leads to the person: rows written by the erasure itself are looked for after it`
        : `name ${name} in the program with the link that leads to the person, or switch the trigger off`;
      return copies(rule, dataset.name, { blocks: !isNamed, says, advice });
    });
    return [...opaque, ...made];
  });
}

const OPAQUE = (trigger: string, dataset: string) => ({
  blocks: false,
  says: `what the trigger ${trigger} of ${dataset} does cannot be read from its definition`,
  advice: "see that it copies no old row elsewhere",
});

/** An index of words that is a table, as SQLite's: an insert may be what takes the words out of it. */
const isTextIndex = (dataset: DatasetSchema | undefined): boolean => dataset?.kind === "foreign" && dataset.children.length > 0;

/** Columns of words for searching, in rows that stay: they hold the old words unless something makes them anew. */
function searchColumns({ rule }: Place, plan: DatasetPlan, dataset: DatasetSchema): PlanFinding[] {
  const acts = [plan.owned, plan.shared].flatMap((act) => (act.kind === "change" ? act.changes : [])).concat(plan.keptChanges);
  if (acts.length === 0) return [];
  const remade = new Set(
    dataset.triggers.filter((one) => one.enabled && one.on.includes("update")).flatMap((one) => one.remakes ?? []),
  );
  return dataset.columns
    .filter((column) => /^tsvector\b/i.test(column.type) && !column.generated && !remade.has(column.name))
    .filter((column) => !acts.some((change) => change.column === column.name))
    .map((column) => ({
      code: "search-column",
      blocks: true,
      store: rule.id,
      dataset: dataset.name,
      column: column.name,
      says: `${dataset.name}.${column.name} holds words of the row for searching, and nothing in the store makes it anew`,
      advice: "give it a category and `erasure: clear`, or let a trigger or GENERATED make it",
    }));
}

function published({ rule }: Place, dataset: DatasetSchema): PlanFinding[] {
  return (dataset.published ?? []).map(({ name, erasures }) =>
    copies(rule, dataset.name, {
      blocks: false,
      says: `rows of ${dataset.name} go elsewhere by the publication ${name}${erasures ? "" : ", which leaves out changes or deletes"}`,
      advice: erasures ? "see that every subscriber applies it" : "erase at every subscriber too",
    }),
  );
}

const copies = (
  rule: StoreRule,
  dataset: string,
  more: { readonly blocks: boolean; readonly says: string; readonly advice: string },
): PlanFinding => ({ code: "copies", store: rule.id, dataset, column: undefined, ...more });

/** Materialized views that read, by whatever views, datasets of which rows are changed or deleted. */
export function copiesOf(at: Place): CopyPlan[] {
  const touched = new Set(acted(at).flatMap(({ dataset }) => [dataset.name, ...dataset.children]));
  const reads = (name: string, seen: ReadonlySet<string>): readonly string[] =>
    (at.schema.datasets[name]?.reads ?? []).flatMap((read) =>
      seen.has(read) ? [] : touched.has(read) ? [read] : reads(read, new Set([...seen, read])),
    );
  return Object.values(at.schema.datasets).flatMap((view) => {
    if (view.kind !== "materialized-view") return [];
    const of = [...new Set(reads(view.name, new Set([view.name])))].sort();
    const columns = view.columns.filter((column) => column.family === "text").map((column) => column.name);
    return of.length > 0 ? [{ dataset: view.name, of, columns }] : [];
  });
}

/** What stays in a materialized view until it is refreshed. */
export const viewFindings = (store: string, views: readonly CopyPlan[]): PlanFinding[] =>
  views.map((view) => ({
    code: "copies",
    blocks: false,
    store,
    dataset: view.dataset,
    column: undefined,
    says: `the materialized view ${view.dataset} holds rows of ${view.of.join(", ")} until it is refreshed`,
    advice: `REFRESH MATERIALIZED VIEW ${view.dataset} after the erasure; while the person's identifiers stand there the request stays open`,
  }));
