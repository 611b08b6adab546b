import { type Fact, foldFacts } from "@troth/core/facts";
import { hashOf } from "@troth/core/foundation";
import type { Program } from "@troth/core/program";

/** What a batch brings to one person. */
export interface LinksAfter {
  /** All that counts of them by now. */
  readonly all: readonly Fact[];
  /** What of it is new. */
  readonly fresh: readonly Fact[];
  readonly now: number;
  /** Why nobody may be linked to them now; undefined: they may. */
  readonly whyNot: () => string | undefined;
}

/**
 * What cuts a person's links to browsers where something new takes back that they may be: told by nobody, so that no caller can
 * forget it. A later yes ties nothing again by itself.
 */
export function cutLinks(program: Program, at: LinksAfter): readonly Fact[] {
  const by = at.fresh.find((fact) => takesBack(program, fact));
  if (by?.person === undefined) return [];
  const { linked } = foldFacts(program, at.all);
  if (linked.length === 0 || at.whyNot() === undefined) return [];
  return linked.map((to) => ({
    ...{ id: `troth:cut:${hashOf([by.id, to])}`, person: by.person, origin: "troth", kind: "linked", to, on: false },
    // An application's clock may be ahead of ours: a cut comes after its link.
    at: new Date(Math.max(at.now, ...at.all.flatMap((fact) => (isLinkTo(fact, to) ? [Date.parse(fact.at)] : [])))).toISOString(),
  }));
}

const isLinkTo = (fact: Fact, to: string): boolean => fact.kind === "linked" && fact.to === to;

/** Whether a fact is a no to the linking of browsers, or may take a yes to it away. */
function takesBack(program: Program, fact: Fact): boolean {
  const links = (purpose: string | undefined): boolean =>
    purpose !== undefined && Object.hasOwn(program.purposes, purpose) && program.purposes[purpose]?.kind === "linking";
  if (fact.corrects !== undefined) return true;
  if (fact.kind === "chose") return Object.entries(fact.choices).some(([purpose, yes]) => !yes && links(purpose));
  if (fact.kind === "consented") return !fact.given && links(fact.purpose);
  const isPart = fact.kind === "objected" && (fact.channel !== undefined || fact.topic !== undefined);
  return fact.kind === "objected" && fact.on && !isPart && links(fact.purpose);
}
