import type { Law } from "../program/index.ts";
import { authorities } from "./authorities.data.ts";
import { lawOf } from "./legal-rule.ts";

/** A supervisory authority, to which one can complain. */
export interface Authority {
  /** ISO 3166, two letters. */
  readonly countries: readonly string[];
  /** As it calls itself. */
  readonly name: string;
  /** Its site. */
  readonly web: string;
  /** Its form for complaints. */
  readonly form?: string;
  readonly email?: string;
  /** The language of a complaint, where it asks for one. */
  readonly language?: string;
}

/** The authorities of a country: one, none where none is known to us, or those of a federation's parts. */
export const authoritiesOf = (country: string): readonly Authority[] =>
  authorities.filter((authority) => authority.countries.includes(country));

/** The authority of a country that has just one. */
export function authorityFor(country: string): Authority | undefined {
  const [only, ...more] = authoritiesOf(country);
  return more.length === 0 ? only : undefined;
}

/** Where one complains under a law about an organization of a country: none, one, or several where a federation has several. */
export function complaintAuthorities(law: Law, country: string): readonly Authority[] {
  const { authority, scope } = lawOf(law);
  const own = scope.some((rule) => rule.countries.includes(country)) ? country : undefined;
  const from = authority === "establishment" ? own : authority;
  return from === undefined ? [] : authoritiesOf(from);
}
