import type { DatasetRule, FieldRule, LinkRule, Program, StoreRule } from "../program/index.ts";

/** How near a drafted program is to the one that a person made of it. */
export interface Measure {
  /** Of the categories that the draft gives to columns, how many are those of the true program. */
  readonly precision: number;
  /** Of the true program's categories of columns, how many the draft gives. */
  readonly recall: number;
  /** The same, asking only whether a column is personal. */
  readonly personal: { readonly precision: number; readonly recall: number };
  readonly links: {
    /** Links of the true program. */
    readonly wanted: number;
    /** The draft says the same kind and the same targets. */
    readonly right: number;
    /** The draft has a line, which says something else. */
    readonly wrong: number;
    readonly missing: number;
    /** Lines of the draft that the true program has not, `none` aside. */
    readonly extra: number;
  };
  /** Lines or entries of stores and retention that a person must change, add or take away. */
  readonly edits: number;
  /** The edits in words, for a report: places and kinds, no values. */
  readonly list: readonly string[];
}

interface Tally {
  readonly list: string[];
  given: number;
  wanted: number;
  right: number;
  givenPersonal: number;
  wantedPersonal: number;
  rightPersonal: number;
  links: { wanted: number; right: number; wrong: number; missing: number; extra: number };
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);

/** Holds a drafted program against the true one. Names of subjects and of rules do not count, nor do purposes and prose. */
export function measureGuesses(draft: Program, truth: Program): Measure {
  const tally: Tally = {
    ...{ list: [], given: 0, wanted: 0, right: 0, givenPersonal: 0, wantedPersonal: 0, rightPersonal: 0 },
    links: { wanted: 0, right: 0, wrong: 0, missing: 0, extra: 0 },
  };
  for (const store of Object.values(truth.stores)) {
    const drafted = draft.stores[store.id] ?? Object.values(draft.stores)[0];
    measureStore(drafted, store, tally);
  }
  return {
    precision: ratio(tally.right, tally.given),
    recall: ratio(tally.right, tally.wanted),
    personal: {
      precision: ratio(tally.rightPersonal, tally.givenPersonal),
      recall: ratio(tally.rightPersonal, tally.wantedPersonal),
    },
    links: tally.links,
    edits: tally.list.length,
    list: tally.list,
  };
}

function measureStore(draft: StoreRule | undefined, truth: StoreRule, tally: Tally): void {
  const names = new Set([...Object.keys(draft?.datasets ?? {}), ...Object.keys(truth.datasets)]);
  for (const name of names) {
    const drafted = draft?.datasets[name];
    const wanted = truth.datasets[name];
    measureFields(name, drafted, wanted, tally);
    measureLinks(name, drafted, wanted, tally);
    measureRules(name, drafted, wanted, tally);
  }
}

/** Categories by column, in one order; a column that is said to be none has an empty text. */
function categoriesOf(dataset: DatasetRule | undefined): ReadonlyMap<string, string> {
  return new Map(
    (dataset?.fields ?? []).map((field) => [[field.column, ...field.path].join("."), [...field.categories].sort().join(" ")]),
  );
}

function measureFields(name: string, draft: DatasetRule | undefined, truth: DatasetRule | undefined, tally: Tally): void {
  const given = categoriesOf(draft);
  const wanted = categoriesOf(truth);
  for (const column of new Set([...given.keys(), ...wanted.keys()])) {
    const [one, other] = [given.get(column) ?? "", wanted.get(column) ?? ""];
    if (one !== "") tally.given += 1;
    if (other !== "") tally.wanted += 1;
    if (one !== "" && one === other) tally.right += 1;
    if (one !== "") tally.givenPersonal += 1;
    if (other !== "") tally.wantedPersonal += 1;
    if (one !== "" && other !== "") tally.rightPersonal += 1;
    if (one !== other) tally.list.push(`${name}.${column}: ${one || "none"} -> ${other || "none"}`);
  }
}

const linkKey = (link: LinkRule): string => link.columns.join(", ");

function linkSays(link: LinkRule): string {
  const targets = link.targets
    .map((target) => `${target.type ?? ""}>${target.dataset}.${target.columns?.join(",") ?? ""}`)
    .sort();
  const erasure = link.erasure?.kind ?? (link.kind === "mentions" ? "clear" : "");
  return [link.kind, link.unshared ? "unshared" : "", erasure, ...targets].join(" ");
}

function measureLinks(name: string, draft: DatasetRule | undefined, truth: DatasetRule | undefined, tally: Tally): void {
  const given = new Map((draft?.links ?? []).map((link) => [linkKey(link), link]));
  const wanted = new Map((truth?.links ?? []).map((link) => [linkKey(link), link]));
  for (const [key, link] of wanted) {
    const found = given.get(key);
    tally.links.wanted += 1;
    if (found && linkSays(found) === linkSays(link)) tally.links.right += 1;
    else {
      tally.links[found ? "wrong" : "missing"] += 1;
      tally.list.push(`${name}.${key}: ${found?.kind ?? "no line"} -> ${link.kind}`);
    }
  }
  for (const [key, link] of given) {
    if (wanted.has(key) || link.kind === "none") continue;
    tally.links.extra += 1;
    tally.list.push(`${name}.${key}: ${link.kind} -> no line`);
  }
}

/** What an erasure does to a dataset's owned rows, said or by default. */
function erasureOf(dataset: DatasetRule | undefined): string {
  if (dataset === undefined) return "";
  const isOwned = Object.keys(dataset.is).length > 0 || dataset.links.some((link) => link.kind === "owned");
  if (isOwned) return dataset.erasure ?? "delete";
  return dataset.links.some((link) => link.kind === "shared") ? (dataset.erasure ?? "fields") : "";
}

/** What becomes of a field in a row that stays, said or by default. */
function strategyOf(field: FieldRule): string {
  if (field.erasure) return JSON.stringify(field.erasure);
  if (field.free) return "redact";
  return { direct: "pseudonym", indirect: "clear", none: "keep" }[field.identifies];
}

/** Who is a person, how they are found, and what an erasure does. */
function measureRules(name: string, draft: DatasetRule | undefined, truth: DatasetRule | undefined, tally: Tally): void {
  const says = {
    is: (dataset: DatasetRule | undefined) => JSON.stringify(Object.values(dataset?.is ?? {})),
    identity: (dataset: DatasetRule | undefined) =>
      (dataset?.identity ?? [])
        .map((rule) => `${rule.kind} ${rule.columns.join(" ")}`)
        .sort()
        .join(),
    erasure: erasureOf,
    keep: (dataset: DatasetRule | undefined) => (dataset?.keep ?? []).map((rule) => rule.since).join(),
  };
  for (const [rule, read] of Object.entries(says)) {
    if (read(draft) !== read(truth)) tally.list.push(`${name}: ${rule}`);
  }
  if (truth === undefined || erasureOf(truth) !== "fields") return;
  const given = new Map((draft?.fields ?? []).map((field) => [field.column, field]));
  for (const field of truth.fields) {
    const drafted = given.get(field.column);
    if (drafted && field.categories.length > 0 && plainly(strategyOf(drafted)) !== plainly(strategyOf(field))) {
      tally.list.push(`${name}.${field.column}: erasure`);
    }
  }
}

const plainly = (strategy: string): string => strategy.replace(/^\{"kind":"([a-z]+)"\}$/, "$1");
