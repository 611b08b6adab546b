import type { LinkKind } from "../program/index.ts";
import { aimsOf } from "./aims.ts";
import { cascadesOf } from "./beside.ts";
import { cellOf } from "./capture.ts";
import { type Captured, type CapturedRow, type Cell, rowId } from "./captured.ts";
import { keepingOf, type Today } from "./keep-until.ts";
import { elementsName } from "./new-value.ts";
import { type OwnValue, ownValuesOf } from "./own-values.ts";
import type { EdgePlan, PlanFinding, PlannedChange, RowAct, StorePlan } from "./plan.ts";
import { type Redactor, redactorOf } from "./redact.ts";
import {
  ambiguous,
  blankKey,
  elsewhereOwned,
  keptParent,
  keyTaken,
  notSearched,
  othersRefer,
  sharedValue,
  undated,
  unfitFields,
} from "./settle-findings.ts";
import { keptWork } from "./settle-kept.ts";
import { bySteps, stepsOf } from "./settle-steps.ts";
import type { ChangeWork, DeleteWork, Fate, Settling, StoreWork } from "./work.ts";

/** Decides, row by row, what an erasure does with what was captured. Pure. */
export function settleErasure(plan: StorePlan, captured: Captured, today: Today): StoreWork {
  const findings: PlanFinding[] = [];
  const fates = new Map(
    [...captured.rows].map(([name, rows]) => [
      name,
      new Map([...rows.values()].filter((row) => row.gone !== true).map((row) => [row.id, fateOf(plan, name, row, today)])),
    ]),
  );
  const own = ownValuesOf(plan, captured);
  const settling: Settling = { plan, captured, own, fates, extra: new Map(), findings };
  clearMentions(settling);
  clearReferences(settling);
  findings.push(...unclear(plan, captured));
  findings.push(...elsewhereOwned(plan, captured), ...unfitFields(settling), ...undated(settling));
  const changes = changeWork(settling);
  findings.push(...notSearched(settling, changes));
  const deletes = deleteWork(settling);
  const steps = stepsOf(settling, changesOf);
  const distinct = [...new Map(findings.map((one) => [JSON.stringify(one), one])).values()];
  return {
    store: plan.store,
    changes,
    deletes,
    steps,
    beside: cascadesOf(settling),
    findings: distinct,
    ...keptWork(settling),
  };
}

/** The lines of a copy: everything that was reached, by link. */
export function settleAccess(plan: StorePlan, captured: Captured): StoreWork {
  const steps = [...captured.rows].flatMap(([dataset, rows]) => {
    const counts = new Map<LinkKind, number>();
    for (const row of rows.values()) if (row.gone !== true) counts.set(row.link, (counts.get(row.link) ?? 0) + 1);
    const exact = plan.datasets[dataset]?.isRoot ?? false;
    return [...counts].map(([link, rowCount]) => ({
      ...{ store: plan.store, dataset, column: undefined, link, action: "copy" as const, rows: rowCount },
      ...{ exact: exact && link === "owned", until: undefined, because: undefined },
    }));
  });
  return {
    store: plan.store,
    changes: [],
    deletes: [],
    steps: steps.sort(bySteps),
    beside: [],
    findings: [...unclear(plan, captured), ...elsewhereOwned(plan, captured)],
    kept: [],
    staying: [],
    keptRows: 0,
    withoutEnd: 0,
    keptUntil: undefined,
    firstKeepEnds: undefined,
  };
}

/** What is not sure to be this person's. */
const unclear = (plan: StorePlan, captured: Captured): PlanFinding[] => [
  ...[...new Set(captured.ambiguous.map((one) => one.place))].map((place) =>
    ambiguous(
      plan.store,
      place,
      captured.ambiguous.filter((one) => one.place === place).map((one) => one.person),
    ),
  ),
  ...captured.sharedValues.map((shared) => sharedValue(plan.store, shared)),
  ...(captured.taken ?? []).map((taken) => keyTaken(plan.store, taken)),
];

function fateOf(plan: StorePlan, dataset: string, row: CapturedRow, today: Today): Fate {
  const rules = plan.datasets[dataset];
  if (!rules || row.link === "mentions") return { act: { kind: "keep" } };
  const ordinary = row.link === "shared" ? rules.shared : rules.owned;
  const keeping = keepingOf(rules.keeps, (column) => cellOf(rules, row, column), today);
  if (!keeping) return { act: ordinary };
  const { keep, until } = keeping;
  const pseudonym: RowAct = ordinary.kind === "change" ? ordinary : { kind: "change", changes: rules.keptChanges };
  const act: RowAct = keep.as === "pseudonym" ? pseudonym : { kind: "keep" };
  // A row that is changed now as it would be without the keep needs nothing later.
  const later = act === ordinary || ordinary.kind === "keep" ? {} : { later: ordinary };
  return { act, keep, ...later, ...(until === undefined ? {} : { until }) };
}

const isDeleted = (settling: Settling, dataset: string, id: string): boolean =>
  settling.fates.get(dataset)?.get(id)?.act.kind === "delete";

function addChanges(
  settling: Settling,
  place: { readonly dataset: string; readonly id: string },
  changes: readonly PlannedChange[],
): void {
  const rows = settling.extra.get(place.dataset) ?? new Map<string, PlannedChange[]>();
  settling.extra.set(place.dataset, rows);
  const had = rows.get(place.id) ?? [];
  rows.set(place.id, [...had, ...changes.filter((change) => !had.some((one) => displaces(one, change)))]);
}

function clearMentions(settling: Settling): void {
  for (const [dataset, rows] of settling.captured.rows) {
    for (const row of rows.values()) {
      if (isDeleted(settling, dataset, row.id)) continue;
      for (const edge of row.mentions) {
        addChanges(settling, { dataset, id: row.id }, edge.pointer);
        settling.findings.push(...edge.unfit);
      }
    }
  }
}

/** Rows that point at what goes: mine are cleared, others' stop the plan, whatever the store's own cascade would do. */
function clearReferences(settling: Settling): void {
  for (const reference of settling.captured.references) {
    if (reference.blank.some((id) => isDeleted(settling, reference.to, id)))
      settling.findings.push(blankKey(settling.plan.store, reference));
    let others = 0;
    for (const row of reference.rows) {
      // A pointer that cannot be traced to its row is taken to point at one that goes.
      const goes = row.points === "" || isDeleted(settling, reference.to, row.points);
      if (!goes || isDeleted(settling, reference.from, row.id)) continue;
      if (settling.captured.rows.get(reference.from)?.has(row.id) !== true) others += 1;
      else if (reference.clearable)
        addChanges(settling, { dataset: reference.from, id: row.id }, reference.columns.slice(-1).map(cleared));
      else if (!alreadyChanged(settling, reference.from, row.id, reference.columns))
        settling.findings.push(keptParent(settling.plan.store, reference));
    }
    if (others > 0) settling.findings.push(othersRefer(settling.plan.store, reference, others));
  }
}

const alreadyChanged = (settling: Settling, dataset: string, id: string, columns: readonly string[]): boolean =>
  columns.every(
    (column) =>
      settling.extra
        .get(dataset)
        ?.get(id)
        ?.some((change) => change.column === column) === true,
  );

const cleared = (column: string): PlannedChange => ({
  column,
  strategy: "clear",
  constant: null,
  email: false,
  unique: false,
  maxLength: null,
});

function deleteWork(settling: Settling): DeleteWork[] {
  return settling.plan.order.flatMap((dataset) => {
    const rowKey = settling.plan.datasets[dataset]?.rowKey ?? [];
    const keys = [...(settling.captured.rows.get(dataset)?.values() ?? [])]
      .filter((row) => isDeleted(settling, dataset, row.id))
      .map((row) => row.key);
    return keys.length > 0 ? [{ dataset, rowKey, keys }] : [];
  });
}

/** Each row is changed once, with all its changes: the address of a row without a key moves with a change. */
function changeWork(settling: Settling): ChangeWork[] {
  const groups = new Map<
    string,
    { dataset: string; changes: readonly PlannedChange[]; keys: (readonly Cell[])[]; opens: boolean }
  >();
  const names = new Map<readonly PlannedChange[], string>();
  for (const [dataset, rows] of settling.captured.rows) {
    for (const row of rows.values()) {
      const { changes, opens } = changesOf(settling, dataset, row);
      if (changes.length === 0) continue;
      const name = `${dataset} ${opens} ${namedOnce(names, changes)}`;
      const group = groups.get(name) ?? { dataset, changes, keys: [], opens };
      group.keys.push(row.key);
      groups.set(name, group);
    }
  }
  const facts = factsOf(settling);
  return [...groups.values()].map((group) => ({
    ...group,
    rowKey: settling.plan.datasets[group.dataset]?.rowKey ?? [],
    facts: (row) => facts(group.dataset, row),
  }));
}

/** Most rows of a dataset share one list of changes. */
function namedOnce(names: Map<readonly PlannedChange[], string>, changes: readonly PlannedChange[]): string {
  const name = names.get(changes) ?? JSON.stringify(changes);
  names.set(changes, name);
  return name;
}

/** What is looked for inside the cells of a row. People whose values are the same are made ready once. */
function factsOf(settling: Settling): (dataset: string, row: string) => ReturnType<ChangeWork["facts"]> {
  const { own, captured } = settling;
  const ready = new Map<readonly OwnValue[], Redactor>();
  const elements = new Map<string, readonly Cell[]>();
  const tenantOf = new Map([...captured.rows.keys()].map((dataset) => [dataset, tenantColumn(settling, dataset)]));
  return (dataset, row) => {
    const values = own.of(dataset, row);
    const redactor = ready.get(values) ?? redactorOf(values);
    ready.set(values, redactor);
    const here = captured.rows.get(dataset)?.get(row);
    const column = tenantOf.get(dataset);
    const tenant = here === undefined || column === undefined ? null : cellOf(settling.plan.datasets[dataset], here, column);
    return {
      own: redactor,
      values,
      person: here?.people[0] ?? 0,
      tenant,
      elements: (named) => {
        const name = `${dataset} ${named} ${rowId([tenant])}`;
        const had = elements.get(name) ?? pointersIn(settling, { dataset, named, tenant });
        elements.set(name, had);
        return had;
      },
    };
  };
}

const edgesFrom = ({ plan }: Settling, dataset: string): readonly EdgePlan[] =>
  [...plan.edges, ...plan.arriving].filter((edge) => edge.from === dataset);

/** The column that says in which tenant what a row holds is meant. */
const tenantColumn = (settling: Settling, dataset: string): string | undefined =>
  edgesFrom(settling, dataset).find((edge) => edge.tenants !== undefined && edge.within !== undefined)?.tenants?.from;

/** The values by which what a column holds points at the people, in rows of a tenant, along its links of one name. */
function pointersIn(
  settling: Settling,
  at: { readonly dataset: string; readonly named: string; readonly tenant: Cell },
): readonly Cell[] {
  const edges = edgesFrom(settling, at.dataset).filter((edge) =>
    edge.pointer.some((change) => elementsName(change) === at.named),
  );
  return edges.flatMap((edge) =>
    aimsOf(settling.plan, settling.captured, edge)
      .filter((aim) => edge.tenants === undefined || (at.tenant !== null && rowId([aim.tenant]) === rowId([at.tenant])))
      .flatMap((aim) => aim.tuple),
  );
}

const UNCHANGED = { changes: [], opens: true };

function changesOf(settling: Settling, dataset: string, row: CapturedRow): { changes: readonly PlannedChange[]; opens: boolean } {
  const act = settling.fates.get(dataset)?.get(row.id)?.act;
  if (act?.kind === "delete") {
    if (settling.plan.cleared.length === 0) return UNCHANGED;
    const columns = settling.plan.cleared.filter((one) => one.dataset === dataset).flatMap((one) => one.columns);
    return { changes: [...new Set(columns)].map(cleared), opens: true };
  }
  const extra = settling.extra.get(dataset)?.get(row.id) ?? [];
  const own = act?.kind === "change" ? act.changes : [];
  if (extra.length === 0) return { changes: own, opens: false };
  // A pointer inside a cell is found before anything else of the cell is changed.
  return { changes: [...extra, ...own.filter((change) => !extra.some((one) => displaces(one, change)))], opens: false };
}

const isPart = (change: PlannedChange): boolean =>
  change.path !== undefined || change.ownOnly === true || change.strategy === "element" || change.strategy === "redact";

/** Two changes of one column: the first holds, unless each changes only a part of the cell. */
const displaces = (one: PlannedChange, other: PlannedChange): boolean =>
  one.column === other.column && (!isPart(one) || !isPart(other) || JSON.stringify(one) === JSON.stringify(other));
