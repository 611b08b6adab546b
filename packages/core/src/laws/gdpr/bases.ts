import type { BasisRule } from "../law.ts";
import { read } from "./read.ts";

/** The legal bases of Art. 6, in the program's words. */
export const bases: readonly BasisRule[] = [
  { ...read("GDPR Art. 6(1)(a)"), basis: "consent" },
  { ...read("GDPR Art. 6(1)(a), 9(2)(a)"), basis: "explicit-consent" },
  { ...read("GDPR Art. 6(1)(b)"), basis: "contract" },
  { ...read("GDPR Art. 6(1)(c)"), basis: "legal-duty" },
  { ...read("GDPR Art. 6(1)(d)"), basis: "vital-interest" },
  { ...read("GDPR Art. 6(1)(e)"), basis: "public-task" },
  { ...read("GDPR Art. 6(1)(f)"), basis: "legitimate-interest" },
];
