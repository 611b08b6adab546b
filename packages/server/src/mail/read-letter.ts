import type { Email } from "postal-mime";
import { parseMail } from "./parse-mail.ts";
import { textOfHtml } from "./text-of-html.ts";

/** A mail that somebody, or a program for them, wrote to the sender's address. */
export interface Letter {
  /** As the head says, which anybody can write; undefined where it names nobody. */
  readonly from: string | undefined;
  readonly messageId: string | undefined;
  readonly subject: string;
  /** What they wrote, with what they quoted below it. */
  readonly text: string;
  /** The marked-up half of it, or nothing. */
  readonly html: string;
  /** A program answered, sent to many, or reported: nobody waits for an answer, and one could come back for ever. */
  readonly isAutomatic: boolean;
}

/** A newsletter that is quoted whole has some hundred kilobytes. */
const LARGEST_BYTES = 512 * 1024;
const LONGEST_SUBJECT = 2_000;
const LONGEST_TEXT = 200_000;

/** Reads a mail as a letter; nothing of it is believed. Never throws. */
export async function readLetter(raw: Uint8Array): Promise<{ readonly letter: Letter } | { readonly says: string }> {
  const parsed = await parseMail(raw, LARGEST_BYTES);
  if ("says" in parsed) return parsed;
  const { email } = parsed;
  const html = (email.html ?? "").slice(0, LONGEST_TEXT);
  const letter: Letter = {
    from: email.from?.address,
    messageId: email.messageId,
    subject: (email.subject ?? "").slice(0, LONGEST_SUBJECT),
    text: (isBlank(email.text) ? textOfHtml(html) : (email.text ?? "")).slice(0, LONGEST_TEXT),
    html,
    isAutomatic: isAutomatic(email),
  };
  // What is no mail at all is read as one without a head.
  return letter.from === undefined && letter.messageId === undefined && letter.subject === ""
    ? { says: "it has no head of a mail" }
    : { letter };
}

/** Some programs leave the plain half of a mail empty. */
const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === "";

/** @source RFC 3834, 2 and 5 */
function isAutomatic({ headers, from }: Email): boolean {
  const of = (name: string): string | undefined =>
    headers
      .find(({ key }) => key === name)
      ?.value.trim()
      .toLowerCase();
  const submitted = of("auto-submitted");
  return (
    (submitted !== undefined && !submitted.startsWith("no")) ||
    /^(bulk|junk|list|auto_reply)\b/.test(of("precedence") ?? "") ||
    ["list-id", "x-autoreply", "x-autorespond"].some((name) => of(name) !== undefined) ||
    of("return-path") === "<>" ||
    /^multipart\/report\b/.test(of("content-type") ?? "") ||
    /^(mailer-daemon|postmaster|no-?reply)@/i.test(from?.address ?? "")
  );
}
