/** A text of the program by language; a text that stands alone is in the program's first language. */
export type Words = Readonly<Record<string, string>>;

/** `card-processor` -> `card processor`. */
export const wordsOfId = (id: string): string => id.replaceAll("-", " ");

/** What goes by one name in every language, as a statute that is cited, or by a name in each. */
export type Name = string | Words;

/** The name for a reader of `language`. */
export const nameIn = (name: Name, language: string): string => (typeof name === "string" ? name : wordsIn(name, language));

/** In which language a reader of `language` gets these words: their own, else English, else the first that there is. */
export function languageOf(words: Words, language: string): string | undefined {
  const [first] = Object.keys(words);
  return [language, "en"].find((one) => Object.hasOwn(words, one)) ?? first;
}

/** The words for a reader of `language`. `languageOf` says in which language they really are. */
export function wordsIn(words: Words, language: string): string {
  const found = languageOf(words, language);
  return found === undefined ? "" : (words[found] ?? "");
}
