import { hashOf } from "@troth/core/foundation";
import type { ColumnSchema, DatasetSchema, ForeignKey, StoreSchema, TriggerSchema } from "@troth/core/subject-graph";
import { limitsOf, type UniqueIndex } from "../column-limits.ts";
import type { Row } from "../connector.ts";
import { triggerFacts } from "../trigger-facts.ts";
import { byFirst } from "../values.ts";
import { checkedColumns, checksOf, triggerEvents } from "./read-table-sql.ts";
import type { SqliteConnection } from "./session.ts";

/** Our own table in the store: no part of its schema. */
export const JOURNAL = "troth_journal";

const TABLES = `SELECT l.name, l.type, l.wr, m.sql FROM pragma_table_list AS l
  LEFT JOIN main.sqlite_master AS m ON m.name = l.name AND m.type IN ('table', 'view')
  WHERE l.schema = 'main' AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND l.name <> '${JOURNAL}' ORDER BY l.name`;
const each = (fields: string, source: string): string =>
  `SELECT l.name, ${fields} FROM pragma_table_list AS l, ${source} WHERE l.schema = 'main'`;
const COLUMNS = each('c.name, c.type, c."notnull", c.pk, c.hidden', "pragma_table_xinfo(l.name, 'main') AS c");
const INDEXES = each(
  'i.name, i."unique", i.partial, x.seqno, x.name',
  "pragma_index_list(l.name, 'main') AS i, pragma_index_info(i.name, 'main') AS x",
);
const INDEX_SQL = "SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND sql IS NOT NULL";
const FOREIGN_KEYS = each(
  'f.id, f.seq, f."table", f."from", f."to", f.on_update, f.on_delete',
  "pragma_foreign_key_list(l.name, 'main') AS f",
);
const TRIGGERS = "SELECT tbl_name, name, sql FROM main.sqlite_master WHERE type = 'trigger' ORDER BY name";
const HAS_STATISTICS = "SELECT 1 FROM main.sqlite_master WHERE name = 'sqlite_stat1'";
const STATISTICS = "SELECT tbl, stat FROM main.sqlite_stat1 WHERE stat IS NOT NULL";

const FAMILIES: readonly (readonly [RegExp, ColumnSchema["family"]])[] = [
  [/BOOL/, "boolean"],
  [/TIMESTAMP|DATETIME/, "timestamp"],
  [/^DATE/, "date"],
  [/^TIME/, "time"],
  [/UUID|GUID/, "uuid"],
  [/JSON/, "json"],
  [/CHAR|CLOB|TEXT/, "text"],
  [/INT|REAL|FLOA|DOUB|NUM|DEC|MONEY/, "number"],
  [/BLOB|BINARY/, "bytes"],
];

interface Facts {
  readonly tables: readonly Row[];
  readonly columns: ReadonlyMap<string, readonly Row[]>;
  readonly indexes: ReadonlyMap<string, readonly Row[]>;
  readonly indexSql: ReadonlyMap<string, string>;
  readonly foreignKeys: ReadonlyMap<string, readonly Row[]>;
  readonly triggers: ReadonlyMap<string, readonly Row[]>;
  readonly statistics: readonly Row[];
}

const primaryKeyOf = (columns: readonly Row[]): readonly string[] =>
  columns
    .filter((column) => Number(column[3]) > 0)
    .sort((one, other) => Number(one[3]) - Number(other[3]))
    .map((column) => String(column[0]));

function columnsOf(facts: Facts, table: string, sql: string): readonly ColumnSchema[] {
  const rows = (facts.columns.get(table) ?? []).filter((row) => row[4] !== 1);
  const primaryKey = primaryKeyOf(rows);
  const indexes = byFirst(facts.indexes.get(table) ?? []);
  const unique = new Set(primaryKey.length === 1 ? primaryKey : []);
  const indexed = new Set(primaryKey.slice(0, 1));
  for (const fields of indexes.values()) {
    const first = fields.find((field) => field[2] === 0);
    if (first === undefined || first[3] === null) continue;
    indexed.add(String(first[3]));
    if (fields.length === 1 && first[0] === 1 && first[1] === 0) unique.add(String(first[3]));
  }
  const names = rows.map((row) => String(row[0]));
  const checked = checkedColumns(sql, names);
  const limits = { primaryKey, indexes: uniqueIndexes(facts, indexes), checks: checksOf(sql) };
  return rows.map(([name, type, notNull, place, hidden]): ColumnSchema => {
    const word = String(type).toUpperCase();
    const length = /\(\s*(\d+)\s*\)/.exec(word)?.[1];
    const family = FAMILIES.find(([pattern]) => pattern.test(word))?.[1] ?? "other";
    return {
      name: String(name),
      type: String(type),
      family,
      nullable: notNull === 0 && !(place !== 0 && word === "INTEGER"),
      maxLength: family === "text" && length !== undefined ? Number(length) : null,
      generated: hidden === 2 || hidden === 3,
      unique: unique.has(String(name)),
      checked: checked.has(String(name)),
      indexed: indexed.has(String(name)),
      ...limitsOf(String(name), limits),
    };
  });
}

function uniqueIndexes(facts: Facts, indexes: ReadonlyMap<string, readonly Row[]>): UniqueIndex[] {
  return [...indexes].flatMap(([name, fields]): UniqueIndex[] => {
    const [isUnique, isPartial] = fields[0] ?? [];
    if (isUnique !== 1) return [];
    const columns = fields.flatMap((field) => (field[3] === null ? [] : String(field[3])));
    const keys = facts.indexSql.get(name)?.replace(/\bwhere\b[\s\S]*$/i, "") ?? "";
    // The text of an expression stands in CREATE INDEX alone, behind ON and the table's name.
    const expressions = columns.length === fields.length ? "" : keys.slice(keys.indexOf("("));
    return [{ name, columns, expressions, whole: isPartial === 0, nullsUnique: false }];
  });
}

/** Columns of the indexes over all rows; in the place of an expression stands nothing that is a column. */
const wholeIndexes = (facts: Facts, table: string): readonly (readonly string[])[] =>
  [...byFirst(facts.indexes.get(table) ?? []).values()]
    .filter((fields) => fields[0]?.[1] === 0)
    .map((fields) => fields.map((field) => String(field[3] ?? "")));

const action = (word: unknown): ForeignKey["onDelete"] => String(word).toLowerCase().replace(" ", "-") as ForeignKey["onDelete"];

function foreignKeysOf(facts: Facts, table: string): readonly ForeignKey[] {
  const known = new Map(facts.tables.map((row) => [String(row[0]).toLowerCase(), String(row[0])]));
  return [...byFirst(facts.foreignKeys.get(table) ?? []).values()].map((fields): ForeignKey => {
    const parts = [...fields].sort((one, other) => Number(one[0]) - Number(other[0]));
    const columns = parts.map((part) => String(part[2]));
    const target = known.get(String(parts[0]?.[1]).toLowerCase()) ?? String(parts[0]?.[1]);
    return {
      // SQLite keeps the constraint's name to itself.
      name: `${table}_${columns.join("_")}_fkey`,
      columns,
      target,
      targetColumns: parts.some((part) => part[3] === null)
        ? primaryKeyOf(facts.columns.get(target) ?? [])
        : parts.map((part) => String(part[3])),
      onDelete: action(parts[0]?.[5]),
      onUpdate: action(parts[0]?.[4]),
      // Act sessions set `defer_foreign_keys`.
      deferrable: true,
    };
  });
}

const triggersOf = (facts: Facts, table: string): readonly TriggerSchema[] =>
  (facts.triggers.get(table) ?? []).map(([name, sql]) => ({
    name: String(name),
    on: triggerEvents(String(sql)),
    definition: hashOf(String(sql)),
    enabled: true,
    ...triggerFacts(String(sql), (name) => name.replace(/^main\./i, "")),
  }));

function datasetOf(facts: Facts, [name, type, withoutRowid, sql]: Row): DatasetSchema {
  const table = String(name);
  const columns = columnsOf(facts, table, String(sql ?? ""));
  const primaryKey = primaryKeyOf(facts.columns.get(table) ?? []);
  const hasRowid = type !== "view" && withoutRowid === 0;
  const virtual = facts.tables.filter((row) => row[1] === "virtual").map((row) => String(row[0]));
  const shadows = facts.tables.filter((row) => row[1] === "shadow").map((row) => String(row[0]));
  const counted = facts.statistics.filter((row) => row[0] === table).map((row) => Number.parseInt(String(row[1]), 10));
  return {
    name: table,
    kind: type === "view" ? "view" : type === "virtual" ? "foreign" : "table",
    columns,
    primaryKey,
    indexes: wholeIndexes(facts, table),
    rowKey: primaryKey.length > 0 ? primaryKey : hasRowid ? ["@rowid"] : [],
    foreignKeys: foreignKeysOf(facts, table),
    triggers: triggersOf(facts, table),
    // A full-text index keeps its texts in tables of its own, which change with it.
    children: type === "virtual" ? shadows.filter((shadow) => shadow.startsWith(`${table}_`)) : [],
    parent: type === "shadow" ? (virtual.find((owner) => table.startsWith(`${owner}_`)) ?? null) : null,
    rowSecurity: false,
    estimatedRows: counted.length === 0 ? null : Math.max(...counted),
  };
}

/** Reads the schema of a file. */
export async function inspectSqlite({ store, thread, id, limitMs }: SqliteConnection): Promise<StoreSchema> {
  const queries = [TABLES, COLUMNS, INDEXES, FOREIGN_KEYS, TRIGGERS, INDEX_SQL, HAS_STATISTICS, "SELECT sqlite_version()"];
  const [tables = [], columns = [], indexes = [], foreignKeys = [], triggers = [], indexSql = [], has, version] =
    await thread.run(
      id,
      queries.map((sql) => ({ sql })),
      limitMs,
    );
  const statistics = has?.length ? ((await thread.run(id, [{ sql: STATISTICS }], limitMs))[0] ?? []) : [];
  const facts: Facts = {
    tables,
    columns: byFirst(columns),
    indexes: byFirst(indexes),
    foreignKeys: byFirst(foreignKeys),
    indexSql: new Map(indexSql.map(([name, sql]) => [String(name), String(sql)])),
    triggers: byFirst(triggers),
    statistics,
  };
  return {
    store,
    kind: "sqlite",
    product: `SQLite ${version?.[0]?.[0]}`,
    datasets: Object.fromEntries(tables.map((row) => [String(row[0]), datasetOf(facts, row)])),
    role: { name: "file", warnings: [] },
  };
}
