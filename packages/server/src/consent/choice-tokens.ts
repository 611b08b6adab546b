// Signed links by which somebody says no, or yes, without signing in. What a link says is sealed: an address of ours names nobody.
import { createCipheriv, createDecipheriv } from "node:crypto";
import { CHANNELS, type Channel } from "@troth/core/program";
import { z } from "zod";
import type { Installation } from "../installation/index.ts";

/** Whose choices a link is for; `purpose`: of this alone; `channel`, or `topic`: of that part of it alone. */
export interface ChoiceLink {
  /** The application's id of their account. */
  readonly person: string;
  readonly purpose?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly topic?: string | undefined;
}

const who = [z.string().min(1).max(200), z.string().max(200).nullable()] as const;
/** Links without a part are as they always were: those of old mails hold. */
const link = z.union([
  z.tuple(who),
  z.tuple([...who, z.strictObject({ channel: z.enum(CHANNELS).optional(), topic: z.string().max(200).optional() })]),
]);
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const USE = "consent.choice-link-key";

const keyOf = ({ keys }: Pick<Installation, "keys">, use: string): Buffer =>
  Buffer.from(keys.identifierHash(use, "1"), "hex").subarray(0, 32);

/** What a token looks like, in addresses and subjects: an id of 200 characters may take six bytes each. */
export const LINK_TOKEN = "[A-Za-z0-9_-]{40,2400}";

/** Seals what a link says, for one use: a link of another use does not open. */
export function sealLink(inst: Pick<Installation, "keys" | "surroundings">, use: string, text: string): string {
  const nonce = inst.surroundings.random(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(inst, use), nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString("base64url");
}

/** What a link says; undefined for one that is none of ours, or was changed. */
export function openLink(inst: Pick<Installation, "keys">, use: string, token: string): string | undefined {
  const bytes = Buffer.from(token, "base64url");
  // Bits that no byte holds are no part of it: one link has one address.
  if (bytes.length <= NONCE_BYTES + TAG_BYTES || bytes.toString("base64url") !== token) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", keyOf(inst, use), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}

/** The token of a link. It does not end: who keeps an old mail may say no by it for as long as they get new ones. */
export const choiceToken = (
  inst: Pick<Installation, "keys" | "surroundings">,
  { person, purpose, channel, topic }: ChoiceLink,
): string => {
  const part = channel === undefined && topic === undefined ? [] : [{ channel, topic }];
  return sealLink(inst, USE, JSON.stringify([person, purpose ?? null, ...part]));
};

/** Reads a token; undefined for one that is none of ours, or was changed. */
export function readChoiceToken(inst: Pick<Installation, "keys">, token: string): ChoiceLink | undefined {
  const text = openLink(inst, USE, token);
  if (text === undefined) return undefined;
  const [person, purpose, part] = link.parse(JSON.parse(text));
  return { person, ...(purpose === null ? {} : { purpose }), ...part };
}
