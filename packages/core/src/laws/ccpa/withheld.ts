import type { CoverageRule, WithheldRule } from "../law.ts";
import { FIRST_REGULATIONS, REGULATIONS, regulation } from "./read.ts";

/** Over what time an answer to a request to know tells. */
export const coverage: readonly CoverageRule[] = [
  {
    ...regulation("7024(h); Cal. Civ. Code 1798.130(a)(2)(B)", REGULATIONS, "ca.know.window, ca.lookback"),
    right: "access",
    back: { count: 12, unit: "months" },
    allSince: "2022-01-01",
  },
];

/** Never in an answer, whoever asks and however well they are known: that it is there is told, not what it is. */
const KINDS: readonly (readonly [kind: string, categories: readonly string[]])[] = [
  ["Social Security number", ["identity.social-security"]],
  [
    "driver's licence or other number that a government issued",
    ["identity.driving-license", "identity.national-id", "identity.passport", "identity.tax-id", "identity.document"],
  ],
  ["number of a financial account", ["finance.bank-account", "payment.card-number"]],
  ["health insurance number", ["health.insurance-id"]],
  // The taxonomy has no word of its own for it.
  ["medical identification number", ["health.insurance-id"]],
  ["account password", ["auth.password", "auth.pin"]],
  ["security question and answer", ["auth.secret-answer"]],
  ["unique biometric data", ["biometric.template"]],
];

/** The eight kinds. */
export const withheld: readonly WithheldRule[] = KINDS.map(([kind, categories]) => ({
  ...regulation("7024(d)", FIRST_REGULATIONS, "ca.neverdisclose"),
  right: "access",
  kind,
  categories,
}));
