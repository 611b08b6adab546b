// How one column is compared with a set of values: exactly or without regard to case, whatever its collation says, and
// by an index on it where there is one. The set is one parameter, a list in JSON; a value of it is `k.v0`.
import { StoreError } from "../../errors.ts";
import type { Query } from "../../store.ts";
import type { Value } from "../../wire.ts";
import { type ColumnShape, quote } from "./column.ts";
import { type Kind, keyOfValue, kindOf, plainNumber, textOf } from "./keys.ts";

type Match = NonNullable<Query["match"]>;

/** A column in a comparison. */
export interface Way {
  /** What a value is sent as; more than one where the same may stand in the column in several forms; none: it matches nothing. */
  readonly forms: (value: Value) => readonly string[];
  /** Its type in JSON_TABLE. */
  readonly json: (longest: number) => string;
  /** What the comparison takes of it. */
  readonly select: (field: string) => string;
  /** The comparison. */
  readonly on: (value: string) => string;
  /** An index on the column answers it. */
  readonly seeks: boolean;
}

const utf8 = (sql: string): string => `CONVERT(${sql} USING utf8mb4)`;
const bytes = (sql: string): string => `CAST(${sql} AS BINARY)`;
const lower = (sql: string): string => `LOWER(${sql} COLLATE utf8mb4_general_ci)`;

/** Half of a character, which no column can hold, is in no text that is. */
const isWhole = (text: string): boolean => !/\p{Cs}/u.test(text);

/** Room for a text in JSON_TABLE, which cuts off what is longer without a word. */
export const textType = (longest: number): string =>
  `${longest > 16_000 ? "LONGTEXT" : `VARCHAR(${Math.max(longest, 1)})`} CHARACTER SET utf8mb4`;

/** A column as the text that the server prints. */
export function textExpression(column: ColumnShape): string {
  const name = `t.${quote(column.name)}`;
  if (column.type === "bit") return utf8(`${name} + 0`);
  if (kindOf(column) === "shape") return utf8(`ST_AsText(${name})`);
  return utf8(column.type === "float" ? `${name} + 0e0` : name);
}

/** A text of the set in the column's own character set and collation, as its index has it. */
function inCollation(value: string, { charset, collation }: ColumnShape): string {
  const converted = charset === "utf8mb4" ? utf8(value) : `CONVERT(${utf8(value)} USING ${charset})`;
  return `${converted} COLLATE ${collation}`;
}

/**
 * A collation takes for equal what is not (case, accents, spaces at the end), so it only finds, by its index, and the
 * bytes decide.
 */
function textWay(column: ColumnShape, fold: boolean): Way {
  const seeks = column.indexed && kindOf(column) === "text" && (!fold || column.collation?.endsWith("_ci") === true);
  const text = textExpression(column);
  const exact = bytes(fold ? lower(text) : text);
  const name = `t.${quote(column.name)}`;
  return {
    forms: (value) => (value instanceof Uint8Array || !isWhole(textOf(value)) ? [] : [textOf(value)]),
    json: textType,
    select: (field) => bytes(fold ? lower(field) : field),
    on: (value) =>
      seeks
        ? `${name} = ${inCollation(value, column)} AND ${exact} = ${value}`
        : `${exact} = ${value} AND LENGTH(${exact}) = LENGTH(${value})`,
    seeks,
  };
}

const NUMBER = "'^ *[+-]?(0*[0-9]{1,35}([.][0-9]{0,30}0*)?|[.][0-9]{1,30}) *$'";

/** A number inside a text column. */
function numberWay(column: ColumnShape): Way {
  const text = textExpression(column);
  return {
    forms: (value) => {
      const digits = value instanceof Uint8Array ? undefined : plainNumber(value);
      return digits !== undefined && /^-?\d{1,35}(\.\d{1,30})?$/.test(digits) ? [digits] : [];
    },
    json: textType,
    select: (field) => `CAST(${field} AS DECIMAL(65,30))`,
    on: (value) => `CASE WHEN ${text} REGEXP ${NUMBER} THEN CAST(${text} AS DECIMAL(65,30)) END = ${value}`,
    seeks: false,
  };
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/** A uuid in a text column, in any case, with or without dashes and braces. An index that folds case finds each form. */
function uuidWay(column: ColumnShape): Way {
  const way = textWay(column, true);
  const bare = (value: Value): string => textOf(value).replaceAll("-", "");
  const isUuid = (value: Value): boolean => UUID.test(textOf(value));
  const written = (value: Value): string[] => [textOf(value), bare(value)].flatMap((form) => [form, `{${form}}`]);
  if (way.seeks) return { ...way, forms: (value) => (isUuid(value) ? written(value) : []) };
  const text = bytes(`REPLACE(REPLACE(REPLACE(LOWER(${textExpression(column)}), '-', ''), '{', ''), '}', '')`);
  return {
    ...way,
    forms: (value) => (isUuid(value) ? [bare(value)] : []),
    on: (value) => `${text} = ${value} AND LENGTH(${text}) = LENGTH(${value})`,
  };
}

/** Its type in JSON_TABLE, where that is the column's own: so that an index takes the value as it is. */
function jsonType(column: ColumnShape, kind: Kind): (longest: number) => string {
  if (kind === "bytes" || kind === "word") return textType;
  if (column.type === "bit") return () => "BIGINT UNSIGNED";
  if (column.type === "year") return () => "SMALLINT";
  if (kind === "integer") return () => `${column.type}${column.declared.includes("unsigned") ? " UNSIGNED" : ""}`;
  if (kind === "decimal") return () => `DECIMAL(${column.precision ?? 65},${column.scale ?? 0})`;
  return () => (kind === "float" ? column.type : column.declared);
}

function ownWay(column: ColumnShape, kind: Kind): Way {
  const name = `t.${quote(column.name)}`;
  return {
    forms: (value) => [keyOfValue(value, column, kind)].filter((form) => form !== undefined),
    json: jsonType(column, kind),
    select: (field) => (kind === "bytes" ? `UNHEX(${field})` : kind === "word" ? bytes(field) : field),
    on: (value) => `${name} = ${kind === "word" ? utf8(value) : value}`,
    seeks: column.indexed,
  };
}

/** How a column of a match is compared. */
export function wayOf(column: ColumnShape, { fold, as }: Pick<Match, "fold" | "as">): Way {
  const kind = kindOf(column);
  const isNumber = kind === "integer" || kind === "decimal" || kind === "float";
  const own = ownWay(column, kind);
  if (as === "number") return isNumber ? own : numberWay(column);
  if (as === "uuid" && kind === "bytes" && column.maxLength === 16)
    return { ...own, forms: (value) => (UUID.test(textOf(value)) ? [textOf(value).replaceAll("-", "")] : []) };
  if (as === "uuid" && column.type !== "uuid") return uuidWay(column);
  // Each number has one text: any other, `042`, is no number's.
  if (as === "text" && kind === "integer")
    return { ...own, forms: (value) => own.forms(value).filter((form) => form === textOf(value)) };
  if (kind === "text" || kind === "label" || (as === "text" && kind !== "bytes" && kind !== "word")) return textWay(column, fold);
  if (kind === "shape") throw new StoreError("failed", `\`${column.name}\` is ${column.type}: it cannot be compared`);
  return own;
}

/** How a value may be written inside JSON: as it is, with quotes escaped, in ASCII alone, with slashes escaped. */
function spellings(value: string): readonly string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const ascii = json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return [...new Set([value, json, ascii, ascii.replaceAll("/", "\\/")])];
}

/** How a column that holds values inside something longer is searched. */
export function insideWay(column: ColumnShape, { fold, as }: Pick<Match, "fold" | "as">): Way {
  const folds = fold || as === "uuid";
  const isBytes = kindOf(column) === "bytes" && !folds;
  const text = isBytes ? `t.${quote(column.name)}` : bytes(folds ? lower(textExpression(column)) : textExpression(column));
  return {
    forms: (value) => {
      const texts = value instanceof Uint8Array || !isWhole(textOf(value)) ? [] : [textOf(value)];
      const cases = folds ? texts.flatMap((one) => [one, one.toLowerCase(), one.toUpperCase()]) : texts;
      const dashes = as === "uuid" ? cases.flatMap((one) => [one, one.replaceAll("-", "")]) : cases;
      return [...new Set(dashes.flatMap(spellings))];
    },
    json: textType,
    select: (field) => bytes(folds ? lower(field) : field),
    on: (value) => `LOCATE(${value}, ${text}) > 0`,
    seeks: false,
  };
}
