import type { Assignment, Match, Row, StreamQuery, Value } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import { otherLetters } from "../fold.ts";
import { matchable } from "../values.ts";
import { quote, type TableShape } from "./catalog.ts";
import { holdable, INTEGERS } from "./fits.ts";

/** SQL with its parameters. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

function typeOf(shape: TableShape, column: string): string {
  const type = shape.columns.get(column);
  if (type === undefined)
    throw new ConnectorError("connector.missing", shape.store, `there is no column \`${column}\` in \`${shape.dataset}\``);
  return type;
}

function name(shape: TableShape, column: string): string {
  typeOf(shape, column);
  return `t.${column.startsWith("@") ? column.slice(1) : quote(column)}`;
}

const isByText = ({ labels, unfolded }: TableShape, column: string): boolean => labels.has(column) || unfolded.has(column);

/** The type in which a column is matched with values, and the column in it. */
const matchedType = (shape: TableShape, column: string): string => (isByText(shape, column) ? "text" : typeOf(shape, column));
const matchedName = (shape: TableShape, column: string): string =>
  isByText(shape, column) ? `${name(shape, column)}::text` : name(shape, column);

/** A value as the text of an array's element; the server casts it to the column's type. */
const parameter = (value: Value | undefined): string | Buffer | null => {
  if (value === null || value === undefined) return null;
  return value instanceof Uint8Array ? Buffer.from(value) : String(value);
};

const columnOf = (rows: readonly Row[], at: number): readonly unknown[] => rows.map((row) => parameter(row[at]));

const TEXTS = new Set(["text", "character varying", "character", "name", "bpchar"]);

/** What a statement is given, numbered as it is added; after `before` of others. */
export class Parameters {
  readonly values: unknown[] = [];
  readonly #before: number;
  constructor(before = 0) {
    this.#before = before;
  }
  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.#before + this.values.length}::${type}`;
  }
}

const isArray = (type: string): boolean => type.endsWith("[]");

/** Puts a column, and the values that it is compared with, in small letters. */
function inSmall(at: {
  readonly shape: TableShape;
  readonly column: string;
  readonly values: readonly unknown[];
  readonly parameters: Parameters;
}): (sql: string) => string {
  const letters = at.shape.ascii.has(at.column) ? otherLetters(at.values).filter((pair) => pair.every(at.shape.holds)) : [];
  if (letters.length === 0) return (sql) => `lower(${sql})`;
  // What the collation does not know is told it, letter by letter. No index serves that.
  const all = (which: 0 | 1): string => at.parameters.add(letters.map((pair) => pair[which]).join(""), "text");
  const [small, capital] = [all(0), all(1)];
  return (sql) => `translate(lower(${sql}), ${capital}, ${small})`;
}

/** The type of the values that a column is compared with. */
const FORMS: Readonly<Record<NonNullable<Match["as"]>, string>> = { text: "text", number: "numeric", uuid: "uuid" };

/** A column compared with values as something else than its own type; an integer's index is still used. */
function comparedCondition(shape: TableShape, column: string, values: readonly unknown[], at: ComparedAt): string {
  const left = name(shape, column);
  const type = typeOf(shape, column);
  const { as, fold, parameters } = at;
  if (as === "uuid") {
    if (type === "uuid") return `${left} = ANY(${parameters.add(values, "uuid[]")})`;
    const digits = values.map((value) => String(value).replaceAll("-", ""));
    return `translate(lower(${left}::text), '-{}', '') = ANY(${parameters.add(digits, "text[]")})`;
  }
  if (as === "number") {
    const numbers = parameters.add(values, "numeric[]");
    const range = INTEGERS[type];
    if (range !== undefined)
      return `${left} = ANY(ARRAY(SELECT v::${type} FROM unnest(${numbers}) v WHERE v = trunc(v) AND v BETWEEN ${range[0]} AND ${range[1]}))`;
    if (!TEXTS.has(type)) return `${left}::numeric = ANY(${numbers})`;
    // A collation that tells no cases apart knows no patterns.
    return `CASE WHEN ${left} COLLATE "C" ~ '^\\s*[+-]?[0-9]+(\\.[0-9]*)?\\s*$' THEN ${left}::numeric END = ANY(${numbers})`;
  }
  const texts = parameters.add(values, "text[]");
  if (!fold) return `${left}::text = ANY(${texts})`;
  const small = inSmall({ shape, column, values, parameters });
  return `${small(`${left}::text`)} = ANY(ARRAY(SELECT ${small("v")} FROM unnest(${texts}) v))`;
}

interface ComparedAt {
  readonly as: NonNullable<Match["as"]>;
  readonly fold: boolean;
  readonly parameters: Parameters;
}

/** Rows whose column's text contains one of the values. */
function insideCondition(shape: TableShape, match: Match, parameters: Parameters): string {
  const [column = ""] = match.columns;
  const values = columnOf(holdable(["text"], matchable(match), shape.holds), 0);
  const texts = parameters.add(values, "text[]");
  const small = match.fold ? inSmall({ shape, column, values, parameters }) : (sql: string) => sql;
  // A collation that tells no cases apart looks into nothing.
  return `EXISTS (SELECT FROM unnest(${texts}) v WHERE position(${small("v")} IN (${small(`${name(shape, column)}::text`)} COLLATE "C")) > 0)`;
}

/** `WHERE` of a match, in the form that lets an index on the column (or on `lower(column)`) answer. */
function matchCondition(shape: TableShape, match: Match, parameters: Parameters): string {
  if (match.inside === true) return insideCondition(shape, match, parameters);
  const rows = matchable(match);
  const { as } = match;
  if (as !== undefined) {
    const types = match.columns.map(() => FORMS[as]);
    const parts = match.columns.map((column, at) =>
      comparedCondition(shape, column, columnOf(holdable(types, rows, shape.holds), at), { as, fold: match.fold, parameters }),
    );
    if (parts.length > 1)
      throw new ConnectorError("connector.failed", shape.store, "only one column can be compared as another type");
    return parts[0] ?? "FALSE";
  }
  const types = match.columns.map((column) => matchedType(shape, column));
  const held = holdable(types, rows, shape.holds);
  const forms = match.columns.map((column, at) => {
    const folds = shape.unfolded.has(column) || (match.fold && TEXTS.has(typeOf(shape, column)));
    return folds ? inSmall({ shape, column, values: columnOf(held, at), parameters }) : undefined;
  });
  const left = match.columns.map((column, at) => forms[at]?.(matchedName(shape, column)) ?? matchedName(shape, column));
  const arrays = types.map((type, at) => parameters.add(columnOf(held, at), `${type}[]`));
  if (left.length === 1)
    return `${left[0]} = ANY(${forms[0] ? `ARRAY(SELECT ${forms[0]("v")} FROM unnest(${arrays[0]}) v)` : arrays[0]})`;
  const fields = left.map((_, at) => `v${at}`);
  const right = fields.map((field, at) => forms[at]?.(field) ?? field);
  // `IN` of a distinct set is a semi-join: a row comes once, whatever repeats in the set, and the index is used.
  return `(${left.join(", ")}) IN (SELECT ${right.join(", ")} FROM unnest(${arrays.join(", ")}) v(${fields.join(", ")}))`;
}

function condition(shape: TableShape, query: Omit<StreamQuery, "columns">, parameters: Parameters): string {
  const parts = [query.match === undefined ? "TRUE" : matchCondition(shape, query.match, parameters)];
  for (const [column, allowed] of Object.entries(query.where ?? {}))
    parts.push(`${name(shape, column)}::text = ANY(${parameters.add(allowed.map(String).filter(shape.holds), "text[]")})`);
  return parts.join(" AND ");
}

/** A column as it is read: an array as JSON, a text of fixed length without the blanks that fill it up and mean nothing. */
function shown(shape: TableShape, column: string): string {
  const type = typeOf(shape, column);
  if (isArray(type)) return `array_to_json(${name(shape, column)})::text`;
  return type === "bpchar" || type === "character" ? `${name(shape, column)}::text` : name(shape, column);
}

/** Whether the elements of an array are JSON: what stands inside them is no dimension of it. */
const isOfJson = (type: string): boolean => /^jsonb?\[\]$/.test(type);

/** What is sent for a new value of an array's column. */
const arrayParameter = (value: Value, type: string): string | Buffer | null =>
  typeof value === "string" && !isOfJson(type) ? arrayText(value) : parameter(value);

/** JSON as the text of an array, in every dimension; a number is left as it is written, which may be longer than a double. */
const arrayText = (json: string): string =>
  json.replace(/"(?:[^"\\]|\\.)*"|\s+|[[\]]|null/g, (part) => {
    if (part === "[" || part === "]") return part === "[" ? "{" : "}";
    if (part === "null") return "NULL";
    return part.startsWith('"') ? `"${String(JSON.parse(part)).replace(/["\\]/g, "\\$&")}"` : "";
  });

/** Such a text as the array that a column takes. */
const arrayOf = (text: string, type: string): string =>
  isOfJson(type)
    ? `CASE WHEN ${text} IS NULL THEN NULL ELSE ARRAY(SELECT nullif(e, 'null') FROM jsonb_array_elements((${text})::jsonb) WITH ORDINALITY x(e, n) ORDER BY n)::${type} END`
    : `(${text})::${type}`;

/** How a SELECT is to be made. */
export interface Selecting {
  readonly locked: boolean;
  readonly ordered: boolean;
}

/** SELECT of the rows that a query names; `ordered` by the key, `locked` until the transaction ends. */
export function selectStatement(shape: TableShape, query: StreamQuery, { locked, ordered }: Selecting): Statement {
  const parameters = new Parameters();
  const columns = query.columns.map((column) => shown(shape, column)).join(", ") || "1";
  const where = condition(shape, query, parameters);
  const asked = query.columns.filter((column) => column.startsWith("@"));
  const key =
    asked.length > 0 ? asked : shape.primaryKey.every((column) => query.columns.includes(column)) ? shape.primaryKey : [];
  const order = ordered && key.length > 0 ? ` ORDER BY ${key.map((column) => name(shape, column)).join(", ")}` : "";
  const lock = locked && (shape.kind === "table" || shape.kind === "partitioned") ? " FOR UPDATE OF t" : "";
  return { sql: `SELECT ${columns} FROM ${shape.table} t WHERE ${where}${order}${lock}`, values: parameters.values };
}

/** Count of the rows that a query names. */
export function countStatement(
  shape: TableShape,
  query: Omit<StreamQuery, "columns">,
  parameters: Parameters = new Parameters(),
): Statement {
  return {
    sql: `SELECT count(*) FROM ${shape.table} t WHERE ${condition(shape, query, parameters)}`,
    values: parameters.values,
  };
}

/** DELETE of the rows that keys name. */
export function deleteStatement(shape: TableShape, keyColumns: readonly string[], keys: readonly Row[]): Statement {
  const parameters = new Parameters();
  const where = matchCondition(shape, { columns: keyColumns, values: keys, fold: false }, parameters);
  return { sql: `DELETE FROM ${shape.table} t WHERE ${where}`, values: parameters.values };
}

/** UPDATE of the rows that keys name, each with its own values. */
export function changeStatement(
  shape: TableShape,
  keyColumns: readonly string[],
  keys: readonly Row[],
  assignments: readonly Assignment[],
): Statement {
  const parameters = new Parameters();
  const perRow = assignments.filter((assignment) => "values" in assignment);
  const set = assignments.map((assignment) => {
    const type = typeOf(shape, assignment.column);
    const plain =
      "values" in assignment
        ? `k.a${perRow.indexOf(assignment)}`
        : isArray(type)
          ? parameters.add(arrayParameter(assignment.value, type), "text")
          : parameters.add(parameter(assignment.value), type);
    const right = isArray(type) ? arrayOf(plain, type) : plain;
    return `${quote(assignment.column)} = ${right}`;
  });
  if (perRow.length === 0) {
    const where = matchCondition(shape, { columns: keyColumns, values: keys, fold: false }, parameters);
    return { sql: `UPDATE ${shape.table} t SET ${set.join(", ")} WHERE ${where}`, values: parameters.values };
  }
  const arrays = [
    ...keyColumns.map((column, at) => parameters.add(columnOf(keys, at), `${typeOf(shape, column)}[]`)),
    ...perRow.map(({ column, values }) => {
      const type = typeOf(shape, column);
      if (!isArray(type)) return parameters.add(values.map(parameter), `${type}[]`);
      return parameters.add(
        values.map((value) => arrayParameter(value, type)),
        "text[]",
      );
    }),
  ];
  const fields = [...keyColumns.map((_, at) => `k${at}`), ...perRow.map((_, at) => `a${at}`)];
  const where = keyColumns.map((column, at) => `${name(shape, column)} = k.k${at}`).join(" AND ");
  return {
    sql: `UPDATE ${shape.table} t SET ${set.join(", ")} FROM unnest(${arrays.join(", ")}) k(${fields.join(", ")}) WHERE ${where}`,
    values: parameters.values,
  };
}
