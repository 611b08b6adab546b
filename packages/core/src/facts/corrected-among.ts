import type { Fact } from "./fact.ts";
import { isProtective } from "./protection.ts";

const NONE: ReadonlySet<string> = new Set();

/**
 * The ids of the facts that count no more, since others correct them or take them back. What was taken back itself takes nothing back, and
 * of a no that it corrected nothing is lost: that counts again. Anything else that it corrected does not: whoever said that a country
 * was never so does not say that the one before is. Facts that correct each other, round in a ring, all count: of none is it known which
 * came after. The cost grows with the number of facts.
 */
export function correctedAmong(facts: readonly Fact[]): ReadonlySet<string> {
  const aiming = facts.filter(({ corrects }) => corrects !== undefined);
  if (aiming.length === 0) return NONE;
  const corrected = new Set<string>();
  const takenBack = new Set<string>();
  // How many of those that speak of a fact are not settled yet.
  const open = new Map<string, number>();
  for (const { corrects = "" } of aiming) open.set(corrects, (open.get(corrects) ?? 0) + 1);
  const byId = new Map<string, Fact[]>();
  for (const fact of aiming) byId.set(fact.id, [...(byId.get(fact.id) ?? []), fact]);
  const noes = new Set(facts.filter(isProtective).map(({ id }) => id));
  const settled = new Set<Fact>();
  const counts = ({ id, kind }: Fact): boolean => !(kind === "retracted" ? corrected : takenBack).has(id);
  const ready = aiming.filter(({ id }) => !open.has(id));
  for (let fact = ready.pop(); fact !== undefined; fact = ready.pop()) {
    if (settled.has(fact)) continue;
    settled.add(fact);
    const { corrects = "", kind } = fact;
    if (counts(fact)) {
      corrected.add(corrects);
      if (kind === "retracted") takenBack.add(corrects);
    } else if (kind !== "retracted" && !noes.has(corrects)) corrected.add(corrects);
    open.set(corrects, (open.get(corrects) ?? 1) - 1);
    // Settled, too, is what counts no more whoever else speaks of it.
    for (const target of byId.get(corrects) ?? []) if (open.get(corrects) === 0 || !counts(target)) ready.push(target);
  }
  // Takings back that take each other back, round in a ring, are about nothing else.
  for (const one of aiming)
    if (!settled.has(one) && one.kind === "retracted" && isRetracted(byId, one)) corrected.add(one.corrects ?? "");
  return corrected;
}

const isRetracted = (byId: ReadonlyMap<string, readonly Fact[]>, { corrects = "" }: Fact): boolean =>
  (byId.get(corrects) ?? []).some(({ kind }) => kind === "retracted");
