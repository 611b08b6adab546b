import { Temporal } from "temporal-polyfill";
import type { Law, Program } from "../program/index.ts";
import { lawOf } from "./legal-rule.ts";

/** Under which age a law treats somebody as a minor, and what is to be had then. */
export interface MinorRule {
  /** In years. */
  readonly under: number;
  /** `refuse`: nothing is done with their data. `parent`: a parent agrees. `sale`: of a sale alone, by the person from `self` on. */
  readonly needs: "refuse" | "parent" | "sale";
  readonly self: number;
  /** The law asks it of what rests on consent alone; a program that names the age asks it of everything. */
  readonly consentOnly: boolean;
  /** What goes to somebody else asks for more proof of a parent than a mail. */
  readonly mailInside: boolean;
}

/** What holds for minors under a law: the program's rule, which may be stricter, over the law's. */
export function minorRuleOf(program: Pick<Program, "minors">, law: Law): MinorRule | undefined {
  const own = ownRule(law);
  const said = program.minors?.under[law];
  if (said === undefined || program.minors === undefined) return own;
  if (own?.needs === "sale") return { ...own, under: Math.max(said, own.under) };
  const under = Math.max(said, own?.under ?? 0);
  return { under, needs: program.minors.then, self: under, consentOnly: false, mailInside: own?.mailInside ?? false };
}

/** From which age on somebody's own yes counts under every law of the program, in years completed; 0: at any. */
export const ownYesFrom = ({ laws, minors }: Pick<Program, "laws" | "minors">): number =>
  Math.max(0, ...laws.map((law) => minorRuleOf({ minors }, law)?.self ?? 0));

/** What is asked before anything else of a child; what a sale needs besides is for its own decision. */
function ownRule(law: Law): MinorRule | undefined {
  const { ages } = lawOf(law);
  const rule = ages.find(({ needs }) => needs === "parent") ?? ages[0];
  if (rule === undefined) return undefined;
  const { under, needs, self = under, consentOnly, byMail } = rule;
  return { under, needs, self, consentOnly, mailInside: byMail !== undefined };
}

/** Years completed on a day, of somebody born on a day (`2012-02-29`). */
export const ageOn = (born: string, day: string): number =>
  Temporal.PlainDate.from(born).until(Temporal.PlainDate.from(day), { largestUnit: "years" }).years;
