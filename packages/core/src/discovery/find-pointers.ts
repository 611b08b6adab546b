// Finds pointers that no foreign key declares: by names, by types, and by values that two datasets have in common.
import type { DatasetSchema } from "../subject-graph/index.ts";
import type { Look, Pointer, Question } from "./look.ts";
import { datasetWords, inEnglish, pointedAt, wordsOf } from "./name-words.ts";
import { addressesAtMost, askedAtMost, askedValues, type Overlap, overlapOf, sureOf } from "./overlap.ts";
import { allKeys, indexValues, type Key, type ValueIndex } from "./pointer-keys.ts";
import { matchName, type NameMatch, type PlaceName, readName } from "./pointer-names.ts";
import { type Source, sourcesOf } from "./sources.ts";
import type { ValueType } from "./value-kinds.ts";

interface Candidate {
  readonly source: Source;
  readonly key: Key;
  readonly name: NameMatch | undefined;
}

/** Every pair of a place and a key that is worth a comparison. */
function candidatesOf(dataset: DatasetSchema, look: Look, keys: readonly Key[], index: ValueIndex): readonly Candidate[] {
  const declared = new Set(dataset.foreignKeys.flatMap((key) => key.columns));
  const own = dataset.primaryKey.length === 1 ? dataset.primaryKey[0] : undefined;
  const ownNoun = inEnglish(datasetWords(dataset.name));
  return sourcesOf(dataset, look.samples[dataset.name]).flatMap((source) => {
    if (declared.has(source.column)) return [];
    // A dataset's own key points at another's only where it says so: `notification_settings.user_id`.
    const { words, isPointer } = pointedAt(source.words);
    if (source.column === own && (!isPointer || words.length === 0 || /^(id|uuid)$/.test(words.join()))) return [];
    if (source.column === own && (inEnglish(words) === ownNoun || ownNoun.endsWith(` ${inEnglish(words)}`))) return [];
    const near = index.near(source);
    const names = namesOf(source);
    const holdsAddresses = source.type === "text" && looksLikeAddresses(source);
    return keys.flatMap((key): Candidate[] => {
      const name = key.isPrimary || key.keyName !== undefined ? bestName(names, source, key, dataset.name) : undefined;
      const isByValue = key.dataset !== dataset.name && near.has(key.place);
      const isAddress = key.isAddress && holdsAddresses && key.dataset !== dataset.name;
      if (!name && !isByValue && !isAddress) return [];
      return fits(source, key, name) ? [{ source, key, name }] : [];
    });
  });
}

/** What a place's name says; of a path the last word alone may say it all: `target.no_anggota`. */
const namesOf = (source: Source): readonly PlaceName[] => [
  readName(source.words),
  ...(source.isPath ? [readName(wordsOf(source.key.split(".").at(-1) ?? ""))] : []),
];

function bestName(names: readonly PlaceName[], source: Source, key: Key, from: string): NameMatch | undefined {
  const isTyped = source.type !== "text" || source.isList;
  const [whole, last] = names.map((name) => matchName(name, key, from, isTyped));
  return (last?.score ?? 0) > (whole?.score ?? 0) ? last : whole;
}

const flat = (source: Source): readonly string[] => source.rows.flat();

function looksLikeAddresses(source: Source): boolean {
  const values = flat(source);
  return values.length > 0 && values.filter((value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)).length > values.length * 0.6;
}

/** Types agree, or a cast makes them agree. */
function fits(source: Source, key: Key, name: NameMatch | undefined): boolean {
  if (source.isHeader && !key.isAddress) return false;
  const isSeen = flat(source).length > 0;
  // Without values only a name that leaves no doubt speaks for a pointer that is stored as something else.
  if (!isSeen) return source.stored === key.stored && (source.stored !== "text" || (name?.score ?? 0) >= 0.75);
  if (source.type === key.shape.type) return true;
  // A text key whose keys are not seen may hold anything; a number in a text key needs its values to agree.
  return key.stored === "text" && key.shape.values.size === 0;
}

const questionId = (dataset: string, source: string, key: { readonly dataset: string; readonly column: string }): string =>
  [dataset, source, key.dataset, key.column].join("\u0000");

/** What to ask the store, so that a candidate is judged by more than a sample of the keys. */
export function questionsOf(look: Look): readonly Question[] {
  const keys = allKeys(look);
  const index = indexValues(keys);
  return look.datasets.flatMap((dataset) =>
    candidatesOf(dataset, look, keys, index).flatMap(({ source, key, name }): Question[] => {
      if (key.shape.complete || !key.askable) return [];
      const values = askedValues(flat(source), key.folds, key.isAddress ? addressesAtMost : askedAtMost);
      if (values.length === 0) return [];
      return [
        {
          id: questionId(dataset.name, source.key, key),
          dataset: key.dataset,
          columns: [key.column],
          values: values.map((value) => [value]),
          fold: key.folds,
          worth: name?.score ?? 0.5,
        },
      ];
    }),
  );
}

/** The pointers of one dataset, the likeliest target of each place. */
export function findPointers(dataset: DatasetSchema, look: Look, keys: readonly Key[], index: ValueIndex): readonly Pointer[] {
  const bySource = new Map<string, Judged[]>();
  for (const candidate of candidatesOf(dataset, look, keys, index)) {
    const judged = judge(dataset, candidate, look);
    if (judged) bySource.set(candidate.source.key, [...(bySource.get(candidate.source.key) ?? []), judged]);
  }
  return [...bySource.values()].flatMap((all) => {
    // The addresses of one column may be those of several kinds of people: which of them is told apart later.
    const addresses = all.filter(({ candidate }) => candidate.key.isAddress && !candidate.name);
    if (addresses.length === all.length) return addresses.sort(compare).map((one) => pointerOf(dataset, one));
    const [best, second] = all.sort(compare);
    if (!best) return [];
    // Two that nothing tells apart are no suggestion.
    if (second && isTied(best, second)) return [];
    const isAlone = second === undefined;
    const sure = isAlone && best.overlap.asked === 0 && (best.candidate.name?.score ?? 1) < 0.6 ? 0.5 : best.sure;
    return sure < 0.4 ? [] : [pointerOf(dataset, { ...best, sure })];
  });
}

interface Judged {
  readonly candidate: Candidate;
  readonly overlap: Overlap;
  readonly sure: number;
}

const isTied = (one: Judged, other: Judged): boolean =>
  other.candidate.key.dataset !== one.candidate.key.dataset &&
  (one.candidate.name?.score ?? 0) < 0.7 &&
  Math.abs(one.sure - other.sure) < 0.03 &&
  Math.abs(one.overlap.fit - other.overlap.fit) <= 0.05;

const isClear = (one: Judged): number => Number((one.candidate.name?.score ?? 0) >= 0.9);

function compare(one: Judged, other: Judged): number {
  const difference = other.sure - one.sure;
  if (isClear(one) !== isClear(other) && Math.abs(difference) < 0.3) return isClear(other) - isClear(one);
  if (Math.abs(difference) > 0.05) return difference;
  if (Math.abs(other.overlap.fit - one.overlap.fit) > 0.05) return other.overlap.fit - one.overlap.fit;
  return Number(other.candidate.key.isPrimary) - Number(one.candidate.key.isPrimary) || Math.sign(difference);
}

function judge(dataset: DatasetSchema, candidate: Candidate, look: Look): Judged | undefined {
  const { source, key, name } = candidate;
  const answered = look.answers.get(questionId(dataset.name, source.key, key));
  const overlap = overlapOf(flat(source), key.shape, key.folds, answered);
  const sure = sureOf(name?.score ?? 0, overlap, key.isAddress);
  return sure === undefined ? undefined : { candidate, overlap, sure };
}

function pointerOf(dataset: DatasetSchema, { candidate, overlap, sure }: Judged): Pointer {
  const { source, key, name } = candidate;
  const cast = !source.isPath && source.stored !== key.stored ? (key.stored === "text" ? "text" : key.stored) : undefined;
  const values = flat(source);
  return {
    dataset: dataset.name,
    columns: [source.key],
    targets: [{ dataset: key.dataset, columns: key.isPrimary ? [] : [key.column] }],
    ...(source.split === undefined ? {} : { split: source.split }),
    ...(cast === undefined || source.isList ? {} : { cast }),
    ...(source.isHeader ? { match: "address" } : {}),
    ...(key.folds && !source.isHeader ? { fold: true } : {}),
    words: source.words,
    isList: source.isList && !source.isHeader,
    isByValue: name === undefined && !key.isPrimary,
    isAlwaysSet: source.isAlwaysSet,
    isOnce: values.length > 4 && new Set(values).size === values.length,
    sure: Math.round(sure * 100) / 100,
    evidence: [...(name ? [name.says] : []), ...overlapSays(overlap, key), ...formSays(source, cast)],
  };
}

/** An overlap in words and numbers. */
function overlapSays({ asked, found, chance, partial }: Overlap, key: { readonly place: string }): readonly string[] {
  if (asked === 0) return ["no values to compare"];
  const where = key.place;
  if (partial && found === 0) return [`none of ${asked} sampled values among the sampled ones of ${where}`];
  const small = chance > 0.5 ? " (numbers that a row of any dataset could have)" : "";
  return [`${found} of ${asked} sampled values ${partial ? "among the sampled ones of" : "found in"} ${where}${small}`];
}

function formSays(source: Source, cast: ValueType | undefined): readonly string[] {
  return [
    ...(source.split === undefined
      ? []
      : [`a list in a text (${source.split === "json" || source.split === "yaml" ? source.split : "delimited"})`]),
    ...(source.isHeader ? ["addresses among other words"] : []),
    ...(cast === undefined ? [] : [cast === "text" ? "a number where the key is a text" : `a ${cast} in a text`]),
  ];
}
