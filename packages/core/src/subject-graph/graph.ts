import {
  type DatasetRule,
  type LinkRule,
  type LinkTarget,
  type Program,
  type StoreRule,
  splitPath,
  type Within,
} from "../program/index.ts";
import { pointerChanges } from "./acts.ts";
import type { EdgePlan, PlanFinding } from "./plan.ts";
import type { DatasetSchema, ForeignKey, StoreSchema } from "./store-schema.ts";

/** The links of one store's rows, resolved to columns: the program's, and the declared foreign keys it has no line for. */
export interface Graph {
  readonly edges: readonly EdgePlan[];
  readonly findings: readonly PlanFinding[];
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, at) => name === other[at]);

/** Resolves the links of a store's datasets against its schema, and those of the other stores that they lead to. */
export function buildGraph(program: Program, schema: StoreSchema, schemas: readonly StoreSchema[] = [schema]): Graph {
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
    const at = { program, schemas, rule, dataset, schema, store, findings };
    for (const link of rule.links) edges.push(...edgesOf({ ...at, link }));
    edges.push(...undecidedEdges(at));
  }
  return { edges, findings };
}

interface LinkPlace {
  readonly program: Program;
  readonly schemas: readonly StoreSchema[];
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
    // A store that could not be looked into is a finding of its own.
    const other = target.store === rule.store ? schema : at.schemas.find((one) => one.store === target.store);
    if (!other) return [];
    const to = other.datasets[target.dataset];
    if (!to) {
      const says = `${at.schemas.length > 1 ? target.store : "the store"} has no dataset ${target.dataset}, to which a link leads`;
      findings.push(finding(rule, link.columns[0], says, undefined));
      return [];
    }
    return edgeOf(at, target, to);
  });
}

function edgeOf(at: LinkPlace & { readonly link: LinkRule }, target: LinkTarget, to: DatasetSchema): EdgePlan[] {
  const { link, rule, dataset, program } = at;
  const ends = (target.columns ?? to.primaryKey).map(splitPath);
  const lost = ends.filter((end) => !to.columns.some((column) => column.name === end.column));
  for (const { column } of lost)
    at.findings.push(
      finding(rule, link.columns[0], `${to.name} has no column ${column}, to which a link leads`, "correct the program"),
    );
  if (lost.length > 0) return [];
  const unfit: PlanFinding[] = [];
  const within = link.within ?? insideOf(dataset, link.columns);
  const changes = link.kind === "mentions" || link.erasure !== undefined || within !== undefined;
  const pointer = changes ? pointerChanges({ rule, link, dataset, findings: unfit, within, type: target.type }) : [];
  const typed = link.by !== undefined && target.type !== undefined ? { [link.by]: [target.type] } : {};
  const toColumns = ends.map((end) => end.column);
  const [end] = ends;
  const edge: EdgePlan = {
    from: rule.name,
    columns: link.columns,
    kind: link.kind === "none" ? "mentions" : link.kind,
    toStore: target.store === rule.store ? undefined : target.store,
    to: target.dataset,
    toColumns,
    tenants: tenantsOf(rule, program.stores[target.store]?.datasets[target.dataset], { link, toColumns, to }),
    within,
    toWithin: end !== undefined && end.path.length > 0 ? { kind: "json", path: end.path } : insideOf(to, toColumns),
    as: link.as,
    toUnique: isUnique(to, toColumns),
    fold: link.fold,
    where: { ...(link.where ?? {}), ...typed },
    unshared: link.unshared,
    pointer,
    unfit,
    undecided: false,
  };
  const mixed = (edge.within !== undefined || edge.toWithin !== undefined) && ends.length > 1;
  if (!mixed) return [edge];
  at.findings.push(
    finding(
      rule,
      link.columns[0],
      `${rule.name}: a link of several columns cannot look inside one of them`,
      "link by one column",
    ),
  );
  return [];
}

/** An array or a JSON column without a path holds values: its elements. */
function insideOf(dataset: DatasetSchema, columns: readonly string[]): Within | undefined {
  const [name] = columns;
  const family = dataset.columns.find((column) => column.name === name)?.family;
  // A key is one value, whatever it is made of.
  const isKey = [dataset.primaryKey, ...dataset.foreignKeys.map((key) => key.columns)].some((key) => same(key, columns));
  if (isKey) return undefined;
  return columns.length === 1 && (family === "array" || family === "json") ? { kind: "json", path: [] } : undefined;
}

const isUnique = (dataset: DatasetSchema, columns: readonly string[]): boolean =>
  same([...columns].sort(), [...dataset.primaryKey].sort()) ||
  (columns.length === 1 && dataset.columns.find((column) => column.name === columns[0])?.unique === true);

/**
 * Where both ends are scoped by a tenant, a link by value leads only to rows of the same tenant: the same address in
 * another one is somebody else.
 */
function tenantsOf(
  rule: DatasetRule,
  other: DatasetRule | undefined,
  at: { readonly link: LinkRule; readonly toColumns: readonly string[]; readonly to: DatasetSchema },
): EdgePlan["tenants"] {
  if (rule.tenant === undefined || other?.tenant === undefined || isUnique(at.to, at.toColumns)) return undefined;
  if (at.toColumns.includes(other.tenant) || at.link.columns.includes(rule.tenant)) return undefined;
  return { from: rule.tenant, to: other.tenant };
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
      within: undefined,
      as: undefined,
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
        toStore: undefined,
        to: key.target,
        toColumns: key.targetColumns,
        tenants: undefined,
        within: undefined,
        toWithin: undefined,
        as: undefined,
        toUnique: true,
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
