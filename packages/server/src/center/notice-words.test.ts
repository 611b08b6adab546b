import { lawBook } from "@troth/core/laws";
import { expect, test } from "vitest";
import { noticeEn } from "./notice-words-en.ts";
import { noticeId } from "./notice-words-id.ts";

const rights = [...new Set(lawBook.flatMap((law) => law.rights.map(({ right }) => right)))];

test.each([
  ["English", noticeEn],
  ["Indonesian", noticeId],
])("every right of every law has its words in %s", (_, words: Readonly<Record<string, string>>) => {
  expect(rights.filter((right) => !words[`right.${right}`])).toEqual([]);
});
