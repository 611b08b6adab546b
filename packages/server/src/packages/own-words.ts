// What Troth itself keeps of a person, in words: no program speaks of it.
import type { Program } from "@troth/core/program";
import type { Language } from "../words/index.ts";
import type { FieldFacts, FieldPlace } from "./field-facts.ts";
import { datasetAbout, storeName } from "./program-words.ts";
import { say, sayOwn } from "./words.ts";

/** Whether a store of a copy is Troth's own, and none of the program. */
const isOwn = (program: Program, store: string): boolean => store === "troth" && !Object.hasOwn(program.stores, store);

/** What a field of Troth's own is; undefined for those of the program's stores. */
export function ownFacts(
  place: Pick<FieldPlace, "program" | "language" | "store" | "dataset" | "column">,
): FieldFacts | undefined {
  const { program, language, store, dataset, column } = place;
  const is = isOwn(program, store) ? sayOwn(language, `${dataset}.${column}`) : undefined;
  const from = sayOwn(language, `from.${dataset}`);
  return is === undefined || from === undefined ? undefined : { is, from, why: [say(language, "own.why")], who: [] };
}

/** What a store is called in a copy. */
export const nameOfStore = (program: Program, store: string, language: Language): string =>
  isOwn(program, store) ? say(language, "own.store") : storeName(program, store, language);

/** What a dataset of a copy is about, where anything says it. */
export const aboutOf = (
  program: Program,
  at: { readonly store: string; readonly dataset: string },
  language: Language,
): string | undefined =>
  isOwn(program, at.store) ? sayOwn(language, `about.${at.dataset}`) : datasetAbout(program, at, language);
