import { type Column, is, type SQL, View } from "drizzle-orm";
import { MySqlTable, getTableConfig as mysqlTable } from "drizzle-orm/mysql-core";
import { PgTable, getTableConfig as pgTable } from "drizzle-orm/pg-core";
import { SQLiteTable, getTableConfig as sqliteTable } from "drizzle-orm/sqlite-core";
import type { WireReference } from "../messages.ts";
import { type Declared, datasetName, declareModel, type Model } from "../sql/model.ts";
import { type Dialect, rowAddress } from "../sql/statements.ts";
import { enumOf, type NameOf, namesOf, readColumn } from "./read-column.ts";
import { readView } from "./read-view.ts";

/** What the dialects' `getTableConfig` have in common. */
interface TableConfig {
  readonly name: string;
  readonly schema?: string | undefined;
  readonly columns: readonly Column[];
  readonly primaryKeys: readonly { readonly columns: readonly Column[] }[];
  readonly uniqueConstraints: readonly { readonly columns: readonly Column[]; getName(): string | undefined }[];
  readonly indexes: readonly { readonly config: IndexConfig }[];
  readonly checks: readonly { readonly value: SQL }[];
  readonly foreignKeys: readonly ForeignKey[];
}

interface IndexConfig {
  readonly name?: string;
  readonly unique: boolean;
  readonly where?: SQL | undefined;
  /** A column, or an expression. */
  readonly columns: readonly unknown[];
}

interface ForeignKey {
  readonly onDelete: string | undefined;
  readonly reference: () => Readonly<Record<"columns" | "foreignColumns", readonly Column[]>> & {
    readonly foreignTable: unknown;
  };
}

/** Every table and view of a schema; relations, enums and whatever else it exports are passed over. */
export function readSchema(db: object, dialect: Dialect, schema: Readonly<Record<string, unknown>>): Record<string, Declared> {
  const nameOf = namesOf(db);
  const models = Object.values(schema).flatMap((one): Model[] => {
    const table = configOf(one);
    if (table) return [readTable(table, dialect, nameOf)];
    return is(one, View) ? [readView(one, nameOf)] : [];
  });
  return Object.fromEntries(models.map((model) => [datasetName(model), declareModel(model)]));
}

function configOf(one: unknown): TableConfig | undefined {
  if (is(one, PgTable)) return pgTable(one);
  if (is(one, MySqlTable)) return mysqlTable(one) as unknown as TableConfig;
  return is(one, SQLiteTable) ? sqliteTable(one) : undefined;
}

function readTable(config: TableConfig, dialect: Dialect, nameOf: NameOf): Model {
  const own = config.columns.filter((column) => column.primary);
  const facts = factsOf(config, nameOf);
  const primary = (config.primaryKeys[0]?.columns ?? own).map(nameOf);
  const key = primary.length === 0 && dialect === "mysql" ? uniqueKey(config, facts, nameOf) : primary;
  return {
    name: config.name,
    schema: config.schema,
    key: key.length > 0 ? key : rowAddress(dialect),
    columns: config.columns.map((column) => {
      const name = nameOf(column);
      const indexes = facts.indexes.filter(({ columns }) => columns[0] === name);
      const uniques = facts.uniques.filter(({ columns }) => columns.includes(name));
      const isUnique = column.isUnique || uniques.some(({ columns, whole }) => whole && columns.length === 1);
      const uniqueBy = uniques.filter(({ columns, whole }) => !whole || columns.length > 1);
      return {
        ...readColumn(column, name),
        nullable: !column.notNull && !key.includes(name),
        unique: isUnique || (key.length === 1 && key[0] === name),
        indexed: isUnique || key[0] === name || indexes.length > 0,
        checked: facts.checked.has(name) || enumOf(column) !== undefined,
        uniqueBy: uniqueBy.map((one) => one.name),
      };
    }),
    references: config.foreignKeys.map(referenceOf(nameOf)),
  };
}

/** Without a primary key: unique columns that are never empty, by which InnoDB goes too. MariaDB and MySQL have no address of a row. */
function uniqueKey({ columns }: TableConfig, { uniques }: ReturnType<typeof factsOf>, nameOf: NameOf): readonly string[] {
  const required = new Set<string | undefined>(columns.filter(({ notNull }) => notNull).map(nameOf));
  const alone = columns.filter(({ isUnique }) => isUnique).map((column) => [nameOf(column)]);
  const together = uniques.filter(({ whole }) => whole).map((one) => one.columns.filter((column) => column !== undefined));
  return [...alone, ...together].find((names) => names.every((name) => required.has(name))) ?? [];
}

interface Index {
  readonly name: string;
  readonly columns: readonly (string | undefined)[];
  /** Of all rows, and of columns alone. */
  readonly whole: boolean;
}

/** What a table's constraints and indexes say of its columns. */
function factsOf(config: TableConfig, nameOf: NameOf) {
  const named = new Map(config.columns.map((column) => [column.name, nameOf(column)]));
  const columnsIn = (value: unknown): readonly string[] => {
    const { name, queryChunks } = (value ?? {}) as { readonly name?: string; readonly queryChunks?: readonly unknown[] };
    if (queryChunks) return queryChunks.flatMap(columnsIn);
    return name === undefined ? [] : [named.get(name) ?? name];
  };
  const indexes = config.indexes.map(({ config: one }): Index & { readonly unique: boolean } => {
    const isPlain = one.columns.every((column) => !("queryChunks" in (column as object)));
    const columns = one.columns.flatMap(columnsIn);
    return {
      name: one.name ?? `${config.name}_${columns.join("_")}`,
      columns,
      whole: isPlain && one.where === undefined,
      unique: one.unique,
    };
  });
  const constraints = config.uniqueConstraints.map((one): Index => {
    const columns = one.columns.map(nameOf);
    return { name: one.getName() ?? `${config.name}_${columns.join("_")}`, columns, whole: true };
  });
  return {
    indexes: [...indexes, ...constraints].filter((one) => one.whole),
    uniques: [...indexes.filter((one) => one.unique), ...constraints],
    checked: new Set(config.checks.flatMap(({ value }) => columnsIn(value))),
  };
}

const referenceOf =
  (nameOf: NameOf) =>
  ({ reference, onDelete }: ForeignKey): NonNullable<Model["references"]>[number] => {
    const { columns, foreignColumns, foreignTable } = reference();
    const target = configOf(foreignTable);
    return {
      columns: columns.map(nameOf),
      target: target === undefined ? "" : datasetName(target),
      targetColumns: foreignColumns.map(nameOf),
      onDelete: (onDelete ?? "no action").replace(" ", "-") as WireReference["onDelete"],
    };
  };
