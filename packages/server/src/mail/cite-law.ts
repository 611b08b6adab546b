import type { Language } from "../words/index.ts";

const ARTICLE = /\b(GDPR|UK GDPR) Art\. (\d+)((?:\(\w+\))*)/g;

/**
 * A citation as people of a language write it: `GDPR Art. 12(3)` is `Pasal 12 ayat (3) GDPR` in Indonesian. What a program
 * cites in words of its own stays as it is.
 */
export function citeLaw(language: Language, law: string): string {
  if (language === "en") return law;
  return law
    .replace("[not verified]", "[belum diperiksa]")
    .replace(ARTICLE, (_, name: string, article: string, below: string) => {
      const [paragraph, point] = [...below.matchAll(/\((\w+)\)/g)].map((match) => match[1]);
      return `Pasal ${article}${paragraph ? ` ayat (${paragraph})` : ""}${point ? ` huruf (${point})` : ""} ${name}`;
    });
}
