import { timingSafeEqual } from "node:crypto";
import type { Installation } from "../installation/index.ts";

const DIGITS = 8;
const CODES = 10 ** DIGITS;
// Four random bytes: what lies above the last whole round of codes is thrown away, else low codes would come more often.
const WHOLE_ROUNDS = Math.floor(2 ** 32 / CODES) * CODES;

/** How long a code can be used, in milliseconds. */
export const CODE_LIVES_MS = 15 * 60_000;

/** How often a code can be tried. */
export const CODE_TRIES = 5;

/** A new code of eight digits, each as likely as any other. */
export function newCode(random: (length: number) => Uint8Array): string {
  for (;;) {
    const drawn = Buffer.from(random(4)).readUInt32BE();
    if (drawn < WHOLE_ROUNDS) return String(drawn % CODES).padStart(DIGITS, "0");
  }
}

/** A code as somebody types it, with spaces or hyphens or without; undefined if it is none. */
export function readCode(typed: string): string | undefined {
  const code = typed.slice(0, 100).replace(/[\s-]/g, "");
  return /^\d{8}$/.test(code) ? code : undefined;
}

/** What is stored of a code: keyed by the ask, so that the database alone does not tell which of all codes it was. */
export const hashOfCode = (inst: Pick<Installation, "keys">, ask: string, code: string): Promise<string> =>
  inst.keys.commitment({ request: ask }, `code\n${code}`);

/** Compares two hashes in the same time wherever they part. */
export const isSameHash = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
