// Checks that no secret stands in a file.
import type { Path } from "../finding.ts";
import { entriesOf } from "../lookup.ts";
import { isRecord } from "../record.ts";
import type { Check, CheckContext } from "./check.ts";

/** Keys whose values are secrets by their name. */
const SECRET_KEY = /pass(word|wd|phrase)?$|secret|token|credential|(^|[_-])key$|apikey/i;
const PLACE = /\$\{[^}]*\}/;
/** `postgres://user:password@host` with a password that is written out. */
const CREDENTIALS = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:(?!\$\{)[^/\s@]+@/i;

/** Passwords, keys and addresses with credentials come from the environment. */
export const checkSecrets: Check = (context) => {
  for (const [id, store] of entriesOf(context.view, "stores")) {
    const at = ["stores", id];
    if (store.url !== undefined) checkUrl(context, store.url, [...at, "url"]);
    for (const [name, value] of Object.entries(store.secrets ?? {})) {
      if (!PLACE.test(value)) refuse(context, [...at, "secrets", name], `the secret \`${name}\` stands in the file`);
    }
    checkOptions(context, store.options, [...at, "options"]);
  }
  for (const [id, { told }] of entriesOf(context.view, "recipients")) {
    if (told && "webhook" in told) checkUrl(context, told.webhook, ["recipients", id, "told", "webhook"]);
  }
  const mailbox = context.view.long.requests?.by?.mailbox;
  if (mailbox !== undefined) checkUrl(context, mailbox, ["requests", "by", "mailbox"]);
};

function checkUrl(context: CheckContext, value: string, path: Path): void {
  // A default inside ${NAME:-...} stands in the file like anything else.
  const texts = [value, ...[...value.matchAll(/\$\{[^}:]*:-([^}]*)\}/g)].map((match) => match[1] ?? "")];
  if (texts.some((text) => CREDENTIALS.test(text) || /[?&](password|token|key|secret)=(?!\$\{)[^&]+/i.test(text))) {
    refuse(context, path, "an address with credentials stands in the file");
  }
}

function checkOptions(context: CheckContext, options: unknown, path: Path): void {
  if (!isRecord(options)) return;
  for (const [key, value] of Object.entries(options)) {
    if (isRecord(value)) checkOptions(context, value, [...path, key]);
    else if (typeof value === "string" && SECRET_KEY.test(key) && !PLACE.test(value))
      refuse(context, [...path, key], `the secret \`${key}\` stands in the file`);
  }
}

function refuse({ report }: CheckContext, path: Path, says: string): void {
  // The key is marked, so that no excerpt points at the secret more than the file does.
  report({ code: "secret-in-file", level: "error", path, key: true, says, expected: "${NAME} or ${file:/run/secrets/name}" });
}
