import type { Law } from "../program/index.ts";

/** What a law says of refusing a request: the person is told why, and where they can complain. */
const ARTICLES: Readonly<Partial<Record<Law, string>>> = {
  /** @source GDPR Art. 12(4) */
  gdpr: "GDPR Art. 12(4)",
};

/** The article by which a refusal is told, of the first law of a program that has one. */
export const refusalArticle = (laws: readonly Law[]): string | undefined =>
  laws.map((law) => ARTICLES[law]).find((article) => article !== undefined);
