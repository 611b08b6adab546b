// The keys that pointers may lead to, and which of them have values in common with a place.
import type { DatasetSchema } from "../subject-graph/index.ts";
import type { Look } from "./look.ts";
import { datasetWords, inEnglish, pointedAt, wordsOf } from "./name-words.ts";
import { askedValues, type KeyShape } from "./overlap.ts";
import type { NamedKey } from "./pointer-names.ts";
import type { Source } from "./sources.ts";
import { type ValueType, valueTypeOf } from "./value-kinds.ts";

/** A key of a dataset that pointers may lead to. */
export interface Key extends NamedKey {
  readonly column: string;
  /** `dataset.column`. */
  readonly place: string;
  readonly isPrimary: boolean;
  readonly shape: KeyShape;
  readonly stored: ValueType;
  /** A mail address, or another identifier that people write in any case. */
  readonly folds: boolean;
  readonly isAddress: boolean;
  readonly askable: boolean;
}

/** More rows than this are not read for a column without an index. */
const scannedAtMost = 100_000;

/** Every single-column key of a dataset: its primary key, unique columns, and what people are known by. */
function keysOf(dataset: DatasetSchema, look: Look): readonly Key[] {
  const samples = look.samples[dataset.name] ?? {};
  const subject = look.subjects.get(dataset.name);
  const emails = subject?.identity.email ?? [];
  const known = new Set(Object.values(subject?.identity ?? {}).flat());
  const primary = dataset.primaryKey.length === 1 ? dataset.primaryKey[0] : undefined;
  return dataset.columns
    .filter((column) => column.name === primary || column.unique || known.has(column.name))
    .filter((column) => column.family === "number" || column.family === "uuid" || column.family === "text")
    .map((column) => {
      const values = (samples[column.name] ?? []).filter((value) => value !== null && value !== "") as string[];
      const stored = column.family === "number" || column.family === "uuid" ? column.family : "text";
      const type = stored === "text" ? valueTypeOf(values) : stored;
      const words = wordsOf(column.name);
      const says = pointedAt(words);
      const isTelling =
        says.isPointer &&
        says.words.length > 0 &&
        !/^(id|no|number|nomor|code|kode|key|uuid|name|nama|email|surel)$/.test(says.words.join(" "));
      return {
        dataset: dataset.name,
        noun: inEnglish(datasetWords(dataset.name)),
        keyName: isTelling ? words.join(" ") : undefined,
        isPeople: subject !== undefined,
        isOperator: subject?.side === "inside" || /\b(user|pengguna)$/.test(datasetWords(dataset.name).join(" ")),
        column: column.name,
        place: `${dataset.name}.${column.name}`,
        isPrimary: column.name === primary,
        shape: {
          isAddress: emails.includes(column.name),
          type,
          values: new Set(values),
          complete: look.complete.has(dataset.name),
        },
        stored,
        folds: emails.includes(column.name) || (subject?.identity.handle ?? []).includes(column.name),
        isAddress: emails.includes(column.name),
        askable: column.name === primary || column.unique || column.indexed || (dataset.estimatedRows ?? 0) <= scannedAtMost,
      };
    });
}

/** Keys of all datasets, once. */
export const allKeys = (look: Look): readonly Key[] => look.datasets.flatMap((dataset) => keysOf(dataset, look));

/** Which keys have values in common with a place, found in one look-up a value. */
export interface ValueIndex {
  near(source: Source): ReadonlySet<string>;
}

/** Numbers stay out: they are everywhere. Short words, too. */
const isTelling = (value: string): boolean => value.length >= 5 && !/^\d{1,8}$/.test(value) && !/^\d{4}-\d\d-\d\d/.test(value);

export function indexValues(keys: readonly Key[]): ValueIndex {
  const places = new Map<string, string[]>();
  for (const key of keys) {
    for (const value of key.shape.values) {
      if (!isTelling(value)) continue;
      const at = key.folds ? value.toLowerCase() : value;
      const list = places.get(at);
      if (list) list.push(key.place);
      else places.set(at, [key.place]);
    }
  }
  return {
    near: (source) => {
      const hits = new Map<string, number>();
      const values = askedValues(source.rows.flat(), false);
      for (const value of values) {
        for (const place of new Set([...(places.get(value) ?? []), ...(places.get(value.toLowerCase()) ?? [])]))
          hits.set(place, (hits.get(place) ?? 0) + 1);
      }
      return new Set([...hits].filter(([, count]) => count >= 3).map(([place]) => place));
    },
  };
}
