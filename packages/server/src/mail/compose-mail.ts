import type { LetterPlace } from "./letter.ts";
import type { Mail } from "./mails.ts";
import { oneLine } from "./plain-words.ts";
import { renderHtml } from "./render-html.ts";
import { renderText } from "./render-text.ts";
import { writeLetter } from "./write-letter.ts";

/** What a mail says, ready to be sent to whomever. */
export interface ComposedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Writes a mail out: subject, text, HTML, and headers that keep machines from answering it. */
export function composeMail(mail: Mail, place: LetterPlace): ComposedMail {
  const letter = writeLetter(mail, place);
  return {
    subject: oneLine(letter.subject),
    text: renderText(letter),
    html: renderHtml(letter, place.language),
    headers: {
      "Content-Language": place.language,
      // RFC 3834: no holiday notice comes back for it; Exchange has a word of its own.
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    },
  };
}
