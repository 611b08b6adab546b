import { expect, test } from "vitest";
import { say } from "./words.ts";
import { en } from "./words-en.ts";
import { id } from "./words-id.ts";

const placesIn = (message: string): readonly string[] =>
  [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1] ?? ""))].toSorted();

test.each(Object.keys(en) as (keyof typeof en)[])("%s fills the same places in both languages, and can be said", (key) => {
  expect(placesIn(id[key])).toEqual(placesIn(en[key]));
  const values = Object.fromEntries(placesIn(en[key]).map((place) => [place, 2]));
  for (const language of ["en", "id"] as const) expect(say(language, key, values)).not.toBe("");
});
