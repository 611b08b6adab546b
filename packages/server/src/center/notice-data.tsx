import type { Notice, NoticeBranch, NoticeCategory } from "@troth/core/notices";
import { languageOf as languageOfWords, type Words, wordsIn } from "@troth/core/program";
import { type Language, listIn } from "../words/index.ts";
import { sayNotice } from "./notice-words.ts";

/** Words of the program, marked with their language where it is not the page's. */
export const Said = ({ words, language }: { readonly words: Words; readonly language: Language }) => {
  const really = languageOfWords(words, language);
  const text = wordsIn(words, language);
  return really === undefined || really === language ? text : <span lang={really}>{text}</span>;
};

/** As it stands inside a sentence: `E-mail address` loses its capital, `IP address` keeps it. */
const inside = (text: string): string => (/^\p{Lu}-?\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);
const first = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Several names as one sentence's part: `Name, e-mail address and IP address`. */
export const namesIn = (language: Language, names: readonly string[], whole = true): string => {
  const list = listIn(language, names.map(inside));
  return whole ? first(list) : list;
};

/** Kinds of data by name; where all that is held of a branch is among them, the branch stands for them. */
export function dataNames(notice: Notice, data: readonly NoticeCategory[], language: Language): readonly string[] {
  const ids = new Set(data.map((one) => one.id));
  const branchOf = (id: string): NoticeBranch | undefined => notice.held.find((branch) => branch.id === id);
  const isWhole = (branch: NoticeBranch): boolean =>
    branch.categories.length > 1 && branch.categories.every((one) => ids.has(one.id));
  const names = data.map((one) => {
    const branch = branchOf(one.branch);
    return branch !== undefined && isWhole(branch) ? branchName(branch, language) : wordsIn(one.label, language);
  });
  return [...new Set(names)];
}

/** What a branch is called inside a sentence, where its heading would not read as a part of one. */
export function branchName(branch: NoticeBranch, language: Language): string {
  if (branch.id === "inference") return sayNotice(language, "branch.inference");
  if (branch.id === "demographic") return sayNotice(language, "branch.demographic");
  return wordsIn(branch.label, language);
}

/** The branches that kinds of data belong to, by name. */
export function branchNames(notice: Notice, data: readonly NoticeCategory[], language: Language): readonly string[] {
  const ids = new Set(data.map((one) => one.branch));
  return notice.held.filter((branch) => ids.has(branch.id)).map((branch) => branchName(branch, language));
}
