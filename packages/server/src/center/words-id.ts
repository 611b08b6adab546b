import { askingId } from "./words-asking-id.ts";
import { choicesId } from "./words-choices-id.ts";
import type { en } from "./words-en.ts";
import { requestId } from "./words-request-id.ts";

/** What the privacy center says, in Indonesian, with the terms of UU 27/2022. */
export const id: Readonly<Record<keyof typeof en, string>> = { ...askingId, ...requestId, ...choicesId };
