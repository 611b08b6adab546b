// Pointers of more than one column: a type beside an id, and keys of several columns.
import type { ColumnSchema, DatasetSchema } from "../subject-graph/index.ts";
import type { Look, Pointer, Question } from "./look.ts";
import { datasetWords, inEnglish, pointedAt, sameThing, wordsOf } from "./name-words.ts";
import { askedAtMost } from "./overlap.ts";

type Values = readonly (string | null)[];

const typeName = /^(type|kind|class|model|tipe|jenis)$/;

/** `commentable_type` with `commentable_id`: the type says where the id leads. */
export function findTyped(dataset: DatasetSchema, look: Look): readonly Pointer[] {
  const declared = new Set(dataset.foreignKeys.flatMap((key) => key.columns));
  return pairsOf(dataset).flatMap(({ type, id }): readonly Pointer[] => {
    if (declared.has(id.name)) return [];
    const samples = look.samples[dataset.name] ?? {};
    const [types, ids]: [Values, Values] = [samples[type.name] ?? [], samples[id.name] ?? []];
    const words = wordsOf(id.name);
    const common = {
      dataset: dataset.name,
      columns: [id.name],
      by: type.name,
      words,
      isList: false,
      isByValue: false,
      isOnce: false,
    };
    if (types.every((one) => one === null || one === "")) return unseen(look, type, common);
    const targets = [...new Set(types.filter((one) => one !== null && one !== ""))].flatMap((name) => {
      const found = [...look.subjects.keys()].find((subject) => sameThing(subject, className(String(name))));
      return found === undefined || found === dataset.name ? [] : [{ dataset: found, columns: [], type: String(name) }];
    });
    if (targets.length === 0) return [];
    const counts = targets.map((target) => idsFound(look, dataset, type, id, target));
    const [found, asked] = [sum(counts, "found"), sum(counts, "asked")];
    if (asked > 3 && found < asked / 2) return [];
    const seen = `${targets.length} of ${new Set(types.filter(Boolean)).size} types seen in \`${type.name}\` are people's`;
    const says = asked === 0 ? "no ids to compare" : `${found} of ${asked} sampled ids found there`;
    return [
      {
        ...common,
        targets,
        isAlwaysSet: ids.length > 4 && ids.every((one) => one !== null),
        sure: asked > 3 ? 0.9 : 0.75,
        evidence: [seen, says],
      },
    ];
  });
}

/** Without rows the types are not known; frameworks write the class's name. */
function unseen(
  look: Look,
  type: ColumnSchema,
  common: Omit<Pointer, "targets" | "isAlwaysSet" | "sure" | "evidence">,
): readonly Pointer[] {
  const targets = [...look.subjects.keys()]
    .filter((name) => !name.includes("/"))
    .map((dataset) => ({
      dataset,
      columns: [],
      type: datasetWords(dataset)
        .map((word) => word[0]?.toUpperCase() + word.slice(1))
        .join(""),
    }));
  if (targets.length === 0) return [];
  const evidence = [
    `no row to look at: the values of \`${type.name}\` are taken for names of classes, and which of them it holds is not known`,
  ];
  return [{ ...common, targets, isAlwaysSet: false, sure: 0.4, evidence }];
}

const className = (type: string): string => type.replace(/^.*[\\:./]/, "");

function pairsOf(dataset: DatasetSchema): readonly { readonly type: ColumnSchema; readonly id: ColumnSchema }[] {
  return dataset.columns.flatMap((type) => {
    const words = wordsOf(type.name);
    const rest = words.filter((word) => !typeName.test(word));
    if (rest.length === 0 || rest.length !== words.length - 1 || type.family !== "text") return [];
    const id = dataset.columns.find((one) => {
      const { words: stem, isPointer } = pointedAt(wordsOf(one.name));
      return one !== type && isPointer && stem.join(" ") === pointedAt(rest).words.join(" ");
    });
    return id === undefined ? [] : [{ type, id }];
  });
}

interface Count {
  readonly asked: number;
  readonly found: number;
}

const sum = (counts: readonly Count[], of: keyof Count): number => counts.reduce((all, one) => all + one[of], 0);

function idsOf(look: Look, dataset: DatasetSchema, type: ColumnSchema, id: ColumnSchema, name: string): readonly string[] {
  const samples = look.samples[dataset.name] ?? {};
  const ids = (samples[id.name] ?? []).filter(
    (value, row) => value !== null && value !== "" && samples[type.name]?.[row] === name,
  );
  return [...new Set(ids as string[])].slice(0, askedAtMost);
}

type TypedTarget = { readonly dataset: string; readonly type: string };

const typedId = (dataset: string, id: string, target: TypedTarget): string =>
  [dataset, id, target.dataset, target.type].join("\u0001");

function idsFound(look: Look, dataset: DatasetSchema, type: ColumnSchema, id: ColumnSchema, target: TypedTarget): Count {
  const asked = idsOf(look, dataset, type, id, target.type);
  const answered = look.answers.get(typedId(dataset.name, id.name, target));
  if (answered !== undefined) return { asked: asked.length, found: answered };
  const key = look.datasets.find((one) => one.name === target.dataset)?.primaryKey[0] ?? "";
  if (!look.complete.has(target.dataset)) return { asked: 0, found: 0 };
  const known = new Set(look.samples[target.dataset]?.[key] ?? []);
  return { asked: asked.length, found: asked.filter((value) => known.has(value)).length };
}

/** The ids of each type, to be asked for where not all keys were seen. */
export function typedQuestions(dataset: DatasetSchema, look: Look): readonly Question[] {
  return findTyped(dataset, look).flatMap((pointer) =>
    pointer.targets.flatMap((target): readonly Question[] => {
      const [type, id] = [pointer.by, pointer.columns[0]].map((name) => dataset.columns.find((one) => one.name === name));
      const primary = look.datasets.find((one) => one.name === target.dataset)?.primaryKey ?? [];
      if (!type || !id || primary.length !== 1 || look.complete.has(target.dataset)) return [];
      const typed = { dataset: target.dataset, type: target.type ?? "" };
      const values = idsOf(look, dataset, type, id, typed.type).map((value) => [value]);
      if (values.length === 0) return [];
      return [
        { id: typedId(dataset.name, id.name, typed), dataset: target.dataset, columns: primary, values, fold: false, worth: 0.9 },
      ];
    }),
  );
}

/** `company_id` with `employee_no` where employees have the key (company_id, no). */
export function findComposite(dataset: DatasetSchema, look: Look): readonly Pointer[] {
  return look.datasets.flatMap((target): readonly Pointer[] => {
    if (target.primaryKey.length < 2 || target.name === dataset.name) return [];
    const columns = target.primaryKey.map((part) => partFor(dataset, target, part));
    const names = columns.filter((one) => one !== undefined);
    if (names.length < target.primaryKey.length || new Set(names).size < names.length) return [];
    if (
      dataset.foreignKeys.some(
        (key) => key.columns.some((column) => names.includes(column)) && key.columns.length === names.length,
      )
    )
      return [];
    // Two tables that join the same two things share all names of their keys, and neither points at the other.
    const speaks = names.some((name) => speaksOf(name, target));
    if (!speaks) return [];
    const { asked, found } = tuplesFound(dataset, names, target, look);
    if (asked > 3 && found < asked * 0.8) return [];
    return [
      {
        dataset: dataset.name,
        columns: names,
        targets: [{ dataset: target.name, columns: [] }],
        words: names.filter((name) => speaksOf(name, target)).flatMap(wordsOf),
        ...{ isList: false, isByValue: false, isAlwaysSet: isAlwaysSet(dataset, names, look), isOnce: false },
        sure: asked > 3 ? 0.9 : 0.65,
        evidence: [
          `the columns are named after the key of ${target.name} (${target.primaryKey.join(", ")})`,
          asked === 0 ? "no values to compare" : `${found} of ${asked} sampled pairs found there`,
        ],
      },
    ];
  });
}

const speaksOf = (name: string, target: DatasetSchema): boolean => {
  const noun = inEnglish(datasetWords(target.name));
  return ` ${inEnglish(pointedAt(wordsOf(name)).words)} `.includes(` ${noun} `);
};

/** The column that stands for a part of another dataset's key: of the same name, or with that dataset's before it. */
function partFor(dataset: DatasetSchema, target: DatasetSchema, part: string): string | undefined {
  const noun = datasetWords(target.name).join(" ");
  const plain = wordsOf(part).join(" ");
  const called = (name: string): boolean => {
    const words = wordsOf(name).join(" ");
    return words === `${noun} ${plain}` || words === `${plain} ${noun}`;
  };
  return (dataset.columns.find((one) => called(one.name)) ?? dataset.columns.find((one) => wordsOf(one.name).join(" ") === plain))
    ?.name;
}

function isAlwaysSet(dataset: DatasetSchema, names: readonly string[], look: Look): boolean {
  const columns = names.map((name) => look.samples[dataset.name]?.[name] ?? []);
  return (columns[0]?.length ?? 0) > 4 && columns.every((values) => values.every((value) => value !== null));
}

function tuplesFound(dataset: DatasetSchema, names: readonly string[], target: DatasetSchema, look: Look): Count {
  if (!look.complete.has(target.name)) return { asked: 0, found: 0 };
  const tuples = (of: string, columns: readonly string[]): ReadonlySet<string> => {
    const samples = look.samples[of] ?? {};
    const rows = (samples[columns[0] ?? ""] ?? []).map((_, row) => columns.map((column) => samples[column]?.[row] ?? null));
    return new Set(rows.filter((row) => row.every((value) => value !== null)).map((row) => row.join("\u0000")));
  };
  const known = tuples(target.name, target.primaryKey);
  const asked = [...tuples(dataset.name, names)].slice(0, askedAtMost);
  return { asked: asked.length, found: asked.filter((one) => known.has(one)).length };
}
