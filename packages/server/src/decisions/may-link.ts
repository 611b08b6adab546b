import { decideNaively } from "@troth/core/decisions";
import type { PersonState } from "@troth/core/facts";
import type { Program } from "@troth/core/program";

/** Why a browser may not be linked to a person of this state now; undefined where a purpose of the kind linking may be done. */
export function whyNotLink(program: Program, person: PersonState, now: number): string | undefined {
  const ways = Object.values(program.purposes).filter(({ kind }) => kind === "linking");
  let why = "the program has no purpose of the kind linking";
  for (const { id, uses } of ways) {
    const data = uses.map((use) => use.id);
    const known = { person, browser: undefined, clients: {}, notices: {}, stale: false, now };
    const decision = decideNaively(program, { person: "of the fact", purpose: id, data }, known);
    if (decision.allowed) return undefined;
    why = decision.because;
  }
  return why;
}
