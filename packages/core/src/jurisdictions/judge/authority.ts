import type { MeasureWord, RequesterWord } from "../../laws/index.ts";

/**
 * By what somebody shows that they may ask for another, whichever of it a law lets a company ask. What tells who the person
 * is (a sign-in, points that match) tells nothing of the one who asks for them.
 */
export const AUTHORITY: Readonly<Record<Exclude<RequesterWord, "person">, readonly MeasureWord[]>> = {
  agent: ["signed-permission", "own-confirmation", "more-information"],
  "agent-with-power": ["power-of-attorney", "more-information"],
  parent: ["parent-proof", "more-information"],
  guardian: ["parent-proof", "more-information"],
  heir: ["more-information"],
};

/** Everybody who can ask, as laws name them. */
export const REQUESTERS: readonly RequesterWord[] = ["person", ...(Object.keys(AUTHORITY) as (keyof typeof AUTHORITY)[])];

/** Whether a text is such a word. */
export const isRequester = (text: string): text is RequesterWord => REQUESTERS.some((one) => one === text);
