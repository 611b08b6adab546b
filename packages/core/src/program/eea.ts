import { EEA } from "../laws/index.ts";

/** Whether a country, in two letters, is one of the European Economic Area. */
export const isInEea = (country: string): boolean => EEA.includes(country);
