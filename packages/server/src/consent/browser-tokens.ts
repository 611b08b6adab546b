// What a site's server hands its page for whoever is signed in, and the page hands on: who that is, sealed, and for an hour.
import { refusalsOf } from "@troth/core/consent";
import { z } from "zod";
import { knownPeople } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { openLink, sealLink } from "./choice-tokens.ts";

const USE = "consent.browser-token-key";
const TOKEN_MS = 60 * 60_000;
const NAME_LETTERS = 16;

const said = z.tuple([z.string().min(1).max(200), z.number()]);

/** By this a page tells one account from the next: of this installation alone, and it leads to nobody. */
const nameOf = ({ keys }: Pick<Installation, "keys">, person: string): string =>
  keys.identifierHash("consent.browser-name", person).slice(0, NAME_LETTERS);

/**
 * A token that says of a browser that this account is signed in there, and when it ends. What the account is against is a third
 * part of it, for the banner to read: a no that was said elsewhere holds from the first page on.
 */
export async function browserToken(
  inst: Installation,
  person: string,
): Promise<{ readonly token: string; readonly ends: string }> {
  const now = inst.surroundings.now();
  const [known] = [...(await knownPeople(inst, [{ kind: "person", id: person }])).values()];
  const against = known?.state === undefined ? {} : refusalsOf(inst.program, known.state, now);
  const parts = [nameOf(inst, person), sealLink(inst, USE, JSON.stringify([person, now + TOKEN_MS]))];
  if (Object.keys(against).length > 0) parts.push(asPart(against));
  return { token: parts.join("."), ends: new Date(now + TOKEN_MS).toISOString() };
}

/** As one part of a token: names of a program may have points in them, and quotation marks that a page writes its texts in. */
const asPart = (value: object): string =>
  encodeURIComponent(JSON.stringify(value)).replace(/[.!'()*~]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/** What a token said. */
export interface SignedIn {
  readonly person: string;
  /** When it was made, in milliseconds since 1970, UTC. */
  readonly since: number;
  readonly over: boolean;
  /** The sealed part of it: one token is one, whatever a page adds. */
  readonly seal: string;
}

/** Whose token it is, since when, and whether it is over; undefined for one that is none of ours, or was changed. */
export function readBrowserToken(inst: Pick<Installation, "keys" | "surroundings">, token: string): SignedIn | undefined {
  const [name, seal = ""] = token.split(".");
  const text = openLink(inst, USE, seal);
  if (text === undefined) return undefined;
  const [person, ends] = said.parse(JSON.parse(text));
  // The page keeps accounts apart by the name: one account's with another's seal is none.
  if (name !== nameOf(inst, person)) return undefined;
  return { person, since: ends - TOKEN_MS, over: ends <= inst.surroundings.now(), seal };
}
