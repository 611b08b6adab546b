import { citeLaw } from "../mail/index.ts";
import type { Language } from "../words/index.ts";

const SEVERAL = /^((?:UK )?GDPR Art\.) (.+, .+)$/;

/** An article as people of a language cite it; of several articles each: `Pasal 13 GDPR, Pasal 14 GDPR`. */
export function citeIn(language: Language, article: string): string {
  const [, law, list] = SEVERAL.exec(article) ?? [];
  if (language === "en" || list === undefined) return citeLaw(language, article);
  return list
    .split(", ")
    .map((one) => citeLaw(language, `${law} ${one}`))
    .join(", ");
}
