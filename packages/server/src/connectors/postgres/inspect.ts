import type { ColumnSchema, DatasetSchema, ForeignKey, StoreSchema, TriggerSchema } from "@troth/core/subject-graph";
import { limitsOf } from "../column-limits.ts";
import type { Row } from "../connector.ts";
import { triggerFacts } from "../trigger-facts.ts";
import { byFirst } from "../values.ts";
import { datasetName, KINDS, type Query } from "./catalog.ts";
import {
  COLUMNS,
  CONSTRAINTS,
  ENUMS,
  INDEXES,
  PUBLISHED,
  READS,
  RELATIONS,
  ROLE,
  RULES,
  TRIGGERS,
  TYPES,
  UNIQUES,
} from "./inspect-sql.ts";
import { roleOf } from "./role.ts";

interface Relation {
  readonly oid: string;
  readonly name: string;
  readonly kind: DatasetSchema["kind"];
  readonly rowSecurity: boolean;
  readonly estimatedRows: number;
  readonly parents: readonly string[];
  readonly isReadable: boolean;
  readonly isOwned: boolean;
}

type Grouped = ReadonlyMap<string, readonly Row[]>;

interface Facts {
  readonly relations: ReadonlyMap<string, Relation>;
  readonly types: ReadonlyMap<string, Row>;
  readonly columns: Grouped;
  readonly constraints: Grouped;
  readonly indexes: Grouped;
  readonly triggers: Grouped;
  readonly rules: Grouped;
  readonly uniques: Grouped;
  readonly enums: Grouped;
  readonly reads: Grouped;
  readonly published: Grouped;
  readonly schemas: readonly string[];
}

const FAMILIES: Readonly<Record<string, ColumnSchema["family"]>> = {
  text: "text",
  varchar: "text",
  bpchar: "text",
  name: "text",
  citext: "text",
  int2: "number",
  int4: "number",
  int8: "number",
  numeric: "number",
  float4: "number",
  float8: "number",
  money: "number",
  bool: "boolean",
  date: "date",
  time: "time",
  timetz: "time",
  timestamp: "timestamp",
  timestamptz: "timestamp",
  uuid: "uuid",
  json: "json",
  jsonb: "json",
  bytea: "bytes",
};

const ACTIONS: Readonly<Record<string, ForeignKey["onDelete"]>> = {
  a: "no-action",
  r: "restrict",
  c: "cascade",
  n: "set-null",
  d: "set-default",
};

/** Bits of pg_trigger.tgtype. */
const EVENTS = [
  [4, "insert"],
  [8, "delete"],
  [16, "update"],
  [32, "truncate"],
] as const;
const RULE_EVENTS: Readonly<Record<string, "insert" | "update" | "delete">> = { "2": "update", "3": "insert", "4": "delete" };

const list = (json: unknown): readonly string[] =>
  json === null || json === undefined ? [] : (JSON.parse(String(json)) as unknown[]).map(String);

function readRelation(
  [oid, schema, table, kind, rowSecurity, tuples, parents, isReadable, isOwned]: Row,
  schemas: readonly string[],
): Relation {
  return {
    oid: String(oid),
    name: datasetName(schemas, String(schema), String(table)),
    kind: KINDS[String(kind)] ?? "table",
    rowSecurity: rowSecurity === true,
    estimatedRows: Number(tuples),
    parents: list(parents),
    isReadable: isReadable === true,
    isOwned: isOwned === true,
  };
}

/** A domain's own base type, with what the domains on the way limit. */
function baseType(
  facts: Facts,
  oid: unknown,
  mod: unknown,
): { readonly name: string; readonly mod: number; readonly isLimited: boolean; readonly labels?: readonly string[] } {
  const [name, kind, base, baseMod] = facts.types.get(String(oid))?.slice(1) ?? [];
  if (kind === "d") return { ...baseType(facts, base, Number(mod) === -1 ? baseMod : mod), isLimited: true };
  const labels = facts.enums.get(String(oid))?.[0]?.[0];
  return { name: String(name), mod: Number(mod), isLimited: kind === "e", ...(kind === "e" ? { labels: list(labels) } : {}) };
}

interface IndexFacts {
  readonly unique: ReadonlySet<string>;
  readonly indexed: ReadonlySet<string>;
  readonly indexes: readonly (readonly string[])[];
}

/** An index on lower(column) is as good as one on the column for texts that are matched without regard to case. */
const unfolded = (expression: string): string | undefined => /^lower\(\(?"?(.+?)"?\)?(?:::text)?\)$/.exec(expression)?.[1];

function indexFacts(rows: readonly Row[]): IndexFacts {
  const unique = new Set<string>();
  const indexed = new Set<string>();
  const indexes: (readonly string[])[] = [];
  for (const [isUnique, isWhole, width, name, expression, keys] of rows) {
    if (isWhole === true) indexes.push(list(keys).map((key) => unfolded(key) ?? key));
    const column = name === null ? unfolded(String(expression ?? "")) : String(name);
    if (column === undefined) continue;
    if (isWhole === true) indexed.add(column);
    if (isUnique === true && isWhole === true && width === 1) unique.add(column);
  }
  return { unique, indexed, indexes };
}

const primaryKeyOf = (facts: Facts, oid: string): readonly string[] =>
  list((facts.constraints.get(oid) ?? []).find((row) => row[1] === "p")?.[2] ?? null);

function columnsOf(facts: Facts, oid: string): readonly ColumnSchema[] {
  const { unique, indexed } = indexFacts(facts.indexes.get(oid) ?? []);
  const checks = (facts.constraints.get(oid) ?? []).filter((row) => row[1] === "c");
  const checked = new Set(checks.flatMap((row) => list(row[2])));
  const primaryKey = primaryKeyOf(facts, oid);
  const texts = checks.map((row) => ({ name: String(row[0]), text: String(row[8]) }));
  const indexes = (facts.uniques.get(oid) ?? []).map(([name, columns, expressions, whole, nullsUnique]) => ({
    ...{ name: String(name), columns: list(columns), expressions: String(expressions ?? "") },
    ...{ whole: whole === true, nullsUnique: nullsUnique === true },
  }));
  return (facts.columns.get(oid) ?? []).map(([name, type, typeOid, mod, notNull, generated]): ColumnSchema => {
    const base = baseType(facts, typeOid, mod);
    const family = String(type).endsWith("[]") ? "array" : (FAMILIES[base.name] ?? "other");
    const hasLength = (base.name === "varchar" || base.name === "bpchar") && base.mod >= 4;
    return {
      name: String(name),
      type: String(type),
      family,
      nullable: notNull !== true && facts.types.get(String(typeOid))?.[5] !== true,
      maxLength: hasLength ? base.mod - 4 : null,
      generated: generated === true,
      unique: unique.has(String(name)),
      checked: base.isLimited || checked.has(String(name)),
      indexed: indexed.has(String(name)),
      ...limitsOf(String(name), { primaryKey, indexes, checks: texts, labels: base.labels }),
    };
  });
}

function foreignKeysOf(facts: Facts, oid: string): readonly ForeignKey[] {
  return (facts.constraints.get(oid) ?? [])
    .filter((row) => row[1] === "f")
    .map(
      ([name, , columns, target, targetColumns, onDelete, onUpdate, deferrable]): ForeignKey => ({
        name: String(name),
        columns: list(columns),
        target: facts.relations.get(String(target))?.name ?? String(target),
        targetColumns: list(targetColumns),
        onDelete: ACTIONS[String(onDelete)] ?? "no-action",
        onUpdate: ACTIONS[String(onUpdate)] ?? "no-action",
        deferrable: deferrable === true,
      }),
    );
}

function triggersOf(facts: Facts, oid: string): readonly TriggerSchema[] {
  const named = (table: string): string => {
    const [schema, name] = table.split(".");
    return name === undefined ? table : datasetName(facts.schemas, schema ?? "", name);
  };
  const triggers = (facts.triggers.get(oid) ?? []).map(
    ([name, type, enabled, definition, body, readable]): TriggerSchema => ({
      name: String(name),
      on: EVENTS.filter(([bit]) => (Number(type) & bit) !== 0).map(([, event]) => event),
      definition: String(definition),
      enabled: enabled === true,
      ...triggerFacts(String(body), named, readable === true),
    }),
  );
  const rules = (facts.rules.get(oid) ?? []).map(
    ([name, event, enabled, definition, body]): TriggerSchema => ({
      name: String(name),
      on: [RULE_EVENTS[String(event)] ?? "update"],
      definition: String(definition),
      enabled: enabled === true,
      ...triggerFacts(String(body), named),
    }),
  );
  return [...triggers, ...rules];
}

/** All that inherit from a relation, at any depth. */
function descendants(facts: Facts, oid: string): readonly Relation[] {
  const children = [...facts.relations.values()].filter((relation) => relation.parents.includes(oid));
  return children.flatMap((child) => [child, ...descendants(facts, child.oid)]);
}

function rowKeyOf(kind: Relation["kind"], primaryKey: readonly string[], hasChildren: boolean): readonly string[] {
  // Children by inheritance do not share their parent's key; partitions do.
  if (primaryKey.length > 0 && (kind === "partitioned" || !hasChildren)) return primaryKey;
  return kind === "view" || kind === "foreign" ? [] : ["@tableoid", "@ctid"];
}

function datasetOf(facts: Facts, relation: Relation): DatasetSchema {
  const { oid, name, kind } = relation;
  const primaryKey = primaryKeyOf(facts, oid);
  const reads = (facts.reads.get(oid) ?? []).flatMap((row) => facts.relations.get(String(row[0]))?.name ?? []);
  const published = (facts.published.get(oid) ?? []).map(([to, erasures]) => ({ name: String(to), erasures: erasures === true }));
  const children = [...new Set(descendants(facts, oid))];
  const counted = [...children, relation].map((one) => one.estimatedRows).filter((rows) => rows >= 0);
  return {
    name,
    kind,
    columns: columnsOf(facts, oid),
    primaryKey,
    indexes: indexFacts(facts.indexes.get(oid) ?? []).indexes,
    rowKey: rowKeyOf(kind, primaryKey, children.length > 0),
    foreignKeys: foreignKeysOf(facts, oid),
    triggers: triggersOf(facts, oid),
    children: children.map((child) => child.name),
    parent: facts.relations.get(relation.parents[0] ?? "")?.name ?? null,
    rowSecurity: relation.rowSecurity,
    ...(reads.length > 0 ? { reads } : {}),
    ...(published.length > 0 ? { published } : {}),
    // The parent's own estimate holds its partitions' rows once it was analyzed.
    estimatedRows:
      kind === "view" || counted.length === 0
        ? null
        : kind === "partitioned" && relation.estimatedRows >= 0
          ? relation.estimatedRows
          : counted.reduce((sum, rows) => sum + rows, 0),
  };
}

/** Reads the schema of a database, as far as its catalog tells it: that is the whole, whatever the role may read. */
export async function inspectPostgres(store: string, schemas: readonly string[], query: Query): Promise<StoreSchema> {
  const relations = (await query(RELATIONS)).map((row) => readRelation(row, schemas));
  const facts: Facts = {
    relations: new Map(relations.map((relation) => [relation.oid, relation])),
    types: new Map((await query(TYPES)).map((row) => [String(row[0]), row])),
    columns: byFirst(await query(COLUMNS)),
    constraints: byFirst(await query(CONSTRAINTS)),
    indexes: byFirst(await query(INDEXES)),
    triggers: byFirst(await query(TRIGGERS)),
    rules: byFirst(await query(RULES)),
    uniques: byFirst(await query(UNIQUES)),
    enums: byFirst(await query(ENUMS)),
    reads: byFirst(await query(READS)),
    published: byFirst(await query(PUBLISHED)),
    schemas,
  };
  const role = (await query(ROLE))[0] ?? [];
  return {
    store,
    kind: "postgres",
    product: `PostgreSQL ${String(role[3]).split(" ")[0]}`,
    datasets: Object.fromEntries(relations.map((relation) => [relation.name, datasetOf(facts, relation)])),
    defaultSchema: schemas[0] ?? "public",
    role: roleOf(role, relations, facts.columns),
  };
}
