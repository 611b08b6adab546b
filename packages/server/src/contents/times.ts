import { endOfConsent } from "@troth/core/decisions";
import { periodEnd } from "@troth/core/jurisdictions";
import type { Installation } from "../installation/index.ts";

/** How long an author has to answer, and how long a text stays that they said no to: they may think better of it. */
const ANSWERED_WITHIN = { count: 30, unit: "days" } as const;

/** Until when a text is kept that nobody approved. */
export const endOfAsking = ({ surroundings, program }: Pick<Installation, "surroundings" | "program">): string =>
  periodEnd(new Date(surroundings.now()).toISOString(), ANSWERED_WITHIN, program.zone);

/** When an approval ends by itself, in milliseconds since 1970; undefined: it does not. `at`: when it was given. */
export function endOfApproval({ program }: Pick<Installation, "program">, purpose: string, at: number): number | undefined {
  const rule = Object.hasOwn(program.purposes, purpose) ? program.purposes[purpose] : undefined;
  return rule && endOfConsent(rule, { at }, program.zone);
}

/** Whether it has. */
export const hasLapsed = (inst: Pick<Installation, "program" | "surroundings">, purpose: string, at: number): boolean =>
  (endOfApproval(inst, purpose, at) ?? Number.POSITIVE_INFINITY) < inst.surroundings.now();
