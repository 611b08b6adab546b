// What a link out of a kind of mail ends.
import { stopOf } from "../decisions/index.ts";
import type { Program } from "../program/index.ts";

/** Marketing that somebody can say no to. */
export const marketingOf = ({ purposes }: Pick<Program, "purposes">): readonly string[] =>
  Object.values(purposes).flatMap((purpose) => (purpose.group === "market" && stopOf(purpose) !== "none" ? [purpose.id] : []));

/**
 * The purposes that a link for one of them ends. Old mails keep links of purposes that the program has no more: whether such a one
 * goes on under another name nobody can tell, so that a no to it is one to all marketing as well.
 *
 * @source GDPR Art. 21(2)-(3)
 */
export const endedBy = (program: Pick<Program, "purposes">, purpose: string): readonly string[] =>
  Object.hasOwn(program.purposes, purpose) ? [purpose] : [purpose, ...marketingOf(program)];
