import { askingEn } from "./words-asking-en.ts";
import { choicesEn } from "./words-choices-en.ts";
import { requestEn } from "./words-request-en.ts";

/** What the privacy center says, in English. */
export const en = { ...askingEn, ...requestEn, ...choicesEn } as const;
