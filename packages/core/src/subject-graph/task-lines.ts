// What people who go through a store by hand are told: by what somebody is known there, and what becomes of what they find.
import type { LinkKind } from "../program/index.ts";
import type { SubjectIdentifier } from "./capture.ts";
import { type Cell, edgeName, type Lead } from "./captured.ts";
import { names } from "./identity-kinds.ts";
import type { DatasetPlan, KeepPlan, PlannedChange, RowAct, TaskPlan } from "./plan.ts";

/** One dataset of a task. Names of the program, never a value. */
export interface TaskLine {
  readonly dataset: string;
  readonly link: LinkKind;
  /** Columns by which the person is known there. */
  readonly lookBy: readonly string[];
  /** Datasets of the same store whose rows lead to these. */
  readonly belongsTo: readonly string[];
  readonly action: "copy" | RowAct["kind"];
  readonly changes: readonly Pick<PlannedChange, "column" | "strategy" | "constant" | "to" | "length" | "ownOnly">[];
  /** Laws by which something stays for a time, whatever `action` says. */
  readonly keeps: readonly Pick<KeepPlan, "count" | "unit" | "since" | "law" | "as">[];
  /** What such rows hold of people: column -> categories. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

/** A line with what to look for: column -> values. In memory and under a seal alone. */
export interface TaskSearch {
  readonly dataset: string;
  readonly by: readonly { readonly column: string; readonly values: readonly string[] }[];
}

const inOrder = (task: TaskPlan): readonly DatasetPlan[] => task.order.flatMap((name) => task.datasets[name] ?? []);

/** A task's lines, in the order of the program. */
export const taskLines = (task: TaskPlan, right: "access" | "erasure"): readonly TaskLine[] =>
  inOrder(task).map((dataset) => {
    const { owned, shared } = dataset;
    const act = dataset.reach === "owned" ? owned : shared;
    return {
      dataset: dataset.dataset,
      link: dataset.reach,
      lookBy: lookedBy(task, dataset.dataset),
      belongsTo: [...new Set(task.edges.filter((edge) => edge.from === dataset.dataset).map((edge) => edge.to))],
      action: right === "access" ? "copy" : dataset.reach === "mentions" ? "change" : act.kind,
      changes: right === "access" ? [] : changesOf(task, dataset.dataset),
      // Of a record that only mentions the person no law keeps anything of theirs.
      keeps:
        dataset.reach === "mentions"
          ? []
          : dataset.keeps.map(({ count, unit, since, law, as }) => ({ count, unit, since, law, as })),
      fields: Object.fromEntries(dataset.copy.map((one) => [[one.column, ...one.path].join("."), one.categories])),
    };
  });

const lookedBy = (task: TaskPlan, dataset: string): readonly string[] => [
  ...new Set([
    ...task.roots.filter((root) => root.dataset === dataset).map((root) => root.column),
    ...task.arriving.filter((edge) => edge.from === dataset).flatMap((edge) => edge.columns),
  ]),
];

/** What becomes of the cells of rows that stay: of the person's own, of those that are others' too, of mere mentions. */
function changesOf(task: TaskPlan, name: string): TaskLine["changes"] {
  const dataset = task.datasets[name];
  if (dataset === undefined) return [];
  const act = dataset.reach === "owned" ? dataset.owned : dataset.shared;
  const pointers = [...task.edges, ...task.arriving].filter((edge) => edge.from === name).flatMap((edge) => edge.pointer);
  const changes = dataset.reach === "mentions" ? pointers : act.kind === "change" ? act.changes : [];
  return changes.map(({ column, strategy, constant, to, length, ownOnly }) => ({
    ...{ column, strategy, constant },
    ...(to === undefined ? {} : { to }),
    ...(length === undefined ? {} : { length }),
    ...(ownOnly === undefined ? {} : { ownOnly }),
  }));
}

/** Between cells that are one name together. */
const TOGETHER = " / ";

const nameOf = ({ kind, value }: SubjectIdentifier): string => JSON.stringify([kind, value]);

/** What to look for in each dataset: by whatever is known of the person, and by what rows of other stores say. */
export function taskSearches(task: TaskPlan, known: readonly SubjectIdentifier[], leads: readonly Lead[]): readonly TaskSearch[] {
  const scoped = new Set(known.filter((one) => one.tenant !== undefined).map(nameOf));
  return task.order.map((dataset) => {
    const values = new Map<string, Set<string>>();
    // Cells that name somebody only together are shown together: a number and in which tenant it is meant.
    const add = (columns: readonly string[], cells: readonly Cell[]) => {
      const column = columns.join(TOGETHER);
      const value = cells.map((cell) => String(cell ?? "")).join(TOGETHER);
      values.set(column, (values.get(column) ?? new Set()).add(value));
    };
    for (const root of task.roots.filter((one) => one.dataset === dataset))
      for (const one of known) {
        if (!names(one.kind, root.identity, dataset)) continue;
        if (root.tenant === undefined) add([root.column], [one.value]);
        else if (one.tenant !== undefined) add([root.tenant, root.column], [one.tenant, one.value]);
        else if (!scoped.has(nameOf(one))) add([root.column], [one.value]);
      }
    for (const edge of task.arriving.filter((one) => one.from === dataset))
      for (const lead of leads)
        if (lead.fromStore === edge.toStore && lead.edge === edgeName(edge)) {
          if (edge.tenants === undefined || lead.tenant === null) add(edge.columns, lead.value);
          else add([edge.tenants.from, ...edge.columns], [lead.tenant, ...lead.value]);
        }
    return { dataset, by: [...values].map(([column, all]) => ({ column, values: [...all].sort() })) };
  });
}
