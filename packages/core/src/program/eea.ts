/** States of the European Economic Area. */
const EEA: ReadonlySet<string> = new Set(
  "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO".split(" "),
);

/** Whether a country, in two letters, is one of the European Economic Area. */
export const isInEea = (country: string): boolean => EEA.has(country);
