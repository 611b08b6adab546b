// What a law says itself of what a program can say: `check` lists where the two part, and decisions follow the law.
import { type LawData, lawBook, type TrackerChoice, type UseRuleWord } from "../laws/index.ts";
import type { DataCategory } from "../taxonomy/index.ts";
import type { Law } from "./base.ts";

type Grounds = Readonly<Partial<Record<9 | 10, readonly string[]>>>;

const EUROPEAN: Grounds = {
  /** @source GDPR Art. 9(2) */
  9: ["explicit-consent", "vital-interest", "legal-duty", "public-task", "instruction"],
  /** @source GDPR Art. 10 */
  10: ["legal-duty", "public-task", "instruction"],
};

/** For what Brazil calls sensitive: neither a contract nor a legitimate interest is among them. @source LGPD Art. 11 */
const BRAZILIAN: readonly string[] = ["explicit-consent", "legal-duty", "public-task", "vital-interest", "instruction"];

/**
 * Bases that stand for special data, by the GDPR's article on it, read as narrowly as the program's words allow: nobody can
 * agree to Article 10. Brazil's list is that of Article 9, without convictions. @source LGPD Art. 5 II
 */
const GROUNDS_FOR_SPECIAL: Readonly<Partial<Record<Law, Grounds>>> = {
  gdpr: EUROPEAN,
  "uk-gdpr": EUROPEAN,
  lgpd: { 9: BRAZILIAN },
};

/** The bases that a law takes for a kind of data; undefined where it is not special under it, or the law asks for no such basis. */
export const groundsForSpecial = (law: Law, data: Pick<DataCategory, "gdpr"> | undefined): readonly string[] | undefined =>
  data?.gdpr ? GROUNDS_FOR_SPECIAL[law]?.[data.gdpr] : undefined;

/** Bases on which a machine may decide something of weight. @source GDPR Art. 22(2) */
export const GROUNDS_FOR_AUTOMATED: readonly string[] = [
  "contract",
  "explicit-consent",
  "legal-duty",
  "public-task",
  "instruction",
];

/** Bases against which a law lets people object. @source GDPR Art. 21(1) */
export const OBJECTIONABLE: readonly string[] = ["legitimate-interest", "public-task"];

const find = (law: Law): LawData | undefined => lawBook.find(({ id }) => id === law);

/** The article by which a law holds for whatever is done by who is in a country, wherever people live; undefined: it holds by no place of theirs. */
export function citeEstablishment(law: Law, country: string): string | undefined {
  return find(law)?.scope.find(({ by, countries }) => by === "establishment" && countries.includes(country))?.article;
}

/** Under which age a law asks for more, in years; none where it names no age. */
export const childAge = (law: Law): number | undefined => {
  const unders = find(law)?.ages.map(({ under }) => under) ?? [];
  return unders.length === 0 ? undefined : Math.max(...unders);
};

/** The most that a law asks of any tracker, rules over or to come included; undefined where it says nothing of them. */
export function mostAsked(law: Law): TrackerChoice | undefined {
  const choices = find(law)?.trackers.map(({ choice }) => choice) ?? [];
  return (["opt-in", "opt-out", "notice", "none"] as const).find((choice) => choices.includes(choice));
}

/** Whether a law wants a basis for every use. */
export const asksForBasis = (law: Law): boolean => (find(law)?.bases.length ?? 0) > 0;

/** The article in which a law says it, marked where nobody has read it; undefined where it says nothing of it. */
export function citeLimit(word: UseRuleWord, law: Law): string | undefined {
  const rule = find(law)?.uses.find(({ use }) => use === word);
  return rule === undefined || rule.verified ? rule?.article : `${rule.article} [not verified]`;
}

/** The countries of a recipient that lie outside what a law calls home; none where it is in the organization's own. */
export function countriesAway(law: Law, countries: readonly string[], organization: string | undefined): readonly string[] {
  const asks = find(law)?.uses.some(({ use }) => use === "transfer");
  if (!asks || countries.every((country) => country === organization)) return [];
  const home = new Set(find(law)?.scope.flatMap((rule) => rule.countries));
  return countries.filter((country) => !home.has(country));
}
