import { type Language, sayFrom } from "../words/index.ts";
import { en } from "./words-en.ts";
import { id } from "./words-id.ts";

/** The words of the privacy center's pages. */
export const say = sayFrom(en, id);

/** A message as its catalog has it: `{day}` stands where a day is put in. */
export const messageOf = (language: Language, key: CenterWord): string => ({ en, id })[language][key];

/** A message of the privacy center. */
export type CenterWord = keyof typeof en;
