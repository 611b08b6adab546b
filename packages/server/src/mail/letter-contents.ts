// What laws want told in letters, in words: each has its sentence, in both languages, or a letter has a part of its own for it.
import type { ContentWord } from "@troth/core/laws";
import { citeLaw } from "./cite-law.ts";
import type { LetterPart, LetterPlace } from "./letter.ts";
import type { Mail } from "./mails.ts";
import { say } from "./words.ts";

/** The mails that are letters of a kind that laws know. */
export type LegalMail = Extract<Mail, { readonly contents?: readonly ContentWord[] }>;

/** What each letter tells by a part of its own: its reasons are quoted, its outcome stands in rows, its day in a sentence. */
export const OWN_PARTS: Readonly<Record<LegalMail["template"], readonly ContentWord[]>> = {
  received: ["when-answered"],
  turned: ["when-answered"],
  denied: ["reasons"],
  extended: ["reasons", "new-period"],
  "appeal-granted": ["reasons", "result"],
  "appeal-refused": ["reasons", "result"],
  fee: ["reasons", "cost"],
  "copy-ready": ["result"],
  erased: ["result", "kept-data"],
};

/** Told in every such letter, whatever its laws ask: whoever is refused learns where to complain. */
export const ALWAYS: Readonly<Partial<Record<LegalMail["template"], readonly ContentWord[]>>> = {
  denied: ["complaint-authority", "court"],
  "appeal-refused": ["complaint-authority", "court"],
};

/** Everything that a letter tells by a sentence: what its laws want, but for what it has a part for. */
export function sentencesOf(mail: LegalMail): readonly ContentWord[] {
  const { template, contents = [] } = mail;
  const always = ALWAYS[template] ?? [];
  return [...contents.filter((word) => !always.includes(word)), ...always].filter((word) => !OWN_PARTS[template].includes(word));
}

/** The sentence of a content. A word of the laws without one in a catalog does not compile. */
export function sayContent(word: ContentWord, mail: LegalMail, { language, organization }: LetterPlace): string {
  const { name, contact } = organization;
  if (word === "appeal" && !("appeal" in mail && mail.appeal))
    return say(language, "content.appeal-none", { request: mail.request });
  return say(language, `content.${word}`, { request: mail.request, organization: name, contact });
}

/** The sentences, and by which articles they are told. */
export function contentParts(mail: LegalMail, place: LetterPlace): readonly LetterPart[] {
  const untold = mail.template === "erased" ? (mail.untold ?? []) : [];
  return [
    ...sentencesOf(mail).map((word): LetterPart => ({ kind: "text", says: sayContent(word, mail, place) })),
    ...(untold.length === 0
      ? []
      : [{ kind: "rows", rows: untold.map(({ name, because }) => ({ name, says: because })) } satisfies LetterPart]),
    ...(mail.template === "erased" && mail.toldBy !== undefined
      ? [{ kind: "quiet", says: say(place.language, "law", { law: citeLaw(place.language, mail.toldBy) }) } satisfies LetterPart]
      : []),
  ];
}
