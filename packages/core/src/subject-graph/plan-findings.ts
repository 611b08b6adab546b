import { type DatasetRule, type Program, type StoreRule, splitPath } from "../program/index.ts";
import { firingTriggers } from "./beside.ts";
import { names, REACHING_KINDS } from "./identity-kinds.ts";
import type { EdgePlan, PlanFinding, RootPlan } from "./plan.ts";
import type { DatasetSchema, StoreSchema } from "./store-schema.ts";
import { keepingLines } from "./task-keeps.ts";
import type { TaskLine } from "./task-lines.ts";

/** Each finding once. */
export const unique = (findings: readonly PlanFinding[]): PlanFinding[] => [
  ...new Map(findings.map((one) => [`${one.code}|${one.store}|${one.dataset}|${one.column}|${one.says}`, one])).values(),
];

/** Keys of a dataset that nothing runs yet. */
export function unrunFindings(declared: DatasetRule): PlanFinding[] {
  return declared.unrun.map((key) => ({
    code: "unrun",
    blocks: true,
    store: declared.store,
    dataset: declared.name,
    column: undefined,
    says: `nothing runs \`${key.path}\` yet: ${key.means}`,
    advice: "take the key out, or wait for the release that runs it",
  }));
}

/** Triggers that fire on what an erasure does. */
export function triggerFindings(declared: DatasetRule, dataset: DatasetSchema, erasure: boolean): PlanFinding[] {
  const firing = firingTriggers(declared, dataset);
  if (!erasure || firing.length === 0) return [];
  const says = `triggers fire on ${declared.name}: ${firing.map((trigger) => trigger.name).join(", ")}`;
  const advice = "see that none of them copies the old row elsewhere; Troth reads back only what the program names";
  return [{ code: "triggers", blocks: false, store: declared.store, dataset: declared.name, column: undefined, says, advice }];
}

/** Rows cannot be deleted through a view, nor where nothing could be taken back. */
export function writable(declared: DatasetRule, dataset: DatasetSchema, erasure: boolean): PlanFinding[] {
  const isTable = dataset.kind === "table" || dataset.kind === "partitioned";
  if (!erasure || (isTable && dataset.refuses === undefined)) return [];
  const says =
    dataset.refuses === undefined
      ? `${declared.name} is a ${dataset.kind.replace("-", " ")}: rows cannot be deleted through it`
      : `nothing may be changed in ${declared.name}: ${dataset.refuses}`;
  return [
    {
      code: "missing",
      blocks: true,
      store: declared.store,
      dataset: declared.name,
      column: undefined,
      says,
      advice: isTable
        ? "let the store's owner change how it is kept (ENGINE = InnoDB), or leave it out"
        : "name the tables behind it",
    },
  ];
}

/** A column that the program does not speak of, in rows that stay. */
export function unmappedFinding(at: {
  readonly store: string;
  readonly dataset: string;
  readonly column: string;
  readonly blocks: boolean;
}): PlanFinding {
  return {
    code: "unmapped",
    blocks: at.blocks,
    store: at.store,
    dataset: at.dataset,
    column: at.column,
    says: `${at.dataset}.${at.column} has no category, and the row stays`,
    advice: "give the column a category, or say `rest: none`",
  };
}

/** A store that could not be looked into. */
export const unreachableStore = (store: string, why: string): PlanFinding => ({
  code: "unreachable",
  blocks: true,
  store,
  dataset: undefined,
  column: undefined,
  says: `store ${store} could not be looked into: ${why}`,
  advice: "make it reachable; nothing is complete without it",
});

/** Rows that only what people find would lead to: nothing of that comes back to where rows are looked for. */
export const beyondPeople = (rule: StoreRule, arriving: readonly EdgePlan[], program: Program): PlanFinding[] =>
  arriving
    .filter((edge) => edge.toStore !== undefined && program.stores[edge.toStore]?.byHand !== undefined)
    .map((edge) => ({
      code: "unreachable",
      blocks: true,
      store: rule.id,
      dataset: edge.from,
      column: edge.columns[0],
      says: `rows of ${edge.from} are found by what stands in ${edge.toStore}/${edge.to}, which only people can look into`,
      advice: `give ${edge.from} an identity, or a link to a store that Troth reads`,
    }));

/** A number that several datasets give, each to their own people: nobody who looks by hand can tell which one is meant. */
export function whoseNumber(program: Program, rule: StoreRule, roots: readonly RootPlan[]): PlanFinding[] {
  const giving = (kind: string): string[] =>
    Object.values(program.stores)
      .filter((store) => store.byHand === undefined)
      .flatMap((store) =>
        Object.values(store.datasets)
          .filter((dataset) => dataset.identity.some((one) => one.kind === kind))
          .map((dataset) => `${store.id}/${dataset.name}`),
      );
  return roots
    .filter((root) => !REACHING_KINDS.has(root.identity) && giving(root.identity).length > 1)
    .map((root) => ({
      code: "ambiguous",
      blocks: true,
      store: rule.id,
      dataset: root.dataset,
      column: root.column,
      says: `${root.dataset}.${root.column} may be the ${root.identity} of ${giving(root.identity).join(" or of ")}`,
      advice: `say which by a link: \`${root.column}: owned by ${giving(root.identity)[0]}\``,
    }));
}

/** What a law keeps where only people can look: whoever looks says what stays, and is asked again when its time is over. */
export const keptByHand = (store: string, lines: readonly TaskLine[]): PlanFinding[] =>
  keepingLines(lines).map(({ dataset }) => ({
    code: "by-hand",
    blocks: false,
    store,
    dataset,
    column: undefined,
    says: `records of ${dataset} that a law keeps stay: whoever goes through ${store} reports them, and is asked again when their time is over`,
    advice: undefined,
  }));

/** Rows that point at each other, none of which can go first. */
export const stuckCycle = (store: string, cycle: readonly string[]): PlanFinding => ({
  code: "cycle",
  blocks: true,
  store,
  dataset: cycle[0],
  column: undefined,
  says: `rows of ${cycle.join(", ")} point at each other and none of the pointers may be null: none can be deleted first`,
  advice: "let one of them stay without its personal fields: `erasure: fields`",
});

/** Nothing in the program can be searched by what the request names. */
export const noRoot = (input: { readonly identities: readonly string[] }): PlanFinding => ({
  code: "no-root",
  blocks: true,
  store: undefined,
  dataset: undefined,
  column: undefined,
  says: `no dataset can be searched by ${input.identities.join(" or ")}`,
  advice: "name a column under `identity` of the dataset that holds these people",
});

/** A field whose column the store no longer has, in rows that stay: the data may stand under another name. */
export function lostFields(declared: DatasetRule, dataset: DatasetSchema): PlanFinding[] {
  return declared.fields
    .filter((field) => field.path.length === 0 && !dataset.columns.some((column) => column.name === field.column))
    .map((field) => lostColumn(declared, field.column, "a field"));
}

/** A column that the program names and the store does not have. */
export const lostColumn = (declared: DatasetRule, column: string, what: string): PlanFinding => ({
  code: "missing",
  blocks: true,
  store: declared.store,
  dataset: declared.name,
  column,
  says: `${declared.name} has no column ${column}, which ${what} of the program names`,
  advice: "correct the program; `troth check --live` compares it with the store",
});

/** A column that others' rows refer to cannot take another value: a cascade would change them too. */
export const referredTo = (at: {
  readonly store: string;
  readonly dataset: string;
  readonly column: string;
  readonly by: string;
}): PlanFinding => ({
  code: "strategy",
  blocks: true,
  store: at.store,
  dataset: at.dataset,
  column: at.column,
  says: `${at.dataset}.${at.column} cannot be changed: rows of ${at.by} point at its value`,
  advice: "let it stay (`erasure: keep`), or delete the row",
});

/** A row that is kept because the date that its keep counts from cannot be read. */
export const noDate = (at: {
  readonly store: string;
  readonly dataset: string;
  readonly column: string;
  readonly rows: number;
}): PlanFinding => ({
  code: "no-date",
  blocks: false,
  store: at.store,
  dataset: at.dataset,
  column: at.column,
  says: `${at.rows} rows of ${at.dataset} stay without an end: ${at.column} holds no date that can be read`,
  advice: "name a column with a date under `since`",
});

/** Identity columns that the store no longer has: people would not be found there. */
export function lostIdentities(rule: StoreRule, schema: StoreSchema): PlanFinding[] {
  return Object.values(rule.datasets).flatMap((declared) => {
    const dataset = schema.datasets[declared.name];
    const columns = declared.identity.flatMap((identity) => identity.columns.map((name) => splitPath(name).column));
    return columns
      .filter((name) => dataset !== undefined && !dataset.columns.some((column) => column.name === name))
      .map((name) => lostColumn(declared, name, "an identity"));
  });
}

/** Datasets that only a key which nothing runs yet would lead to: their rows would be passed over in silence. */
export function hiddenByUnrun(at: {
  readonly rule: StoreRule;
  readonly touched: ReadonlySet<string>;
  readonly identities: readonly string[];
}): PlanFinding[] {
  const { rule, touched, identities } = at;
  return Object.values(rule.datasets).flatMap((declared) => {
    if (declared.unrun.length === 0 || touched.has(declared.name)) return [];
    const linked = declared.links.some((link) =>
      link.targets.some((target) => target.store !== rule.id || touched.has(target.dataset)),
    );
    const identified = declared.identity.some((identity) =>
      identities.some((named) => names(named, identity.kind, declared.name)),
    );
    return linked || identified ? unrunFindings(declared) : [];
  });
}

/** Rows that are kept and that nothing can find again when the keep ends. */
export const noKey = (at: { readonly store: string; readonly dataset: string; readonly rows: number }): PlanFinding => ({
  code: "no-key",
  blocks: false,
  store: at.store,
  dataset: at.dataset,
  column: undefined,
  says: `${at.rows} rows of ${at.dataset} stay without an end: they have no key by which they could be found when their time is over`,
  advice: "give the dataset a primary key, or remove them by hand then",
});
