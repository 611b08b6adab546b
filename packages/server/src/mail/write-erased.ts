import { citeLaw } from "./cite-law.ts";
import type { LetterPart, LetterPlace } from "./letter.ts";
import { contentParts } from "./letter-contents.ts";
import type { Mail } from "./mails.ts";
import { dayOf } from "./say-time.ts";
import { say } from "./words.ts";

type Erased = Extract<Mail, { readonly template: "erased" }>;

/** What tells somebody the outcome of an erasure: what is deleted, changed, and what stays, by which law and until when. */
export function erasedParts(mail: Erased, place: LetterPlace): readonly LetterPart[] {
  const { language, zone } = place;
  const row = (name: "deleted" | "changed" | "kept", says: string) => ({ name: say(language, `erased.${name}`), says });
  const rows = [
    row("deleted", say(language, "erased.deleted-says", { count: mail.deleted })),
    ...(mail.changed > 0 ? [row("changed", say(language, "erased.changed-says", { count: mail.changed }))] : []),
    ...(mail.kept > 0 ? [row("kept", keptSays(mail, place))] : []),
  ];
  return [
    { kind: "text", says: say(language, "erased.says", { day: dayOf(language, mail.receivedAt, zone) }) },
    { kind: "rows", rows },
    { kind: "text", says: say(language, "erased.receipt") },
    ...contentParts(mail, place),
    { kind: "quiet", says: say(language, "erased.complain") },
  ];
}

function keptSays(mail: Erased, { language, zone }: LetterPlace): string {
  const { kept: count, law, keptUntil, keptWithoutEnd = 0 } = mail;
  return [
    law === undefined
      ? say(language, "erased.kept-says", { count })
      : say(language, "erased.kept-law", { count, law: citeLaw(language, law) }),
    ...(keptUntil === undefined ? [] : [say(language, "erased.kept-until", { day: dayOf(language, keptUntil, zone) })]),
    ...(keptWithoutEnd === 0 ? [] : [say(language, "erased.kept-without-end", { count: keptWithoutEnd })]),
  ].join(" ");
}
