import { shortName } from "@troth/core/jurisdictions";
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

const formats = new Map<string, Intl.DateTimeFormat>();

function format(name: "stamp" | "short-day", zone: string): Intl.DateTimeFormat {
  const key = `${name} ${zone}`;
  const time = name === "stamp" ? ({ timeStyle: "medium" } as const) : {};
  const found = formats.get(key) ?? new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", ...time, timeZone: zone });
  formats.set(key, found);
  return found;
}

/** `22 Nov 2026, 09:20:04`: where many stand below one another. */
export const stamp = (iso: string, zone: string): string => format("stamp", zone).format(new Date(iso));

/** `22 Nov 2026`. */
export const shortDay = (iso: string, zone: string): string => format("short-day", zone).format(new Date(iso));

/** A law by its name. */
export const lawName = (law: string): string => shortName(law, "en");
