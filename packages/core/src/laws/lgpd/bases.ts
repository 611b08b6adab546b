import type { BasisRule, LegalRule } from "../law.ts";
import { read } from "./read.ts";

const basis = (article: string): LegalRule => ({ ...read(article), evidence: "Art. 7, read in the law (planalto.gov.br)" });

/** The legal bases of Art. 7, in the program's words, and the consent that Art. 11 asks for sensitive data: specific and highlighted. */
export const bases: readonly BasisRule[] = [
  { ...basis("LGPD Art. 7 I"), basis: "consent" },
  { ...read("LGPD Art. 7 I, 11 I"), read: "2026-12-01", basis: "explicit-consent" },
  { ...basis("LGPD Art. 7 V"), basis: "contract" },
  { ...basis("LGPD Art. 7 II"), basis: "legal-duty" },
  { ...basis("LGPD Art. 7 VII"), basis: "vital-interest" },
  { ...basis("LGPD Art. 7 III"), basis: "public-task" },
  { ...basis("LGPD Art. 7 IX"), basis: "legitimate-interest" },
];
