import type { LetterPart, LetterPlace } from "./letter.ts";
import { contentParts } from "./letter-contents.ts";
import type { Mail } from "./mails.ts";
import { lastMomentIn } from "./say-time.ts";
import { say } from "./words.ts";

/** What acknowledges a request: what was asked, by when it is answered, what its page is for. */
export function receivedParts(mail: Extract<Mail, { readonly template: "received" }>, place: LetterPlace): readonly LetterPart[] {
  const { language, organization, zone } = place;
  const values = { organization: organization.name, request: mail.request };
  const due =
    mail.due === undefined
      ? say(language, "received.soon")
      : say(language, "received.due", { day: lastMomentIn(language, mail.due, zone) });
  return [
    { kind: "text", says: say(language, `received.${mail.right}`, values) },
    { kind: "text", says: due },
    ...contentParts(mail, place),
    { kind: "text", says: say(language, "received.page") },
  ];
}
