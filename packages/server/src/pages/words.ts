import { sayFrom } from "../words/index.ts";
import { en } from "./words-en.ts";
import { id } from "./words-id.ts";

/** The words of frames and components. */
export const say = sayFrom(en, id);
