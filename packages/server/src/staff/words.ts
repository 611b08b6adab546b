import { dayIn, momentIn, numberIn } from "../words/index.ts";

/** A number with its thousands. */
export const figure = (count: number): string => numberIn("en", count);

/** `1 row`, `8,204 rows`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${figure(count)} ${count === 1 ? one : many}`;

/** `Erasure`, at the head of a sentence. */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** A day in the organization's zone. */
export const day = (iso: string, zone: string): string => dayIn("en", iso, zone);

/** A day with its hour in the organization's zone. */
export const moment = (iso: string, zone: string): string => momentIn("en", iso, zone);
