import { sayFrom } from "../words/index.ts";
import { en } from "./words-en.ts";
import { id } from "./words-id.ts";

/** The words of mail. */
export const say = sayFrom(en, id);
