// Where a row may hold a pointer: a column, the elements of an array or of a list in a text, a path into JSON.
import type { ColumnSchema, DatasetSchema } from "../subject-graph/index.ts";
import type { StoreSamples } from "./guesses.ts";
import { wordsOf } from "./name-words.ts";
import { type ValueType, valueTypeOf } from "./value-kinds.ts";

/** One place of a dataset's rows that may hold pointers. */
export interface Source {
  /** As the key of a link names it: `user_id`, `payload.actor.id`. */
  readonly key: string;
  readonly column: string;
  readonly words: readonly string[];
  /** What the store or the values say they are. */
  readonly type: ValueType;
  /** What the store compares: a text that holds a number needs a cast. */
  readonly stored: ValueType;
  /** By sampled row, the values there; none for null. */
  readonly rows: readonly (readonly string[])[];
  readonly split?: string;
  /** Several people may stand in one row. */
  readonly isList: boolean;
  readonly isPath: boolean;
  /** Whole mail headers: addresses stand inside. */
  readonly isHeader: boolean;
  /** No row that was seen is without a value, and some were seen. */
  readonly isAlwaysSet: boolean;
}

/** So many paths into one column are looked at, and so deep. */
const pathsAtMost = 24;
const depthAtMost = 4;

/** Every place of a dataset that may hold pointers. */
export function sourcesOf(dataset: DatasetSchema, samples: StoreSamples[string] = {}): readonly Source[] {
  return dataset.columns.flatMap((column) => {
    const values = samples[column.name] ?? [];
    if (["boolean", "date", "time", "timestamp", "bytes"].includes(column.family)) return [];
    if (column.family === "array" || column.type.endsWith("[]")) return [listSource(column, values, undefined)];
    const documents = values.map(documentOf);
    const seen = values.filter((value) => value !== null && value !== "");
    const parsed = documents.filter((one) => one !== undefined).length;
    if (seen.length > 0 && parsed > seen.length * 0.8) {
      // A list at the top is what `split: json` is for; in a JSON column the store itself shows it.
      if (documents.every((one) => one === undefined || Array.isArray(one)))
        return [listSource(column, values, column.family === "text" ? "json" : undefined)];
      return pathSources(column, documents);
    }
    if (column.family === "json") return [];
    const delimiter = delimiterOf(column, seen as readonly string[]);
    return [delimiter === undefined ? plainSource(column, values) : listSource(column, values, delimiter)];
  });
}

const isSet = (value: string | null): value is string => value !== null && value.trim() !== "";

function plainSource(column: ColumnSchema, values: readonly (string | null)[]): Source {
  const set = values.filter(isSet);
  const isHeader = column.family === "text" && headerShare(set) > 0.6;
  const rows = values.map((value) => (isSet(value) ? (isHeader ? addressesIn(value) : [value.trim()]) : []));
  const stored = storedType(column);
  return {
    key: column.name,
    column: column.name,
    words: wordsOf(column.name),
    type: stored === "text" ? valueTypeOf(rows.flat()) : stored,
    stored,
    rows,
    ...{ isList: isHeader, isPath: false, isHeader, isAlwaysSet: set.length > 4 && set.length === values.length },
  };
}

function listSource(column: ColumnSchema, values: readonly (string | null)[], split: string | undefined): Source {
  const rows = values.map((value) => (isSet(value) ? elementsOf(value, split) : []));
  const type = valueTypeOf(rows.flat());
  return {
    key: column.name,
    column: column.name,
    words: wordsOf(column.name),
    type,
    stored: type,
    rows,
    ...(split === undefined ? {} : { split }),
    ...{ isList: true, isPath: false, isHeader: false, isAlwaysSet: false },
  };
}

function pathSources(column: ColumnSchema, documents: readonly unknown[]): readonly Source[] {
  const paths = new Map<string, string[][]>();
  documents.forEach((document, row) => {
    for (const [path, value] of leavesOf(document, [], 0)) {
      const at = path.join(".");
      if (!paths.has(at) && paths.size >= pathsAtMost) continue;
      const rows = paths.get(at) ?? documents.map(() => []);
      rows[row]?.push(value);
      paths.set(at, rows);
    }
  });
  // A key that only some rows have may be a value itself (`{ "ann": 3 }`), which must not be shown.
  const documented = documents.filter((one) => one !== undefined).length;
  const isKey = (rows: readonly (readonly string[])[]): boolean => {
    const having = rows.filter((values) => values.length > 0).length;
    return having >= 2 && having >= documented * 0.2;
  };
  return [...paths]
    .filter(([, rows]) => isKey(rows))
    .map(([path, rows]) => {
      const type = valueTypeOf(rows.flat());
      const words = path
        .split(".")
        .filter((part) => part !== "*")
        .slice(-2)
        .flatMap(wordsOf);
      return {
        key: `${column.name}.${path}`,
        column: column.name,
        words: words.length > 0 ? words : wordsOf(column.name),
        ...{ type, stored: type, rows, isList: path.includes("*"), isPath: true, isHeader: false, isAlwaysSet: false },
      };
    });
}

function* leavesOf(value: unknown, path: readonly string[], depth: number): Generator<readonly [readonly string[], string]> {
  if (typeof value === "string" || typeof value === "number") {
    if (path.length > 0 && value !== "") yield [path, String(value)];
  } else if (typeof value === "object" && value !== null && depth < depthAtMost) {
    const entries: [string, unknown][] = Array.isArray(value)
      ? value.slice(0, 50).map((one): [string, unknown] => ["*", one])
      : Object.entries(value);
    // A key with a dot of its own cannot be written as a path.
    for (const [key, inner] of entries) if (/^[\w*$@-]+$/.test(key)) yield* leavesOf(inner, [...path, key], depth + 1);
  }
}

function documentOf(text: string | null): unknown {
  if (text === null || !/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function storedType(column: ColumnSchema): ValueType {
  return column.family === "number" || column.family === "uuid" ? column.family : "text";
}

const yamlList = /^---\s*\n(?:\s*- .*\n?)+$/;
const idLike = /^[\w.@+-]{1,80}$/;

/** How a text keeps a list, if it does: most values are lists of words without blanks, and some have more than one. */
function delimiterOf(column: ColumnSchema, values: readonly string[]): string | undefined {
  if (column.family !== "text" || values.length === 0) return undefined;
  if (values.filter((value) => yamlList.test(value)).length > values.length * 0.6) return "yaml";
  return [",", ";", "|"].find((mark) => {
    const lists = values.map((value) =>
      value
        .split(mark)
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    );
    const longer = lists.filter((parts) => parts.length > 1).length;
    return longer > values.length * 0.25 && lists.every((parts) => parts.every((part) => idLike.test(part)));
  });
}

/** The elements of a list as `split` keeps it; without `split`, of an array's JSON. */
function elementsOf(value: string, split: string | undefined): readonly string[] {
  if (split === "yaml")
    return [...value.matchAll(/^\s*- (.*)$/gm)].map((found) => (found[1] ?? "").replace(/^(['"])(.*)\1$/, "$2"));
  if (split !== undefined && split !== "json")
    return value
      .split(split)
      .map((part) => part.trim())
      .filter((part) => part !== "");
  // An array as PostgreSQL prints it, where it does not come as JSON.
  if (/^\{.*\}$/.test(value))
    return value
      .slice(1, -1)
      .split(",")
      .map((part) => part.replace(/^"(.*)"$/, "$1"))
      .filter((part) => part !== "" && part !== "NULL");
  const list = documentOf(value);
  return Array.isArray(list) ? list.filter((one) => typeof one === "string" || typeof one === "number").map(String) : [];
}

const address = /[^\s<>,;:"()@]+@[^\s<>,;:"()@]+\.[^\s<>,;:"()@]+/g;
const addressesIn = (text: string): readonly string[] => text.match(address) ?? [];

/** How many values hold addresses among other words. */
const headerShare = (values: readonly string[]): number =>
  values.length === 0
    ? 0
    : values.filter((value) => /[<>,;]/.test(value) && addressesIn(value).length > 0).length / values.length;
