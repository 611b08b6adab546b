// What a site's server hands its page for whoever is signed in, and the page hands on: who that is, sealed, and for an hour.
import { z } from "zod";
import type { Installation } from "../installation/index.ts";
import { openLink, sealLink } from "./choice-tokens.ts";

const USE = "consent.browser-token-key";
const TOKEN_MS = 60 * 60_000;
const NAME_LETTERS = 16;

const said = z.tuple([z.string().min(1).max(200), z.number()]);

/** By this a page tells one account from the next: of this installation alone, and it leads to nobody. */
const nameOf = ({ keys }: Pick<Installation, "keys">, person: string): string =>
  keys.identifierHash("consent.browser-name", person).slice(0, NAME_LETTERS);

/** A token that says of a browser that this account is signed in there, and when it ends. */
export function browserToken(
  inst: Pick<Installation, "keys" | "surroundings">,
  person: string,
): { readonly token: string; readonly ends: string } {
  const ends = inst.surroundings.now() + TOKEN_MS;
  return {
    token: `${nameOf(inst, person)}.${sealLink(inst, USE, JSON.stringify([person, ends]))}`,
    ends: new Date(ends).toISOString(),
  };
}

/** Whose token it is, since when, and whether it is over; undefined for one that is none of ours, or was changed. */
export function readBrowserToken(
  inst: Pick<Installation, "keys" | "surroundings">,
  token: string,
): { readonly person: string; readonly since: number; readonly over: boolean } | undefined {
  const [, sealed = ""] = token.split(".");
  const text = openLink(inst, USE, sealed);
  if (text === undefined) return undefined;
  const [person, ends] = said.parse(JSON.parse(text));
  // The page keeps accounts apart by the name: one account's with another's seal is none.
  if (token !== `${nameOf(inst, person)}.${sealed}`) return undefined;
  return { person, since: ends - TOKEN_MS, over: ends <= inst.surroundings.now() };
}
