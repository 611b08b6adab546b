import { hasherOf } from "../foundation/index.ts";
import type { Fact } from "./fact.ts";

/** Whom a fact is about. */
export interface FactSubject {
  readonly kind: "person" | "browser" | "client";
  /** An id of the application. */
  readonly id: string;
}

/** What is laid over the last word of a hash, so that a browser or a client may have the id of a person. */
const TURNS = { person: 0, browser: 0x42525753, client: 0x434c4e54, item: 0x4954454d } as const;

/** Makes the hash of an id, four words, that of a subject of this kind. */
export function turnHash(kind: keyof typeof TURNS, words: Int32Array): Int32Array {
  words[3] = (words[3] ?? 0) ^ TURNS[kind];
  return words;
}

/** The words of a hash as states name a subject: 32 digits in hex. */
export function hashText(words: Int32Array): string {
  let text = "";
  for (const byte of new Uint8Array(words.buffer, words.byteOffset, 16)) text += HEX[byte] ?? "";
  return text;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** How a subject is named in states, feeds and tables: 128 bits under a key of 16 bytes, that tell nothing to whoever lacks it. */
export const subjectHash = (key: Uint8Array, { kind, id }: FactSubject): string => hashUnder(key, kind, id);

function hashUnder(key: Uint8Array, kind: keyof typeof TURNS, id: string): string {
  const words = new Int32Array(4);
  hasherOf(key)(id, words);
  return hashText(turnHash(kind, words));
}

/** How an item of a guarded act is named in agreements, permissions and tables: a keyed hash of the application's id. */
export const itemHash = (key: Uint8Array, item: string): string => hashUnder(key, "item", item);

/** The same fact with a hash wherever it names another subject, or an item: what is folded from it holds no id of the application. */
export function withHashes(key: Uint8Array, fact: Fact): Fact {
  if (fact.kind === "linked") return { ...fact, to: subjectHash(key, { kind: "browser", id: fact.to }) };
  if (fact.kind === "collected" && fact.of !== undefined)
    return { ...fact, of: subjectHash(key, { kind: "client", id: fact.of }) };
  if (fact.kind === "agreed" && fact.items !== undefined)
    return { ...fact, items: fact.items.map((item) => itemHash(key, item)) };
  return fact;
}
