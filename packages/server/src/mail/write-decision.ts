import { unreachable } from "@troth/core/foundation";
import { momentIn } from "../words/index.ts";
import type { LetterPart, LetterPlace } from "./letter.ts";
import { contentParts } from "./letter-contents.ts";
import type { Mail } from "./mails.ts";
import { lastMomentIn, placeOf } from "./say-time.ts";
import { say } from "./words.ts";

type Decision = Extract<
  Mail,
  { readonly template: "turned" | "denied" | "extended" | "appeal-received" | "appeal-granted" | "appeal-refused" | "fee" }
>;

const text = (says: string): LetterPart => ({ kind: "text", says });

/** The letters that tell what was decided about a request, and why, with what its laws want told. */
export function decisionParts(mail: Decision, place: LetterPlace): readonly LetterPart[] {
  const { language, zone } = place;
  const { request } = mail;
  const until = (iso: string) => ({ request, moment: momentIn(language, iso, zone), place: placeOf(zone) });
  switch (mail.template) {
    case "turned":
      return [
        text(say(language, `turned.${mail.right}`)),
        text(say(language, "turned.clock", { request })),
        ...(mail.due === undefined ? [] : [text(say(language, "received.due", { day: lastMomentIn(language, mail.due, zone) }))]),
        ...contentParts(mail, place),
      ];
    case "denied":
    case "appeal-granted":
    case "appeal-refused":
      return [
        text(say(language, `${mail.template}.says`, { request })),
        { kind: "quote", says: mail.because },
        text(say(language, `${mail.template}.after`)),
        ...contentParts(mail, place),
      ];
    case "appeal-received":
      return [
        text(say(language, "appeal-received.says", { request })),
        text(
          mail.due === undefined
            ? say(language, "received.soon")
            : say(language, "appeal-received.due", { day: lastMomentIn(language, mail.due, zone) }),
        ),
      ];
    case "fee":
      return [
        text(say(language, "fee.says", { request, amount: mail.amount })),
        { kind: "quote", says: mail.because },
        text(say(language, "fee.choose")),
        ...(mail.until === undefined ? [] : [text(say(language, "fee.until", until(mail.until)))]),
        ...contentParts(mail, place),
      ];
    case "extended":
      return [
        text(say(language, "extended.says", until(mail.until))),
        { kind: "quote", says: mail.because },
        text(say(language, "extended.after")),
        ...contentParts(mail, place),
      ];
    default:
      return unreachable(mail);
  }
}
