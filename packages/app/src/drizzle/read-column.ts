import type { Column } from "drizzle-orm";
import { tableName } from "../sql/match-sql.ts";
import type { ModelColumn } from "../sql/model.ts";

/** How the database calls a column: as the schema does, or as the database's `casing` makes of it. */
export type NameOf = (column: Column) => string;

export function namesOf(db: object): NameOf {
  const { dialect } = db as { dialect?: { casing?: { getColumnCasing?(column: Column): string } } };
  return (column) => dialect?.casing?.getColumnCasing?.(column) ?? column.name;
}

interface ColumnFacts {
  readonly enum?: { readonly enumName: string; readonly enumValues: readonly string[]; readonly schema?: string | undefined };
}

/** A type of the database's own; a list of values that TypeScript alone knows of limits nothing. */
export const enumOf = (column: Column): ColumnFacts["enum"] => (column as Column & ColumnFacts).enum;

/** What a column says of itself. */
export function readColumn(column: Column, name: string): ModelColumn {
  const own = enumOf(column);
  return {
    name,
    type: column.getSQLType(),
    generated: column.generated !== undefined || column.generatedIdentity?.type === "always",
    ...(own === undefined ? {} : { allowed: own.enumValues, cast: tableName({ schema: own.schema, name: own.enumName }) }),
  };
}
