import { sayFrom } from "../words/index.ts";
import { noticeEn } from "./notice-words-en.ts";
import { noticeId } from "./notice-words-id.ts";

/** The words of the notice. */
export const sayNotice = sayFrom(noticeEn, noticeId);
