import type { ColumnSpec, DatasetSpec } from "../store.ts";
import { castOf, familyOf, lengthOf } from "./family.ts";
import type { Table } from "./statements.ts";

/** A column as an ORM's own metadata tells it, by the database's name for it. */
export type ModelColumn = Partial<Exclude<ColumnSpec, string>> & {
  readonly name: string;
  readonly type: string;
  /** The type as a cast takes it, where it is none of the database's own. */
  readonly cast?: string | undefined;
};

/** A table or a view as an ORM's own metadata tells it. */
export interface Model extends Omit<DatasetSpec, "columns"> {
  readonly name: string;
  readonly schema?: string | undefined;
  readonly columns: readonly ModelColumn[];
}

/** A dataset as the server is told of it, and as statements need it. */
export interface Declared {
  readonly spec: DatasetSpec;
  readonly table: Table;
}

/** As the server's own connector names it: with its schema, unless that is the usual one. */
export const datasetName = ({ schema = "public", name }: Pick<Model, "schema" | "name">): string =>
  schema === "public" ? name : `${schema}.${name}`;

export function declareModel({ name, schema, columns, ...more }: Model): Declared {
  const specs: Record<string, ColumnSpec> = {};
  const known = new Map<string, { readonly name: string; readonly type: string; readonly family: string }>();
  for (const { name: column, cast, ...own } of columns) {
    const family = own.family ?? familyOf(own.type);
    specs[column] = { maxLength: lengthOf(own.type), ...own, family };
    known.set(column, { name: column, type: cast ?? castOf(own.type), family });
  }
  return { spec: { ...more, columns: specs }, table: { name, schema, columns: known } };
}
