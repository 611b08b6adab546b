import type { LetterPart, LetterPlace } from "./letter.ts";
import type { Mail } from "./mails.ts";
import { lastMomentIn } from "./say-time.ts";
import { say } from "./words.ts";

/** What acknowledges a request: what was asked, by when it is answered, what its page is for. */
export function receivedParts(
  mail: Extract<Mail, { readonly template: "received" }>,
  { language, organization, zone }: LetterPlace,
): readonly LetterPart[] {
  const values = { organization: organization.name, request: mail.request };
  const due =
    mail.due === undefined
      ? say(language, "received.soon")
      : say(language, "received.due", { day: lastMomentIn(language, mail.due, zone) });
  return [
    { kind: "text", says: say(language, `received.${mail.right}`, values) },
    { kind: "text", says: due },
    { kind: "text", says: say(language, "received.page") },
  ];
}
