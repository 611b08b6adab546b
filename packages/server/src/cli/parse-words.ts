import { nearest } from "@troth/core/program";
import type { PlannedRight } from "@troth/core/subject-graph";
import { isSettledBy, SETTLED_BY, type SettledBy } from "../requests/index.ts";
import { UseError } from "./errors.ts";

/** The rights that have plans. */
export const RIGHTS: readonly PlannedRight[] = ["access", "erasure"];
const OTHER_RIGHTS = ["rectification", "restriction", "portability", "objection", "opt-out"];
const WORD = /^[A-Za-z][A-Za-z-]{0,30}$/;
const LEAST_HEX = 12;

/** Reads a right. @throws UseError with the nearest one. */
export function parseRight(text: string): PlannedRight {
  const right = RIGHTS.find((one) => one === text);
  if (right !== undefined) return right;
  if (OTHER_RIGHTS.includes(text)) {
    throw new UseError(`nothing runs the right \`${text}\` yet`, { advice: `these run: ${RIGHTS.join(", ")}` });
  }
  const near = nearest(text, RIGHTS);
  throw new UseError(WORD.test(text) ? `unknown right \`${text}\`` : "unknown right", {
    advice: near === undefined ? `write one of: ${RIGHTS.join(", ")}` : `write ${near}`,
  });
}

/** Reads a request's id as people write it: `R-0001`, `r-1`. @throws UseError. */
export function parseRequest(text: string): string {
  const digits = /^r-?0*(\d{1,9})$/i.exec(text)?.[1];
  if (digits === undefined) {
    throw new UseError("that is no id of a request", { advice: "ids look like R-0001; `troth status` lists them" });
  }
  return `R-${digits.padStart(4, "0")}`;
}

/** Reads a hash as it is shown: whole or its head, with or without blanks. At least 12 hex digits. @throws UseError. */
export function parseHash(text: string): string {
  const hash = text.replace(/[\s]|…$|\.\.\.$/g, "").toLowerCase();
  if (!/^[0-9a-f]{1,64}$/.test(hash)) {
    throw new UseError("that is no hash of a plan", {
      advice: "write it as `troth status <request>` shows it, in quotes if it has blanks",
    });
  }
  if (hash.length < LEAST_HEX) {
    throw new UseError(`${hash.length} hex digits are too few to mean one plan`, { advice: `write at least ${LEAST_HEX}` });
  }
  return hash;
}

/** How somebody knows what they say of a store, after `--known-by`. @throws UseError. */
export function parseKnownBy(text = ""): SettledBy {
  if (isSettledBy(text)) return text;
  throw new UseError("how you know it must be one of the known ways", {
    advice: `one of: ${Object.keys(SETTLED_BY).join(", ")}`,
  });
}

/** The reason after `--because`: something that a person can read later. @throws UseError. */
export function parseReason(text: string): string {
  const reason = text.trim().replace(/\s+/g, " ");
  if (reason === "")
    throw new UseError("a reason must be given", { advice: 'write --because "..."; it stays on record, so name nobody in it' });
  if (reason.length > 500) throw new UseError("the reason is longer than 500 characters", { advice: "say it shorter" });
  if (/[^\s@]+@[^\s@]+\.[^\s@]+/.test(reason)) {
    throw new UseError("there is a mail address in the reason", { advice: "the reason stays on record, so name nobody in it" });
  }
  return reason;
}
