import type { DatasetRule, LinkRule, LinkTarget, Program, StoreRule } from "../program/index.ts";
import { pointerChanges } from "./acts.ts";
import type { EdgePlan, PlanFinding } from "./plan.ts";
import type { DatasetSchema, ForeignKey, StoreSchema } from "./store-schema.ts";

/** The links of one store, resolved to columns: the program's, and the declared foreign keys it has no line for. */
export interface Graph {
  readonly edges: readonly EdgePlan[];
  readonly findings: readonly PlanFinding[];
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, at) => name === other[at]);

/** Resolves the links of a store's datasets against its schema. */
export function buildGraph(program: Program, schema: StoreSchema): Graph {
  const store = program.stores[schema.store];
  if (!store) return { edges: [], findings: [] };
  const findings: PlanFinding[] = [];
  const edges: EdgePlan[] = [];
  for (const rule of Object.values(store.datasets)) {
    const dataset = schema.datasets[rule.name];
    if (!dataset) {
      findings.push(missing(rule));
      continue;
    }
    for (const link of rule.links) edges.push(...edgesOf({ rule, link, dataset, schema, store, findings }));
    edges.push(...undecidedEdges({ rule, dataset, store, schema, findings }));
  }
  return { edges, findings };
}

interface LinkPlace {
  readonly rule: DatasetRule;
  readonly dataset: DatasetSchema;
  readonly store: StoreRule;
  readonly schema: StoreSchema;
  readonly findings: PlanFinding[];
}

function edgesOf(at: LinkPlace & { readonly link: LinkRule }): EdgePlan[] {
  const { link, rule, dataset, schema, findings } = at;
  if (link.kind === "none") return [];
  const lost = link.columns.filter((name) => !dataset.columns.some((column) => column.name === name));
  // A path into JSON is no column; the key that says so is unrun, and blocks by itself.
  if (lost.length > 0 && rule.unrun.length > 0) return [];
  if (lost.length > 0) {
    findings.push(finding(rule, lost[0], `${rule.name} has no column ${lost[0]}, which a link names`, "correct the program"));
    return [];
  }
  const targets = link.targets.length > 0 ? link.targets : declaredTargets(link, dataset, rule.store);
  if (targets.length === 0) {
    const says = `no declared foreign key tells where ${rule.name}.${link.columns.join(", ")} leads`;
    findings.push(finding(rule, link.columns[0], says, "name the dataset: `owned by <dataset>`"));
  }
  return targets.flatMap((target) => {
    if (target.store !== rule.store) return [];
    const to = schema.datasets[target.dataset];
    if (!to) {
      findings.push(
        finding(rule, link.columns[0], `the store has no dataset ${target.dataset}, to which a link leads`, undefined),
      );
      return [];
    }
    return [edgeOf(at, target, to)];
  });
}

function edgeOf(at: LinkPlace & { readonly link: LinkRule }, target: LinkTarget, to: DatasetSchema): EdgePlan {
  const { link, rule, dataset } = at;
  const toColumns = target.columns ?? to.primaryKey;
  const unfit: PlanFinding[] = [];
  const pointer =
    link.kind === "mentions" || link.erasure !== undefined ? pointerChanges({ rule, link, dataset, findings: unfit }) : [];
  const typed = link.by !== undefined && target.type !== undefined ? { [link.by]: [target.type] } : {};
  return {
    from: rule.name,
    columns: link.columns,
    kind: link.kind === "none" ? "mentions" : link.kind,
    to: target.dataset,
    toColumns,
    fold: link.fold,
    where: { ...(link.where ?? {}), ...typed },
    unshared: link.unshared,
    pointer,
    unfit,
    undecided: false,
  };
}

/** `owned` alone: the target of the declared foreign key on these columns. */
function declaredTargets(link: LinkRule, dataset: DatasetSchema, store: string): LinkTarget[] {
  return dataset.foreignKeys
    .filter((key) => same(key.columns, link.columns))
    .map((key) => ({ store, dataset: key.target, columns: key.targetColumns, type: undefined }));
}

/** A foreign key between two named datasets that has no line is treated as a mention, and named. */
function undecidedEdges(at: LinkPlace): EdgePlan[] {
  const { rule, dataset, store, schema, findings } = at;
  const open = (key: ForeignKey): boolean =>
    store.datasets[key.target] !== undefined && !rule.links.some((link) => same(link.columns, key.columns));
  return dataset.foreignKeys.filter(open).flatMap((key) => {
    const target = schema.datasets[key.target];
    if (!target) return [];
    const says = `the foreign key ${rule.name}.${key.columns.join(", ")} has no line in the program: it is treated as a mention`;
    findings.push({
      ...finding(rule, key.columns[0], says, "say what the row is to the person: owned, shared, mentions or none"),
      code: "undecided",
      blocks: false,
    });
    const link: LinkRule = {
      columns: key.columns,
      kind: "mentions",
      targets: [],
      by: undefined,
      where: undefined,
      fold: false,
      unshared: false,
      erasure: undefined,
      place: rule.place,
    };
    const unfit: PlanFinding[] = [];
    const pointer = pointerChanges({ rule, link, dataset, findings: unfit });
    return [
      {
        from: rule.name,
        columns: key.columns,
        kind: "mentions",
        to: key.target,
        toColumns: key.targetColumns,
        fold: false,
        where: {},
        unshared: false,
        pointer,
        unfit,
        undecided: true,
      },
    ];
  });
}

function finding(rule: DatasetRule, column: string | undefined, says: string, advice: string | undefined): PlanFinding {
  return { code: "missing", blocks: true, store: rule.store, dataset: rule.name, column, says, advice };
}

const missing = (rule: DatasetRule): PlanFinding =>
  finding(rule, undefined, `the store has no dataset ${rule.name}`, "correct the program, or run `troth check --live`");
