import type { Fact } from "./fact.ts";

/** The ids of the facts that count no more, since others correct them or take them back. What was taken back itself takes nothing back. */
export function correctedAmong(facts: readonly Fact[]): ReadonlySet<string> {
  const corrected = new Set<string>();
  for (const { kind, corrects } of facts) if (kind !== "retracted" && corrects !== undefined) corrected.add(corrects);
  let open = facts.filter(({ kind }) => kind === "retracted");
  while (open.length > 0) {
    const aims = new Set(open.map(({ corrects }) => corrects));
    const settled = open.filter(({ id }) => !aims.has(id));
    // Some that take each other back, round in a ring, are about nothing else.
    const next = settled.length > 0 ? settled : open;
    for (const { id, corrects } of next) if (corrects !== undefined && !corrected.has(id)) corrected.add(corrects);
    open = settled.length > 0 ? open.filter(({ id }) => aims.has(id)) : [];
  }
  return corrected;
}
