import { keyedHash } from "../foundation/index.ts";
import type { PlannedChange } from "./plan.ts";

/**
 * A pseudonym is the same wherever the person appears in a store, so that books still join; it is made with the person's
 * own key, so that nobody can make it again once that key is gone. Where values are unique each row has one of its own.
 */
export function pseudonymOf(key: Uint8Array, change: PlannedChange, row: string): string {
  const name = keyedHash(key, change.unique ? `row ${change.column} ${row}` : "person");
  if (change.family === "uuid") return uuidOf(name);
  const text = `erased-${name.slice(0, 12)}${change.email ? "@erased.invalid" : ""}`;
  if (change.maxLength === null || text.length <= change.maxLength) return text;
  return `e-${name}`.slice(0, change.maxLength);
}

/** Version 8: a uuid of one's own making. @source RFC 9562, 5.8 */
const uuidOf = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
