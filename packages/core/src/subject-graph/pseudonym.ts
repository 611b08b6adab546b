import { keyedHash } from "../foundation/index.ts";
import type { Cell } from "./captured.ts";
import type { PlannedChange } from "./plan.ts";

/**
 * The value that a change gives to a row. A pseudonym is the same wherever the person appears, so that books still
 * join; it is made with the person's own key, so that nobody can make it again once that key is gone.
 */
export function newValue(key: Uint8Array, change: PlannedChange, row: string): Cell {
  switch (change.strategy) {
    case "clear":
      return null;
    case "constant":
      return change.constant;
    case "pseudonym": {
      const name = keyedHash(key, change.unique ? `row ${change.column} ${row}` : "person");
      const text = `erased-${name.slice(0, 12)}${change.email ? "@erased.invalid" : ""}`;
      if (change.maxLength === null || text.length <= change.maxLength) return text;
      return `e-${name}`.slice(0, change.maxLength);
    }
  }
}
