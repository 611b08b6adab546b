import { createHash } from "node:crypto";

const LONGEST = 32;

/** A short text stands for itself; of a long one only what tells it from others is kept. */
export const markOf = (text: string): string =>
  text.length <= LONGEST ? text : createHash("sha256").update(text).digest("base64url").slice(0, LONGEST);
