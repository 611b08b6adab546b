import { unreachable } from "@troth/core/foundation";
import { type Language, momentIn } from "../words/index.ts";
import { citeLaw } from "./cite-law.ts";
import { footOf } from "./foot.ts";
import type { Letter, LetterPart, LetterPlace } from "./letter.ts";
import { contentParts } from "./letter-contents.ts";
import type { Mail } from "./mails.ts";
import { placeOf } from "./say-time.ts";
import { say } from "./words.ts";
import { decisionParts } from "./write-decision.ts";
import { erasedParts } from "./write-erased.ts";
import { receivedParts } from "./write-received.ts";

/** The mails about a request: they name it and lead to its page. */
export type RequestMail = Extract<Mail, { readonly request: string }>;

/** Puts a mail into words. */
export function writeLetter(mail: Mail, place: LetterPlace): Letter {
  const { language, organization } = place;
  const values = { organization: organization.name, ...("request" in mail ? { request: mail.request } : {}) };
  return {
    subject: say(language, `${mail.template}.subject`, values),
    title: titleOf(mail, place),
    parts:
      "request" in mail
        ? [...requestParts(mail, place), ...lawParts(mail, language), ...pageParts(mail, language)]
        : askParts(mail, place),
    foot: footOf(place, "request" in mail ? mail.request : undefined),
  };
}

function titleOf(mail: Mail, { language, zone, organization }: LetterPlace): string {
  const values =
    mail.template === "cooling"
      ? { moment: momentIn(language, mail.until, zone) }
      : {
          organization: organization.name,
          kept: mail.template === "erased" ? mail.kept : 0,
          ...("store" in mail ? { store: mail.store } : {}),
        };
  return say(language, `${mail.template}.title`, values);
}

const text = (says: string): LetterPart => ({ kind: "text", says });
const quiet = (says: string): LetterPart => ({ kind: "quiet", says });

function askParts(mail: Exclude<Mail, RequestMail>, place: LetterPlace): readonly LetterPart[] {
  const { language, zone, address } = place;
  const organization = place.organization.name;
  if (mail.template === "nothing-here") {
    return [
      text(say(language, "nothing-here.says", { organization })),
      { kind: "go", label: say(language, "nothing-here.go"), page: `${address}/${language}` },
      quiet(say(language, "nothing-here.not-you")),
      ...ownParts(mail, language),
    ];
  }
  if (mail.template === "parent-ask" || mail.template === "parent-agreed") return parentParts(mail, place);
  if (mail.template !== "code") return contentAskParts(mail, place);
  return [
    text(say(language, `code.${mail.kind}`, { organization })),
    { kind: "code", code: mail.code },
    text(say(language, "code.until", { moment: momentIn(language, mail.until, zone), place: placeOf(zone) })),
    quiet(say(language, "code.not-you")),
    ...ownParts(mail, language),
  ];
}

/** For whoever gets codes that others asked for, so many that none comes for themselves. */
const ownParts = ({ own }: { readonly own?: string }, language: Language): readonly LetterPart[] =>
  own === undefined ? [] : [{ kind: "aside", says: say(language, "own.says"), label: say(language, "own.go"), page: own }];

function parentParts(mail: Extract<Mail, { readonly template: `parent-${string}` }>, place: LetterPlace): readonly LetterPart[] {
  const { language, zone, organization } = place;
  const values = { organization: organization.name };
  const until =
    mail.template === "parent-ask"
      ? [text(say(language, "parent-ask.until", { moment: momentIn(language, mail.until, zone), place: placeOf(zone) }))]
      : [];
  return [
    text(say(language, `${mail.template}.says`, values)),
    ...until,
    { kind: "go", label: say(language, `${mail.template}.go`), page: mail.page },
    quiet(say(language, `${mail.template}.not-you`)),
  ];
}

function contentAskParts(
  mail: Extract<Mail, { readonly template: "content-ask" | "content-changed" }>,
  { language, zone, organization }: LetterPlace,
): readonly LetterPart[] {
  return [
    text(say(language, `${mail.template}.says`, { organization: organization.name })),
    text(say(language, "content-ask.until", { moment: momentIn(language, mail.until, zone), place: placeOf(zone) })),
    { kind: "go", label: say(language, "content-ask.go"), page: mail.page },
    quiet(say(language, "content-ask.not-you")),
  ];
}

function requestParts(mail: RequestMail, place: LetterPlace): readonly LetterPart[] {
  const { language, zone } = place;
  const { request } = mail;
  const organization = place.organization.name;
  const until = (iso: string) => ({ request, moment: momentIn(language, iso, zone), place: placeOf(zone) });
  switch (mail.template) {
    case "received":
      return receivedParts(mail, place);
    case "question-received":
      return [
        text(say(language, `question-received.${mail.kind}`, { organization, request })),
        text(say(language, "question-received.page")),
      ];
    case "answered":
    case "message":
    case "stopped":
    case "withdrawn":
      return [text(say(language, `${mail.template}.says`, { organization, request }))];
    case "cooling":
      return [text(say(language, "cooling.says", until(mail.until))), text(say(language, "cooling.after"))];
    case "turned":
    case "denied":
    case "appeal-granted":
    case "appeal-refused":
    case "appeal-received":
    case "fee":
    case "extended":
      return decisionParts(mail, place);
    case "task":
    case "task-late":
    case "task-keep":
    case "task-keep-late":
      return [
        text(say(language, `${mail.template}.says`, { request, store: mail.store })),
        text(say(language, `${mail.template}.due`, until(mail.due))),
      ];
    case "copy-ready":
      return [
        text(say(language, "copy-ready.says", until(mail.until))),
        quiet(say(language, "copy-ready.how")),
        ...contentParts(mail, place),
      ];
    case "erased":
      return erasedParts(mail, place);
    default:
      return unreachable(mail);
  }
}

function pageParts(mail: RequestMail, language: Language): readonly LetterPart[] {
  if ("store" in mail)
    return [{ kind: "go", label: say(language, "go.task"), page: mail.page }, quiet(say(language, "go.staff"))];
  const label =
    mail.template === "copy-ready"
      ? say(language, "go.copy")
      : mail.template === "erased"
        ? say(language, "go.receipt")
        : say(language, "go", { request: mail.request });
  return [{ kind: "go", label, page: mail.page }, quiet(say(language, "go.code"))];
}

// What an erasure keeps has its law beside it, in the row that says so.
const lawParts = (mail: RequestMail, language: Language): readonly LetterPart[] =>
  "law" in mail && mail.law !== undefined && mail.template !== "erased"
    ? [quiet(say(language, "law", { law: citeLaw(language, mail.law) }))]
    : [];
