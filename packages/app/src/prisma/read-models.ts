import { StoreError } from "../errors.ts";
import type { WireReference } from "../messages.ts";
import { tableName } from "../sql/match-sql.ts";
import { datasetName, type Model, type ModelColumn } from "../sql/model.ts";
import type { Dialect } from "../sql/statements.ts";
import type { PrismaDatamodel, PrismaField, PrismaIndex, PrismaModel } from "./datamodel.ts";
import { sqlTypeOf } from "./sql-type.ts";

type Reference = NonNullable<Model["references"]>[number];

const columnName = ({ name, dbName }: PrismaField): string => dbName ?? name;
const isColumn = ({ kind }: PrismaField): boolean => kind === "scalar" || kind === "enum";
const placeOf = ({ name, dbName, schema }: PrismaModel) => ({ name: dbName ?? name, schema: schema ?? undefined });

/** The tables and views of a schema of Prisma, with those that it makes of relations from many to many. */
export function readModels(datamodel: PrismaDatamodel, dialect: Dialect): readonly Model[] {
  const { models } = datamodel;
  // A generated client carries the names of fields and no more: a column that is wrongly said to take null would be emptied in vain.
  if (models.some(({ fields }) => fields.some(({ isRequired }) => isRequired === undefined)))
    throw new StoreError(
      "failed",
      "the data model says nothing of its fields: give that of `getDMMF`, not that of the generated client",
    );
  return [...models.map((model) => readModel(model, datamodel, dialect)), ...joinTables(models, dialect)];
}

function readModel(model: PrismaModel, { models, enums, indexes }: PrismaDatamodel, dialect: Dialect): Model {
  const named = new Map(model.fields.map((field) => [field.name, columnName(field)]));
  const names = (fields: readonly string[]): string[] => fields.map((field) => named.get(field) ?? field);
  const own = indexes.filter((one) => one.model === model.name && one.type !== "fulltext");
  const key = names(keyOf(model, own));
  const column = (field: PrismaField): ModelColumn => {
    const name = columnName(field);
    const values = enums.find((one) => field.kind === "enum" && one.name === field.type);
    const uniques = own.filter((one) => one.type === "unique" && one.fields.some((part) => part.name === field.name));
    return {
      name,
      type: sqlTypeOf(field, dialect),
      nullable: field.isRequired !== true,
      unique: field.isUnique === true || (key.length === 1 && key[0] === name),
      indexed: own.some((one) => one.fields[0]?.name === field.name),
      uniqueBy: uniques.filter((one) => one.fields.length > 1).map((one) => indexName(model, one, names)),
      ...(values === undefined ? {} : enumOf(values, field, dialect)),
    };
  };
  return {
    ...placeOf(model),
    key,
    // Prisma lets nothing but a view be without a key.
    readOnly: key.length === 0,
    columns: model.fields.filter(isColumn).map(column),
    references: model.fields.flatMap((field) => referenceOf(field, names, models)),
  };
}

/** The id; without one, the first unique fields that are never empty. */
function keyOf({ fields, primaryKey }: PrismaModel, indexes: readonly PrismaIndex[]): readonly string[] {
  const id = primaryKey?.fields ?? fields.filter(({ isId }) => isId).map(({ name }) => name);
  if (id.length > 0) return id;
  const required = new Set(fields.filter(({ isRequired }) => isRequired).map(({ name }) => name));
  const unique = indexes.find((one) => one.type === "unique" && one.fields.every(({ name }) => required.has(name)));
  return unique?.fields.map(({ name }) => name) ?? [];
}

const indexName = (model: PrismaModel, { dbName, fields }: PrismaIndex, names: (fields: readonly string[]) => string[]): string =>
  dbName ?? [placeOf(model).name, ...names(fields.map(({ name }) => name)), "key"].join("_");

function enumOf(one: PrismaDatamodel["enums"][number], field: PrismaField, dialect: Dialect): Partial<ModelColumn> {
  const name = one.dbName ?? one.name;
  const facts = { checked: true, allowed: one.values.map((value) => value.dbName ?? value.name) };
  if (dialect !== "postgres") return facts;
  const list = field.isList ? "[]" : "";
  return { ...facts, type: `${name}${list}`, family: field.isList ? "array" : "other", cast: `${tableName({ name })}${list}` };
}

/** What the database does when the target goes: as said, or as Prisma's own migrations have it. */
function onDelete({ relationOnDelete }: PrismaField, isRequired: boolean): WireReference["onDelete"] {
  const action = relationOnDelete ?? (isRequired ? "Restrict" : "SetNull");
  return action.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase() as WireReference["onDelete"];
}

function referenceOf(
  field: PrismaField,
  names: (fields: readonly string[]) => string[],
  models: readonly PrismaModel[],
): readonly Reference[] {
  const { relationFromFields: from = [], relationToFields: to = [] } = field;
  const target = models.find(({ name }) => name === field.type);
  if (!from || from.length === 0 || !to || !target) return [];
  const columns = to.map((name) => columnName(target.fields.find((one) => one.name === name) ?? { ...field, name }));
  return [
    {
      columns: names(from),
      target: datasetName(placeOf(target)),
      targetColumns: columns,
      onDelete: onDelete(field, field.isRequired === true),
    },
  ];
}

/** The tables that no model stands for: `_PostToTag`, whose column `A` leads to the model that comes first by name. */
function joinTables(models: readonly PrismaModel[], dialect: Dialect): readonly Model[] {
  const sides = models.flatMap((model) => model.fields.filter(isOfMany).map((field) => ({ model, field })));
  const relations = new Map<string, PrismaModel[]>();
  for (const { model, field } of sides) {
    const name = field.relationName ?? "";
    relations.set(name, [...(relations.get(name) ?? []), model]);
  }
  // A list on one side alone is a relation from one to many.
  return [...relations].filter(([, ends]) => ends.length === 2).map(([name, ends]) => joinTable(name, ends, dialect));
}

const isOfMany = ({ kind, isList, relationFromFields }: PrismaField): boolean =>
  kind === "object" && isList === true && (relationFromFields ?? []).length === 0;

function joinTable(relation: string, ends: readonly PrismaModel[], dialect: Dialect): Model {
  const sorted = [...ends].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const sides = sorted.map((model, at) => {
    const id = model.fields.find(({ isId }) => isId) ?? { name: "id", kind: "scalar", type: "Int" };
    const column = at === 0 ? "A" : "B";
    const reference: Reference = {
      columns: [column],
      target: datasetName(placeOf(model)),
      targetColumns: [columnName(id)],
      onDelete: "cascade",
    };
    return { column: { name: column, type: sqlTypeOf(id, dialect), nullable: false, indexed: true }, reference };
  });
  return {
    name: `_${relation}`,
    schema: sorted[0]?.schema ?? undefined,
    key: ["A", "B"],
    columns: sides.map(({ column }) => column),
    references: sides.map(({ reference }) => reference),
  };
}
