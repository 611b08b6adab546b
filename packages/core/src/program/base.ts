// What several parts of a program are made of.

/** The laws that the language knows. */
export type Law = "gdpr" | "uk-gdpr" | "ch-fadp" | "ccpa" | "us-states" | "id-pdp" | "coppa" | "lgpd";

/** Where something stands in the program's files; lines and columns count from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Legal time: never converted from one unit to another. */
export interface LegalPeriod {
  readonly count: number;
  readonly unit: "hours" | "days" | "business days" | "weeks" | "months" | "years";
}

/** In which form data is used: as it is, or less of it. */
export type DataForm = "any" | "consent" | "hashed" | "pseudonym" | "anonymous" | "aggregated";
