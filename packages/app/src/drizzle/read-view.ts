import { Column, is, SQL, type View } from "drizzle-orm";
import { getViewConfig, type PgView } from "drizzle-orm/pg-core";
import type { Model, ModelColumn } from "../sql/model.ts";
import { type NameOf, readColumn } from "./read-column.ts";

/** A view: its rows are read and never acted on. */
export function readView(view: View, nameOf: NameOf): Model {
  // Views of every dialect keep this in one place; Drizzle's types have a function for each.
  const { name, schema, selectedFields } = getViewConfig(view as unknown as PgView);
  return {
    name,
    schema,
    key: [],
    readOnly: true,
    columns: Object.values(selectedFields).flatMap((field) => columnsOf(field, nameOf)),
  };
}

function columnsOf(field: unknown, nameOf: NameOf): readonly ModelColumn[] {
  if (is(field, Column)) return [readColumn(field, nameOf(field))];
  // What an expression is of, only the database knows.
  return is(field, SQL.Aliased) ? [{ name: field.fieldAlias, type: "unknown", family: "other", cast: "text" }] : [];
}
