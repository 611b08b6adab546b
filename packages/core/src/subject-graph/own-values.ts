// What a person is known by: the values that are taken out of free text.
import { worded } from "../foundation/index.ts";
import type { DatasetRule } from "../program/index.ts";
import { cellOf } from "./capture.ts";
import type { Captured } from "./captured.ts";
import { isEverydayWord } from "./everyday-words.ts";
import type { OwnColumn, StorePlan } from "./plan.ts";
import type { DatasetSchema } from "./store-schema.ts";
import { peopleBy } from "./whose-row.ts";

/** One value that names or reaches the person. Never part of a plan, a view, a log or a ledger entry. */
export interface OwnValue {
  readonly kind: OwnColumn["kind"];
  readonly text: string;
}

/** The values of whoever a row is of, and the columns of which a value cannot be searched for. */
export interface OwnValues {
  readonly of: (dataset: string, id: string) => readonly OwnValue[];
  readonly unsafe: readonly { readonly dataset: string; readonly column: string }[];
}

const KINDS: readonly (readonly [string, OwnColumn["kind"]])[] = [
  ["name.", "name"],
  ["contact.email", "email"],
  ["contact.phone", "phone"],
];
const IDENTITIES: Readonly<Record<string, OwnColumn["kind"] | undefined>> = {
  email: "email",
  phone: "phone",
  account: undefined,
};
const FAMILIES: ReadonlySet<string> = new Set(["text", "number", "uuid", "other"]);

/** The columns of a dataset that name or reach the person: its direct identifiers and what it is searched by. */
export function ownColumns(declared: DatasetRule, dataset: DatasetSchema): OwnColumn[] {
  const fields = declared.fields
    .filter((field) => field.identifies === "direct" && !field.free && !field.secret && field.path.length === 0)
    .map(({ column, categories }) => ({
      column,
      kind: KINDS.find(([start]) => categories.some((id) => id.startsWith(start)))?.[1] ?? ("other" as const),
    }));
  const identities = declared.identity.flatMap(({ kind, columns }) => {
    const own = kind in IDENTITIES ? IDENTITIES[kind] : ("other" as const);
    return own === undefined ? [] : columns.map((column) => ({ column, kind: own }));
  });
  const exists = ({ column }: OwnColumn): boolean =>
    dataset.columns.some((one) => one.name === column && FAMILIES.has(one.family));
  const all = [...identities, ...fields].filter(exists);
  return [...new Map(all.map((one) => [one.column, one])).values()];
}

const LEAST_SIGNS = 3;
const LEAST_DIGITS = 6;
const MOST_SIGNS = 300;
// Scripts in which a word may be one sign.
const SHORT_SCRIPTS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * Whether a text can be searched for a value without taking out what is not the person's: at least 3 letters (2 signs in
 * scripts without letters), 6 digits where it has no letter, no word of everyday alone, at most 300 signs.
 */
export function isSearchable({ text }: OwnValue): boolean {
  const { words } = worded(text);
  const signs = [...text.matchAll(/[\p{L}\p{N}]/gu)].length;
  if (words.length === 0 || text.length > MOST_SIGNS) return false;
  if (words.length === 1 && isEverydayWord(words[0]?.folded ?? "")) return false;
  if (!/\p{L}/u.test(text)) return signs >= LEAST_DIGITS;
  return signs >= (SHORT_SCRIPTS.test(text) ? LEAST_SIGNS - 1 : LEAST_SIGNS);
}

/** The values of the people of a capture: of the rows that *are* them, and of the rows that are theirs. */
export function ownValuesOf(plan: StorePlan, captured: Captured, more: readonly OwnValue[] = []): OwnValues {
  const found = new Map<number, Map<string, OwnValue>>();
  const note = (person: number, value: OwnValue) => {
    const here = found.get(person) ?? new Map<string, OwnValue>();
    found.set(person, here.set(`${value.kind} ${value.text}`, value));
  };
  for (const value of more) note(0, value);
  const unsafe = new Map<string, { readonly dataset: string; readonly column: string }>();
  for (const [dataset, rows] of captured.rows) {
    const rules = plan.datasets[dataset];
    for (const row of rows.values()) {
      const owners = peopleBy(row, "owned");
      if (owners.length === 0) continue;
      const names: string[] = [];
      for (const { column, kind } of rules?.own ?? []) {
        const cell = cellOf(rules, row, column);
        const text = cell === null || cell instanceof Uint8Array ? "" : String(cell).trim();
        if (text === "") continue;
        if (kind === "name") names.push(text);
        if (isSearchable({ kind, text })) for (const person of owners) note(person, { kind, text });
        else unsafe.set(`${dataset}.${column}`, { dataset, column });
      }
      // Where each part is a word of everyday the whole is none: `May` and `Reed`, `May Reed`.
      const whole: OwnValue = { kind: "name", text: names.join(" ") };
      if (names.length > 1 && names.every((text) => !isSearchable({ kind: "name", text })) && isSearchable(whole))
        for (const person of owners) note(person, whole);
    }
  }
  // Rows of the same people have the same values: one list for all of them.
  const lists = new Map<string, readonly OwnValue[]>();
  const listOf = (people: readonly number[]): readonly OwnValue[] => {
    const name = people.join();
    const list = lists.get(name) ?? people.flatMap((person) => [...(found.get(person)?.values() ?? [])]).filter(isSearchable);
    lists.set(name, list);
    return list;
  };
  const of = (dataset: string, id: string) => listOf(captured.rows.get(dataset)?.get(id)?.people ?? [0]);
  return { of, unsafe: [...unsafe.values()] };
}
