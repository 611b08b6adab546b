import { expect, test } from "vitest";
import { lacksEn, lacksId } from "../words/index.ts";
import { noticeEn } from "./notice-words-en.ts";
import { noticeId } from "./notice-words-id.ts";
import { en } from "./words-en.ts";
import { id } from "./words-id.ts";

/** The places that a message is filled at. */
const placesIn = (message: string): readonly string[] =>
  [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1] ?? ""))].toSorted();

const pairs = [...pairsOf(en, id), ...pairsOf(noticeEn, noticeId), ...pairsOf(lacksEn, lacksId)];

function pairsOf(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): [string, string, string][] {
  expect(Object.keys(other).toSorted()).toEqual(Object.keys(one).toSorted());
  return Object.entries(one).map(([key, message]) => [key, message, other[key] ?? ""]);
}

test.each(pairs)("%s has the same places in both languages, and words in both", (_, english, indonesian) => {
  expect(placesIn(indonesian)).toEqual(placesIn(english));
  expect(indonesian.trim()).not.toBe("");
});
