import type { DatasetRule } from "../program/index.ts";
import type { PlanFinding } from "./plan.ts";
import type { DatasetSchema } from "./store-schema.ts";

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
  const firing = dataset.triggers.filter(
    (trigger) => trigger.enabled && (trigger.on.includes("delete") || trigger.on.includes("update")),
  );
  if (!erasure || firing.length === 0) return [];
  const says = `triggers fire on ${declared.name}: ${firing.map((trigger) => trigger.name).join(", ")}`;
  const advice = "see that none of them copies the old row elsewhere; Troth reads back only what the program names";
  return [{ code: "triggers", blocks: false, store: declared.store, dataset: declared.name, column: undefined, says, advice }];
}

/** Rows cannot be deleted through a view. */
export function writable(declared: DatasetRule, dataset: DatasetSchema, erasure: boolean): PlanFinding[] {
  if (!erasure || dataset.kind === "table" || dataset.kind === "partitioned") return [];
  const says = `${declared.name} is a ${dataset.kind.replace("-", " ")}: rows cannot be deleted through it`;
  return [
    {
      code: "missing",
      blocks: true,
      store: declared.store,
      dataset: declared.name,
      column: undefined,
      says,
      advice: "name the tables behind it",
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
