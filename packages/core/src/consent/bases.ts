// On what a purpose rests for whoever these laws protect, and whether a no stops it: read as decisions read it.
import { basesUnder, heedsObjection } from "../decisions/index.ts";
import type { Law, PurposeRule } from "../program/index.ts";

export const basesOf = (purpose: PurposeRule, laws: readonly Law[]): readonly string[] =>
  basesUnder(purpose, laws).map(({ basis }) => basis);

/** Under one of these laws; of a program that names no law, by its one word. */
export const restsOnConsent = (purpose: PurposeRule, laws: readonly Law[]): boolean =>
  basesOf(purpose, laws).some((basis) => basis === "consent" || basis === "explicit-consent");

/** Whether a no to a purpose stops it. */
export const canRefuse = (purpose: PurposeRule, laws: readonly Law[]): boolean =>
  heedsObjection(purpose, basesUnder(purpose, laws));
