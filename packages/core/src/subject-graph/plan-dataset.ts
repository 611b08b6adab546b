import { type DatasetRule, type Program, unmappedColumns } from "../program/index.ts";
import { fieldChanges, ownedAct, sharedAct } from "./acts.ts";
import { ownColumns } from "./own-values.ts";
import type { CopyColumn, DatasetPlan, EdgePlan, KeepPlan, PlanFinding } from "./plan.ts";
import { lostFields, triggerFindings, unique, unmappedFinding, unrunFindings, writable } from "./plan-findings.ts";
import type { DatasetSchema } from "./store-schema.ts";

/** What the plan of one dataset is made from. */
export interface DatasetInput {
  readonly program: Program;
  readonly store: string;
  readonly erasure: boolean;
  readonly findings: PlanFinding[];
  readonly declared: DatasetRule;
  readonly dataset: DatasetSchema;
  readonly kind: DatasetPlan["reach"];
  readonly isRoot: boolean;
  readonly edges: readonly EdgePlan[];
}

/** Whether each row names somebody whose own it is: reached by another way alone, it is not this person's. */
function hasOwner({ program, declared }: DatasetInput): boolean {
  const isPeople = (store: string, name: string) => Object.keys(program.stores[store]?.datasets[name]?.is ?? {}).length > 0;
  return declared.links.some(
    (link) => link.kind === "owned" && link.targets.some((target) => isPeople(target.store, target.dataset)),
  );
}

/** What a request does with the rows of one dataset. */
export function planDataset(input: DatasetInput): DatasetPlan {
  const { program, declared, dataset, kind, isRoot, erasure, findings, store } = input;
  const mine: PlanFinding[] = [];
  const unfit: PlanFinding[] = [];
  const owned = erasure ? ownedAct(declared, dataset, []) : { kind: "keep" as const };
  const shared = erasure
    ? sharedAct(declared, dataset, { findings: unfit, hasOwner: hasOwner(input) })
    : { kind: "keep" as const };
  const sharedReach = input.edges.some((edge) => edge.from === declared.name && edge.kind === "shared");
  const keeps = erasure ? keepsOf(declared) : [];
  const keptChanges = keeps.some((keep) => keep.as === "pseudonym") ? fieldChanges(declared, dataset, []) : [];
  const unmapped = declared.rest ? [] : [...unmappedColumns(program, declared, dataset), ...halfMapped(declared)];
  const stays = kind !== "mentions" && (!erasure || owned.kind !== "delete" || sharedReach || keeps.length > 0);
  if (stays) mine.push(...lostFields(declared, dataset));
  if (stays) mine.push(...unmapped.map((column) => unmappedFinding({ store, dataset: declared.name, column, blocks: erasure })));
  mine.push(...unrunFindings(declared), ...triggerFindings(declared, dataset, erasure), ...writable(declared, dataset, erasure));
  findings.push(...unique(mine));
  return {
    dataset: declared.name,
    reach: kind,
    isRoot,
    rowKey: dataset.rowKey,
    columns: [],
    ...(erasure && kind === "owned" ? { own: ownColumns(declared, dataset) } : {}),
    owned,
    shared,
    keeps,
    keptChanges,
    unfit,
    copy: copyColumns(declared),
    unmapped,
  };
}

/** JSON columns of which only paths are named: what else stands in them nobody has spoken of. */
function halfMapped(declared: DatasetRule): string[] {
  const whole = new Set(declared.fields.filter((field) => field.path.length === 0).map((field) => field.column));
  const parts = declared.fields.filter((field) => field.path.length > 0 && !whole.has(field.column));
  return [...new Set(parts.map((field) => `${field.column}.*`))];
}

const keepsOf = (declared: DatasetRule): KeepPlan[] =>
  declared.keep.map((rule) => ({
    id: rule.id,
    since: rule.since,
    count: rule.period.count,
    unit: rule.period.unit,
    as: rule.as,
    exception: rule.exception,
    law: rule.law,
  }));

function copyColumns(declared: DatasetRule): CopyColumn[] {
  return declared.fields
    .filter((field) => field.categories.length > 0)
    .map((field) => ({
      column: field.column,
      path: field.path,
      categories: field.categories,
      secret: field.secret,
      derived: field.derived,
      heldBackWhenShared: field.free || field.identifies === "direct",
    }));
}
