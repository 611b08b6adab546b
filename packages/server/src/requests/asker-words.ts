// What staff read of who asks; the privacy center says the same in its own catalogs.
import { cite, type JudgedDemand, type LackingOfAsker, shortName } from "@troth/core/jurisdictions";
import type { MeasureWord, RequesterWord, StakeWord } from "@troth/core/laws";

/** Who asks, in words. */
export const REQUESTER_WORDS: Readonly<Record<RequesterWord, string>> = {
  person: "the person",
  agent: "an agent with a signed permission",
  "agent-with-power": "an agent with a power of attorney",
  parent: "a parent",
  guardian: "a guardian",
  heir: "an heir",
};

/** What can be asked of them, in words. */
export const MEASURE_WORDS: Readonly<Record<MeasureWord, string>> = {
  "sign-in": "a new sign-in to their account",
  "two-points": "two points that match what is held",
  "three-points": "three points that match what is held",
  declaration: "a declaration, signed under penalty of perjury",
  "more-information": "more information on who they are",
  "identity-document": "an identity document",
  "contested-datum": "the very datum that they say is wrong",
  "signed-permission": "a permission that the person signed",
  "own-confirmation": "the person's own word that they gave the permission",
  "own-identity": "the person's own identity",
  "power-of-attorney": "a power of attorney",
  "recorded-request": "the request in writing",
  "parent-proof": "that they are the child's parent or guardian",
  "new-account": "a new account",
  fee: "money",
};

/** What a wrong answer would give away, in words. */
export const STAKE_WORDS: Readonly<Record<StakeWord, string>> = {
  categories: "which kinds of data are held, and no data",
  ordinary: "ordinary data",
  sensitive: "sensitive or valuable data",
};

/** Whether a text is such a measure. */
export const isMeasure = (text: string): text is MeasureWord => Object.hasOwn(MEASURE_WORDS, text);

/** The article of a demand, with its law where the article does not say it: `GDPR Art. 12(6)`, `11 CCR 7061(a), CCPA`. */
export function articleOf(demand: JudgedDemand): string {
  const [article, law] = [cite(demand), shortName(demand.law, "en")];
  return article.startsWith(law) ? article : `${article}, ${law}`;
}

const named = ({ measure, article, verified }: { measure: MeasureWord; article: string; verified: boolean }): string =>
  `${MEASURE_WORDS[measure]} (${cite({ article, verified })})`;

/** What is still wanted, in a sentence's part. */
export function lackingSays(one: LackingOfAsker): string {
  if (one.kind === "unknown")
    return one.what === "account"
      ? "it is not said whether they have an account"
      : "it is not said whether the data is sensitive or valuable";
  if (one.kind === "measure") return `not shown yet: ${named(one.demand)}`;
  return one.oneOf.length === 0
    ? "no law of the request lets anything be asked by which they could show that they may ask for the person"
    : `not shown yet, one of: ${one.oneOf.map(named).join("; ")}`;
}

/** What staff say about it at the command line. */
export function askerOptions(one: LackingOfAsker): string {
  if (one.kind === "unknown") return one.what === "account" ? "--has-account <yes|no>" : "--stake <ordinary|sensitive>";
  const measure = one.kind === "measure" ? one.demand.measure : one.oneOf[0]?.measure;
  return measure === undefined ? "" : `--shown ${measure}`;
}

/** What staff do about it. */
export const lackingAdvice = (request: string, one: LackingOfAsker): string =>
  askerOptions(one) === ""
    ? "let the person ask themselves, or deny it"
    : `on the page of the request, or \`troth asker ${request} ${askerOptions(one)} --as <role>\``;

/** A law that lets them not ask, in words. */
export const refusedSays = (one: { readonly law: string; readonly article: string; readonly verified: boolean }): string =>
  `${shortName(one.law, "en")} gives this right, and not to them (${cite(one)})`;
