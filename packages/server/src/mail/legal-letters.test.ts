// Every letter that the product sends holds what the law of its request demands: law by law, right by right, letter by letter.
import { type LetterWord, letterContents } from "@troth/core/jurisdictions";
import { type ContentWord, type LawData, lawBook, type RightWord } from "@troth/core/laws";
import type { Law } from "@troth/core/program";
import { describe, expect, test } from "vitest";
import { languages } from "../words/index.ts";
import { citeLaw } from "./cite-law.ts";
import { composeMail } from "./compose-mail.ts";
import type { LetterPlace } from "./letter.ts";
import { type LegalMail, OWN_PARTS, sayContent, sentencesOf } from "./letter-contents.ts";

const place = (language: LetterPlace["language"]): LetterPlace => ({
  language,
  organization: { name: "Fernhill", contact: "privacy@fernhill.example", address: "Stockholm", officer: undefined },
  zone: "Europe/Stockholm",
  address: "https://privacy.fernhill.example",
});

const BECAUSE = "It is the fortieth of this month.";
const UNTIL = "2027-03-01T22:59:59.000Z";
const common = { request: "R-1042", page: "https://privacy.fernhill.example/en/requests/R-1042" } as const;

/** Every mail of ours that is such a letter, for a right that the product carries out. */
const mailsOf: Readonly<Record<LetterWord, (told: Told) => readonly LegalMail[]>> = {
  confirmation: (told) => [
    ...(["access", "erasure"] as const).map(
      (right): LegalMail => ({ ...common, ...told, template: "received", right, due: UNTIL }),
    ),
    ...(["access", "erasure"] as const).map(
      (right): LegalMail => ({ ...common, ...told, template: "turned", right, due: UNTIL }),
    ),
  ],
  extension: (told) => [{ ...common, ...told, template: "extended", because: BECAUSE, until: UNTIL, law: told.law ?? "x" }],
  refusal: (told) => [
    { ...common, ...told, template: "denied", because: BECAUSE },
    { ...common, ...told, template: "denied", because: BECAUSE, appeal: true },
  ],
  completion: (told) => [
    { ...common, ...told, template: "copy-ready", until: UNTIL },
    {
      ...{
        ...common,
        contents: told.contents,
        toldBy: told.law,
        law: undefined,
        template: "erased",
        receivedAt: "2026-11-09T23:30:00.000Z",
      },
      ...{ deleted: 12, changed: 0, kept: 3, keptUntil: "2033-12-31", untold: [{ name: "Letters", because: "it is closed" }] },
    },
  ],
  appeal: (told) => [
    { ...common, ...told, template: "appeal-refused", because: BECAUSE },
    { ...common, ...told, template: "appeal-granted", because: BECAUSE },
  ],
  cost: (told) => [{ ...common, ...told, template: "fee", because: BECAUSE, amount: "CHF 120", until: UNTIL }],
};
interface Told {
  readonly contents: readonly ContentWord[];
  readonly law: string | undefined;
}

/** By what of its own each letter tells it: words that a reader finds in it. */
const FOUND: Readonly<Partial<Record<ContentWord, (mail: LegalMail, language: "en" | "id") => string>>> = {
  reasons: () => `> ${BECAUSE}`,
  "new-period": (_, language) => (language === "en" ? "1 March 2027" : "1 Maret 2027"),
  "when-answered": (_, language) => (language === "en" ? "by 1 March 2027" : "selambat-lambatnya 1 Maret 2027"),
  cost: () => "CHF 120",
  "kept-data": (_, language) => (language === "en" ? "Stays: 3 records" : "Tetap disimpan: 3 catatan"),
  result: ({ template }, language) =>
    ({
      erased: { en: "Deleted: 12 records", id: "Dihapus: 12 catatan" },
      "copy-ready": { en: "Your copy is ready", id: "Salinan Anda sudah siap" },
      "appeal-granted": { en: "Your appeal is granted", id: "Keberatan Anda dikabulkan" },
      "appeal-refused": { en: "We stay with our decision", id: "Kami tetap pada keputusan kami" },
    })[template as "erased"][language],
};

const laws: readonly LawData[] = lawBook;
const LETTERS = Object.keys(mailsOf) as LetterWord[];
const states = (law: LawData) => [undefined, ...new Set(law.rights.flatMap(({ state }) => state ?? []))];

describe.each(laws.map((law) => [law.id, law] as const))("%s", (id, law) => {
  test("each letter holds each content that the law demands of it, in both languages, and its articles", () => {
    const rights = [...new Set<RightWord>(law.letters.flatMap((rule) => rule.rights ?? law.rights.map(({ right }) => right)))];
    let found = 0;
    for (const letter of LETTERS)
      for (const right of rights)
        for (const state of states(law)) {
          const asked = letterContents({ laws: [id as Law], letter, right, days: ["2026-11-28"], state });
          const told = { contents: asked.contents, law: asked.articles.join("; ") || undefined };
          for (const language of languages)
            for (const mail of mailsOf[letter](told)) {
              const { text } = composeMail(mail, place(language));
              for (const word of asked.contents) {
                const own = OWN_PARTS[mail.template].includes(word) ? FOUND[word]?.(mail, language) : undefined;
                const wanted = own ?? sayContent(word, mail, place(language));
                expect([letter, right, word, text.includes(wanted) ? wanted : text]).toEqual([letter, right, word, wanted]);
                found += 1;
              }
              for (const article of asked.articles) expect(text).toContain(citeLaw(language, article));
            }
        }
    expect(found > 0).toBe(law.letters.length > 0);
  });
});

test("what a letter is said to tell by a part of its own has words by which it is found", () => {
  for (const words of Object.values(OWN_PARTS)) for (const word of words) expect(FOUND[word]).toBeDefined();
});

test("a content is told once, and what nobody has read in its law is marked", () => {
  const mail: LegalMail = {
    ...{ ...common, template: "denied", because: BECAUSE, law: "FADP Art. 32(2) [not verified]" },
    contents: ["reasons", "court", "complaint-authority"],
  };
  expect(sentencesOf(mail)).toEqual(["complaint-authority", "court"]);
  expect(composeMail(mail, place("en")).text).toContain("FADP Art. 32(2) [not verified]");
  expect(composeMail(mail, place("id")).text).toContain("[belum diperiksa]");
});
