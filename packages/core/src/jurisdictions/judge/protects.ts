import { isInForce, type LawData, type ScopeRule } from "../../laws/index.ts";

/** Where somebody lives: a country in two letters, and a state or region where a law differs by it. */
export interface Residence {
  readonly country: string;
  readonly region?: string | undefined;
}

/** Whom a law may protect: where they live, as far as it is known, and where the company is. */
export interface Protected {
  readonly residences: readonly Residence[];
  readonly company?: string | undefined;
  readonly day: string;
}

/** Whether a law protects somebody who lives in a place, or is a customer of a company in one. */
export const protects = (law: LawData, { residences, company, day }: Protected): boolean =>
  law.scope.some(
    (rule) =>
      isInForce(rule, day) &&
      (rule.by === "establishment"
        ? company !== undefined && rule.countries.includes(company)
        : residences.some((home) => livesIn(rule, home))),
  );

/** Whether a place lies in what a rule is about. */
export function livesIn({ countries, regions }: ScopeRule, { country, region }: Residence): boolean {
  if (!countries.includes(country)) return false;
  // Where the region is not known, whoever lives in the country is protected.
  if (regions === undefined || region === undefined) return true;
  return (regions.only?.includes(region) ?? true) && !(regions.not?.includes(region) ?? false);
}
