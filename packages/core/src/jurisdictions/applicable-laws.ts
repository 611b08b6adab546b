import { isInForce, type LawData, lawBook, type ScopeRule } from "../laws/index.ts";
import type { Law, Program } from "../program/index.ts";
import { livesIn, type Residence } from "./judge/index.ts";

/**
 * The laws of a program that protect a person, in the program's order. Of somebody whose residence is not known, or who lives
 * where none of them holds, all of the program: the strictest answer is given.
 *
 * @source GDPR Art. 3(1), (2)
 * @source Cal. Civ. Code 1798.140(i)
 */
export function applicableLaws(
  program: Pick<Program, "laws" | "organization">,
  residences: readonly Residence[],
): readonly Law[] {
  if (residences.length === 0) return program.laws;
  const protecting = new Set<Law>([
    ...lawsOfEstablishments(program.organization),
    ...residences.flatMap((home) => lawsOfResidence(home)),
  ]);
  const own = program.laws.filter((law) => protecting.has(law));
  return own.length > 0 ? own : program.laws;
}

// A decision is asked about any moment, and many times: who a law protects today, country by country, is looked up once.
const ANY_DAY = "9999-12-31";
const scopes = (by: ScopeRule["by"]): ReadonlyMap<string, readonly { readonly law: Law; readonly rule: ScopeRule }[]> => {
  const all = lawBook.flatMap((law) =>
    (law as LawData).scope.flatMap((rule) => (rule.by === by && isInForce(rule, ANY_DAY) ? [{ law: law.id, rule }] : [])),
  );
  const countries = new Set(all.flatMap(({ rule }) => rule.countries));
  return new Map([...countries].map((country) => [country, all.filter(({ rule }) => rule.countries.includes(country))]));
};
const ESTABLISHED = scopes("establishment");
const RESIDENT = scopes("residence");

/** Laws that go with the places of the organization and of its controllers, wherever a person lives. */
export const lawsOfEstablishments = (organization: Program["organization"]): readonly Law[] =>
  countriesOf(organization).flatMap((country) => (ESTABLISHED.get(country) ?? []).map(({ law }) => law));

/** Where an organization is: its own country first, then those of its controllers. */
export const countriesOf = ({ country, controllers }: Program["organization"]): readonly string[] => [
  ...new Set([country, ...controllers.map((one) => one.country)]),
];

/** Laws that protect whoever lives there. */
export const lawsOfResidence = (home: Residence): readonly Law[] =>
  (RESIDENT.get(home.country) ?? []).flatMap(({ law, rule }) => (livesIn(rule, home) ? [law] : []));

/** The regions of a country by which a law differs: `CA` of the United States. */
export const regionsThatDiffer = (country: string): readonly string[] => [
  ...new Set((RESIDENT.get(country) ?? []).flatMap(({ rule }) => [...(rule.regions?.only ?? []), ...(rule.regions?.not ?? [])])),
];
