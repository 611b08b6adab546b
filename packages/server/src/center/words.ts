import { sayFrom } from "../words/index.ts";
import { en } from "./words-en.ts";
import { id } from "./words-id.ts";

/** The words of the privacy center's pages. */
export const say = sayFrom(en, id);

/** A message of the privacy center. */
export type CenterWord = keyof typeof en;
