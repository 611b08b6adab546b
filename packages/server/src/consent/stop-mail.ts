// The way out of a kind of mail by a mail: what a `mailto:` carries, and how it is found again in what comes back.
import type { Installation } from "../installation/index.ts";
import { type ChoiceLink, LINK_TOKEN, readChoiceToken } from "./choice-tokens.ts";

/** A link for one purpose. */
export type StopLink = ChoiceLink & { readonly purpose: string; readonly token: string };

/** @source RFC 6068, 2 @source RFC 2369, 3.2 */
export function stopMailto(address: string, token: string): string {
  const [local = "", domain = ""] = address.split("@");
  return `mailto:${encodeURIComponent(local)}@${domain}?subject=stop-${token}`;
}

/** A text that is full of what looks like a link costs no more than so many tries. */
const MOST_TRIES = 20;

/** The link whose token a subject carries; mail servers may have folded it. */
export const linkOfSubject = (inst: Pick<Installation, "keys">, subject: string): StopLink | undefined =>
  [subject, subject.replace(/\s+/g, "")].flatMap((text) => linksIn(inst, text, new RegExp(`\\bstop-(${LINK_TOKEN})`, "gi")))[0];

/** The one link that a text quotes out of a mail of ours; undefined where it quotes none, or several that differ. */
export function linkQuoted(inst: Pick<Installation, "keys">, text: string): StopLink | undefined {
  const links = linksIn(inst, text, new RegExp(`/leave/(${LINK_TOKEN})`, "g"));
  const [first] = links;
  return links.every((one) => first !== undefined && isSame(one, first)) ? first : undefined;
}

const isSame = (one: ChoiceLink, other: ChoiceLink): boolean =>
  (["person", "purpose", "channel", "topic"] as const).every((key) => one[key] === other[key]);

function linksIn(inst: Pick<Installation, "keys">, text: string, form: RegExp): readonly StopLink[] {
  const tokens = new Set([...text.matchAll(form)].map((found) => found[1] ?? ""));
  return [...tokens].slice(0, MOST_TRIES).flatMap((token) => {
    const link = readChoiceToken(inst, token);
    // Without a purpose it leads to a page.
    return link?.purpose === undefined ? [] : [{ ...link, purpose: link.purpose, token }];
  });
}
