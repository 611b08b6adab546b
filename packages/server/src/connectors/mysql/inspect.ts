import { familyIn, labelsOf, longestIn } from "@troth/app/mysql";
import { hashOf } from "@troth/core/foundation";
import type { ColumnSchema, DatasetSchema, ForeignKey, StoreSchema, TriggerSchema } from "@troth/core/subject-graph";
import { limitsOf } from "../column-limits.ts";
import type { Row } from "../connector.ts";
import { mysqlTriggerFacts } from "../trigger-facts.ts";
import { byFirst } from "../values.ts";
import { datasetName, groupKeys, JOURNAL, keyOf, type Query, ROW, refusesChange } from "./catalog.ts";
import * as sql from "./inspect-sql.ts";
import { checksOf, uniqueIndexes } from "./limits.ts";
import { roleOf, type Sight, sightOf } from "./role.ts";

type Grouped = ReadonlyMap<string, readonly Row[]>;

/** What one schema of the server holds. */
interface Facts {
  readonly schemas: readonly string[];
  readonly schema: string;
  readonly tables: readonly Row[];
  readonly columns: Grouped;
  readonly indexes: Grouped;
  readonly foreignKeys: Grouped;
  readonly checks: Grouped;
  readonly triggers: Grouped;
}

function columnsOf(facts: Facts, table: string): readonly ColumnSchema[] {
  const rows = facts.columns.get(table) ?? [];
  const indexes = facts.indexes.get(table) ?? [];
  const alone = (row: Row): boolean => indexes.filter(([name]) => name === row[0]).length === 1;
  const unique = new Set(indexes.filter((row) => row[2] === 1 && alone(row)).map(([, column]) => String(column)));
  const indexed = new Set(indexes.filter((row, at) => row[0] !== indexes[at - 1]?.[0]).map(([, column]) => String(column)));
  const { json, checks } = checksOf(facts.checks.get(table) ?? []);
  const made = new Map(rows.map((row) => [String(row[0]), String(row[11] ?? "")]));
  const limits = { primaryKey: keyOf(indexes).primary, indexes: uniqueIndexes(indexes, made), checks };
  return rows.map(([name, type, declared, , , length, , , nullable, generated]): ColumnSchema => {
    const word = String(type).toLowerCase();
    const column = String(name);
    const shape = { type: word, declared: String(declared), maxLength: length === null ? null : Number(length) };
    const family = json.has(column) ? "json" : familyIn(shape);
    const labels = labelsOf(String(declared));
    const limit = limitsOf(column, { ...limits, labels });
    return {
      name: column,
      type: String(declared),
      family,
      nullable: nullable === 1,
      maxLength: family === "json" ? null : longestIn(shape),
      generated: generated === 1,
      unique: unique.has(column),
      checked: limit.checks !== undefined || labels !== undefined,
      indexed: indexed.has(column),
      ...limit,
      ...(word === "set" ? { several: true } : {}),
    };
  });
}

const ACTIONS: Readonly<Record<string, ForeignKey["onDelete"]>> = {
  CASCADE: "cascade",
  "SET NULL": "set-null",
  "SET DEFAULT": "set-default",
};
/** InnoDB waits for nothing: NO ACTION refuses at once, as RESTRICT does. */
const action = (word: unknown): ForeignKey["onDelete"] => ACTIONS[String(word)] ?? "restrict";

function foreignKeysOf(facts: Facts, table: string): readonly ForeignKey[] {
  return groupKeys(facts.foreignKeys.get(table) ?? []).map((parts): ForeignKey => {
    const [name, , schema, target, , onDelete, onUpdate] = parts[0] ?? [];
    return {
      name: String(name),
      columns: parts.map((part) => String(part[1])),
      target: datasetName(facts.schemas, String(schema), String(target)),
      targetColumns: parts.map((part) => String(part[4])),
      onDelete: action(onDelete),
      onUpdate: action(onUpdate),
      deferrable: false,
    };
  });
}

function triggersOf(facts: Facts, table: string): readonly TriggerSchema[] {
  const named = (target: string): string => {
    const [schema = "", name] = target.split(".");
    return name === undefined ? datasetName(facts.schemas, facts.schema, target) : datasetName(facts.schemas, schema, name);
  };
  return (facts.triggers.get(table) ?? []).map(([name, event, definition, body]) => ({
    name: String(name),
    on: [String(event).toLowerCase() as "insert" | "update" | "delete"],
    definition: hashOf(String(definition)),
    enabled: true,
    ...mysqlTriggerFacts(String(body), named),
  }));
}

function datasetOf(facts: Facts, [table, type, engine, transactions, rows, partitioned]: Row): DatasetSchema {
  const isView = String(type).endsWith("VIEW");
  const key = keyOf(facts.indexes.get(String(table)) ?? []);
  const refuses = refusesChange(type, engine, transactions);
  return {
    name: datasetName(facts.schemas, facts.schema, String(table)),
    kind: isView ? "view" : partitioned === 1 ? "partitioned" : "table",
    columns: columnsOf(facts, String(table)),
    primaryKey: key.primary,
    indexes: groupKeys(facts.indexes.get(String(table)) ?? []).map((parts) => parts.map(([, column]) => String(column))),
    rowKey: isView ? [] : key.row.length > 0 ? key.row : [ROW],
    foreignKeys: foreignKeysOf(facts, String(table)),
    triggers: triggersOf(facts, String(table)),
    children: [],
    parent: null,
    rowSecurity: false,
    estimatedRows: isView || rows === null || rows === undefined ? null : Number(rows),
    ...(refuses === undefined ? {} : { refuses }),
  };
}

async function readFacts(schemas: readonly string[], schema: string, query: Query): Promise<Facts> {
  return {
    schemas,
    schema,
    tables: (await query(sql.tables(), [schema])).filter(([name]) => name !== JOURNAL),
    columns: byFirst(await query(sql.columns(), [schema])),
    indexes: byFirst(await query(sql.indexes(), [schema])),
    foreignKeys: byFirst(await query(sql.foreignKeys(), [schema, schema])),
    checks: byFirst(await query(sql.CHECKS, [schema])),
    triggers: byFirst(await query(sql.TRIGGERS, [schema])),
  };
}

/** Reads the schemas of a store, and those of the same server with foreign keys into them. */
export async function inspectMysql(
  store: string,
  schemas: readonly string[],
  { query, acting }: { readonly query: Query; readonly acting: Sight | undefined },
): Promise<StoreSchema> {
  const pointing = new Set<string>();
  for (const schema of schemas)
    for (const [other] of await query(sql.POINTING_SCHEMAS, [schema, schema])) pointing.add(String(other));
  const all: Facts[] = [];
  for (const schema of new Set([...schemas, ...pointing])) all.push(await readFacts(schemas, schema, query));
  const reading = await sightOf(schemas, query);
  const { version } = reading;
  const number = version.split("-")[0];
  return {
    store,
    kind: "mysql",
    product: `${version.includes("MariaDB") ? "MariaDB" : "MySQL"} ${number}`,
    datasets: Object.fromEntries(
      all.flatMap((facts) => facts.tables.map((row) => datasetOf(facts, row))).map((dataset) => [dataset.name, dataset]),
    ),
    defaultSchema: schemas[0] ?? "",
    role: roleOf(all, { reading, acting }),
  };
}
