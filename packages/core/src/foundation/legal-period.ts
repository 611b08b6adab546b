/** Legal time: never converted from one unit to another. */
export interface LegalPeriod {
  readonly count: number;
  readonly unit: "hours" | "days" | "business days" | "weeks" | "months" | "years";
}
