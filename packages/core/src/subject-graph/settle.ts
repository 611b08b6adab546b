import type { LinkKind } from "../program/index.ts";
import { cellOf } from "./capture.ts";
import { type Captured, type CapturedRow, type Cell, rowId } from "./captured.ts";
import { keepUntil } from "./keep-until.ts";
import type { DatasetPlan, KeepPlan, PlanFinding, PlannedChange, RowAct, StorePlan } from "./plan.ts";

/** One line of a plan: so many rows, reached so, treated so. */
export interface PlanStep {
  readonly store: string;
  readonly dataset: string;
  /** For a mention: the pointer. */
  readonly column: string | undefined;
  readonly link: LinkKind;
  readonly action: "delete" | "pseudonym" | "constant" | "clear" | "keep" | "copy";
  readonly rows: number;
  /** The rows *are* the person: their number is bound exactly. */
  readonly exact: boolean;
  /** For rows that stay by a rule: the last day, and the rule. */
  readonly until: string | undefined;
  readonly because: { readonly rule: string; readonly exception: string; readonly law: string; readonly as: string } | undefined;
}

export interface DeleteWork {
  readonly dataset: string;
  readonly rowKey: readonly string[];
  readonly keys: readonly (readonly Cell[])[];
}

export interface ChangeWork extends DeleteWork {
  readonly changes: readonly PlannedChange[];
  /** These rows are deleted afterwards; the change only opens a cycle. */
  readonly opens: boolean;
}

/** Everything to be done in one store, in order: changes, then deletes; with the lines that say so. */
export interface StoreWork {
  readonly store: string;
  readonly changes: readonly ChangeWork[];
  readonly deletes: readonly DeleteWork[];
  readonly steps: readonly PlanStep[];
  readonly findings: readonly PlanFinding[];
  /** The last day of the longest keep, if any row is kept, and of the shortest. */
  readonly keptUntil: string | undefined;
  readonly firstKeepEnds: string | undefined;
}

interface Fate {
  readonly act: RowAct;
  readonly until?: string;
  readonly keep?: KeepPlan;
}

interface Settling {
  readonly plan: StorePlan;
  readonly captured: Captured;
  readonly fates: ReadonlyMap<string, ReadonlyMap<string, Fate>>;
  /** Further changes of rows that stay: pointers cleared. dataset -> row id -> changes. */
  readonly extra: Map<string, Map<string, PlannedChange[]>>;
  readonly findings: PlanFinding[];
}

/** Decides, row by row, what an erasure does with what was captured. `today` is `YYYY-MM-DD` in UTC. Pure. */
export function settleErasure(plan: StorePlan, captured: Captured, today: string): StoreWork {
  const findings: PlanFinding[] = [];
  const fates = new Map(
    [...captured.rows].map(([name, rows]) => [
      name,
      new Map([...rows.values()].map((row) => [row.id, fateOf(plan, name, row, today)])),
    ]),
  );
  const settling: Settling = { plan, captured, fates, extra: new Map(), findings };
  clearMentions(settling);
  clearReferences(settling);
  if (captured.ambiguous.length > 0) findings.push(...captured.ambiguous.map((place) => ambiguous(plan.store, place)));
  findings.push(...elsewhereOwned(settling), ...unfitFields(settling));
  const deletes = deleteWork(settling);
  const steps = stepsOf(settling);
  const distinct = [...new Map(findings.map((one) => [JSON.stringify(one), one])).values()];
  const untils = [...fates.values()].flatMap((rows) => [...rows.values()].flatMap((fate) => fate.until ?? [])).sort();
  return {
    store: plan.store,
    changes: changeWork(settling),
    deletes,
    steps,
    findings: distinct,
    keptUntil: untils.at(-1),
    firstKeepEnds: untils[0],
  };
}

/** The lines of a copy: everything that was reached, by link. */
export function settleAccess(plan: StorePlan, captured: Captured): StoreWork {
  const steps = [...captured.rows].flatMap(([dataset, rows]) => {
    const counts = new Map<LinkKind, number>();
    for (const row of rows.values()) counts.set(row.link, (counts.get(row.link) ?? 0) + 1);
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
    findings: captured.ambiguous.map((place) => ambiguous(plan.store, place)),
    keptUntil: undefined,
    firstKeepEnds: undefined,
  };
}

function fateOf(plan: StorePlan, dataset: string, row: CapturedRow, today: string): Fate {
  const rules = plan.datasets[dataset];
  if (!rules || row.link === "mentions") return { act: { kind: "keep" } };
  const ordinary = row.link === "shared" ? rules.shared : rules.owned;
  if (!rules.keep) return { act: ordinary };
  const until = keepUntil(rules.keep, cellOf(rules, row, rules.keep.since));
  // A date that cannot be read keeps the row: what law may ask for is not destroyed on a guess.
  if (until !== undefined && until < today) return { act: ordinary };
  const pseudonym: RowAct = ordinary.kind === "change" ? ordinary : { kind: "change", changes: rules.keptChanges };
  const act: RowAct = rules.keep.as === "pseudonym" ? pseudonym : { kind: "keep" };
  return { act, keep: rules.keep, ...(until === undefined ? {} : { until }) };
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
  rows.set(place.id, [...had, ...changes.filter((change) => !had.some((one) => one.column === change.column))]);
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
    let others = 0;
    for (const row of reference.rows) {
      if (!isDeleted(settling, reference.to, row.points) || isDeleted(settling, reference.from, row.id)) continue;
      if (settling.captured.rows.get(reference.from)?.has(row.id) !== true) others += 1;
      else if (reference.clearable) addChanges(settling, { dataset: reference.from, id: row.id }, reference.columns.map(cleared));
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
  for (const [dataset, rows] of settling.captured.rows) {
    for (const row of rows.values()) {
      const { changes, opens } = changesOf(settling, dataset, row);
      if (changes.length === 0) continue;
      const name = JSON.stringify([dataset, opens, changes]);
      const group = groups.get(name) ?? { dataset, changes, keys: [], opens };
      group.keys.push(row.key);
      groups.set(name, group);
    }
  }
  return [...groups.values()].map((group) => ({ ...group, rowKey: settling.plan.datasets[group.dataset]?.rowKey ?? [] }));
}

function changesOf(settling: Settling, dataset: string, row: CapturedRow): { changes: readonly PlannedChange[]; opens: boolean } {
  const act = settling.fates.get(dataset)?.get(row.id)?.act;
  if (act?.kind === "delete") {
    const columns = settling.plan.cleared.filter((one) => one.dataset === dataset).flatMap((one) => one.columns);
    return { changes: [...new Set(columns)].map(cleared), opens: true };
  }
  const extra = settling.extra.get(dataset)?.get(row.id) ?? [];
  const own = act?.kind === "change" ? act.changes : [];
  return { changes: [...own.filter((change) => !extra.some((one) => one.column === change.column)), ...extra], opens: false };
}

/** The word for a set of changes: the one that replaces most. */
const actionOf = (changes: readonly PlannedChange[]): PlanStep["action"] =>
  changes.some((change) => change.strategy === "pseudonym")
    ? "pseudonym"
    : changes.some((change) => change.strategy === "clear")
      ? "clear"
      : changes.length > 0
        ? "constant"
        : "keep";

function stepsOf(settling: Settling): PlanStep[] {
  const steps = new Map<string, PlanStep>();
  for (const [dataset, rows] of settling.captured.rows) {
    for (const row of rows.values()) {
      const step = stepOf(settling, dataset, row);
      const name = JSON.stringify([step.dataset, step.column, step.link, step.action, step.because?.rule]);
      const had = steps.get(name);
      const until = [had?.until, step.until]
        .filter((one) => one !== undefined)
        .sort()
        .at(-1);
      steps.set(name, { ...step, rows: (had?.rows ?? 0) + 1, until });
    }
  }
  return [...steps.values()].sort(bySteps);
}

function stepOf(settling: Settling, dataset: string, row: CapturedRow): PlanStep {
  const rules: DatasetPlan | undefined = settling.plan.datasets[dataset];
  const fate = settling.fates.get(dataset)?.get(row.id);
  const { changes } = changesOf(settling, dataset, row);
  const mention = row.link === "mentions" ? [...new Set(row.mentions.flatMap((edge) => edge.columns))].join(", ") : undefined;
  return {
    store: settling.plan.store,
    dataset,
    column: mention,
    link: row.link,
    action: fate?.act.kind === "delete" ? "delete" : actionOf(changes),
    rows: 1,
    exact: row.root && (rules?.isRoot ?? false),
    until: fate?.until,
    because: fate?.keep && { rule: fate.keep.id, exception: fate.keep.exception, law: fate.keep.law, as: fate.keep.as },
  };
}

const LINK_ORDER: Readonly<Record<LinkKind, number>> = { owned: 0, shared: 1, mentions: 2 };
const bySteps = (one: PlanStep, other: PlanStep): number =>
  Number(other.exact) - Number(one.exact) ||
  LINK_ORDER[one.link] - LINK_ORDER[other.link] ||
  (one.dataset < other.dataset ? -1 : one.dataset > other.dataset ? 1 : one.action < other.action ? -1 : 1);

/** Fields of rows that stay, and cannot be changed as they should. */
function unfitFields(settling: Settling): PlanFinding[] {
  return [...settling.fates].flatMap(([dataset, fates]) => {
    const changes = [...fates].some(
      ([id, fate]) => fate.act.kind === "change" && settling.captured.rows.get(dataset)?.get(id)?.link !== "mentions",
    );
    return changes ? (settling.plan.datasets[dataset]?.unfit ?? []) : [];
  });
}

/** An owned row that by another of its links belongs to somebody else too. */
function elsewhereOwned(settling: Settling): PlanFinding[] {
  const { plan, captured } = settling;
  return plan.edges.flatMap((edge) => {
    if (edge.kind !== "owned" || edge.unshared || Object.keys(edge.where).length > 0) return [];
    const targets = [...(captured.rows.get(edge.to)?.values() ?? [])].filter((row) => row.link !== "mentions");
    const mine = new Set(
      targets.map((row) =>
        fold(
          edge.fold,
          edge.toColumns.map((name) => cellOf(plan.datasets[edge.to], row, name)),
        ),
      ),
    );
    const others = [...(captured.rows.get(edge.from)?.values() ?? [])].filter((row) => {
      if (row.link !== "owned" || row.root) return false;
      const points = edge.columns.map((name) => cellOf(plan.datasets[edge.from], row, name));
      return points.every((cell) => cell !== null && cell !== "") && !mine.has(fold(edge.fold, points));
    });
    if (others.length === 0) return [];
    const says = `${others.length} rows of ${edge.from} also belong to somebody else: ${edge.columns.join(", ")} names another row of ${edge.to}`;
    return [
      {
        code: "owner-elsewhere" as const,
        blocks: false,
        store: plan.store,
        dataset: edge.from,
        column: edge.columns[0],
        says,
        advice: "a second approver decides",
      },
    ];
  });
}

const fold = (on: boolean, cells: readonly Cell[]): string =>
  rowId(on ? cells.map((cell) => (typeof cell === "string" ? cell.toLowerCase() : cell)) : cells);

const ambiguous = (store: string, place: string): PlanFinding => ({
  code: "ambiguous",
  blocks: true,
  store,
  dataset: place.slice(0, place.lastIndexOf(".")),
  column: place.slice(place.lastIndexOf(".") + 1),
  says: `more than one row has this identifier in ${place}: they may be different people`,
  advice: "name the person by something unique, such as `--subject account=...`",
});

interface ReferenceName {
  readonly from: string;
  readonly to: string;
  readonly columns: readonly string[];
  readonly onDelete: string;
}

const keptParent = (store: string, reference: ReferenceName): PlanFinding => ({
  code: "kept-parent",
  blocks: true,
  store,
  dataset: reference.from,
  column: reference.columns[0],
  says: `a row of ${reference.from} stays and must point at a row of ${reference.to} that is to be deleted`,
  advice: `let the row of ${reference.to} stay without its personal fields: \`erasure: fields\``,
});

const othersRefer = (store: string, reference: ReferenceName, rows: number): PlanFinding => ({
  code: "others-refer",
  blocks: true,
  store,
  dataset: reference.from,
  column: reference.columns[0],
  says: `${rows} rows of ${reference.from} that are not this person's point at rows to be deleted; the store would ${WOULD[reference.onDelete] ?? "refuse"}`,
  advice: `say what ${reference.from}.${reference.columns.join(", ")} means to the person, or let the row of ${reference.to} stay: \`erasure: fields\``,
});

const WOULD: Readonly<Record<string, string>> = {
  cascade: "delete them as well",
  "set-null": "clear their pointers",
  "set-default": "change their pointers",
};
