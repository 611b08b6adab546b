// Whether a letter asks to stop, in the languages in which we write.
import type { Letter } from "../mail/index.ts";
import type { Language } from "../words/index.ts";

type Words = Pick<Letter, "subject" | "text">;

/** Beyond it somebody says more than "stop". */
const PLAIN_CHARACTERS = 120;
const READ_CHARACTERS = 1_000;

const PLAIN = new RegExp(
  [
    "^(?:(?:please|kindly|mohon|tolong|harap) )?",
    "(?:stop(?: (?:it|this|these|mailing me|(?:sending )?(?:me )?(?:these |your )?(?:e-?mails?|newsletters?)))?",
    "|unsubscribe(?: me)?|opt[- ]?out|remove me(?: from (?:this|your|the) list)?",
    "|berhenti(?: berlangganan)?|jangan kirim(?: lagi)?|setop",
    "|hentikan(?: pengiriman)?(?: (?:surel|e-?mail|surat)(?: (?:ini|promosi))?)?)",
    "(?:,? (?:please|now|thanks|thank you|terima kasih))?[.!]*$",
  ].join(""),
  "iu",
);
const SPEAKS = new RegExp(
  [
    "\\b(?:stop|unsubscrib\\w*|opt(?:ed|ing)?[- ]?out|remove me|no more (?:e-?)?mails?",
    "|(?:do not|don['’]?t|no longer) (?:want|wish|send|mail|e-?mail)\\b.{0,40}\\b(?:receive|e-?mails?|mails?|messages|newsletters?)",
    "|berhenti|setop|hentikan|jangan (?:kirim|hubungi)|langganan|hapus saya",
    "|tidak (?:mau|ingin)(?: lagi)? (?:menerima|dikirimi|dihubungi))\\b",
  ].join(""),
  "iu",
);
const INDONESIAN =
  /\b(?:berhenti|setop|hentikan|jangan|mohon|tolong|harap|langganan|berlangganan|terima kasih|saya|tidak|surel)\b/iu;
/** Where what they wrote ends, and what they answer begins. */
const QUOTE = /^(?:>|-{2,}|_{5,}|from:|dari:|(?:on|pada)\b.*:$|.*\b(?:wrote|menulis):$)/iu;

const subjectOf = ({ subject }: Words): string => subject.replace(/^(?:\s*(?:re|fwd?|bls)\s*:)+/iu, "").trim();

/** What they wrote themselves, its lines trimmed. */
export function ownText({ text }: Words): string {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const quote = lines.findIndex((line) => QUOTE.test(line.slice(0, READ_CHARACTERS)));
  return (quote === -1 ? lines : lines.slice(0, quote)).join("\n").trim();
}

/** It says to stop, and nothing else: a program may do so. */
export function saysStop(words: Words): boolean {
  const own = ownText(words);
  if (own.length > PLAIN_CHARACTERS) return false;
  const [first = ""] = own.split("\n");
  return PLAIN.test(first) || (own === "" && PLAIN.test(subjectOf(words).slice(0, PLAIN_CHARACTERS)));
}

/** It speaks of stopping: people should read it. */
export const speaksOfStopping = (words: Words): boolean =>
  SPEAKS.test(subjectOf(words).slice(0, READ_CHARACTERS)) || SPEAKS.test(ownText(words).slice(0, READ_CHARACTERS));

/** In which language to answer. */
export const languageOfLetter = (words: Words): Language =>
  INDONESIAN.test(`${subjectOf(words)}\n${ownText(words).slice(0, READ_CHARACTERS)}`) ? "id" : "en";
