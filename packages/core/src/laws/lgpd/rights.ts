import type { RightRule } from "../law.ts";
import { read } from "./read.ts";

/** The rights of chapter III. To oppose is against what rests on anything but consent. */
export const rights: readonly RightRule[] = [
  { ...read("LGPD Art. 9, 18 VII"), right: "information" },
  { ...read("LGPD Art. 18 I-II, 19"), right: "access" },
  { ...read("LGPD Art. 18 III"), right: "rectification" },
  { ...read("LGPD Art. 18 IV, VI"), right: "erasure" },
  { ...read("LGPD Art. 18 V"), right: "portability" },
  { ...read("LGPD Art. 18 IX, 8 § 5º"), right: "withdrawal", bases: ["consent", "explicit-consent"] },
  {
    ...read("LGPD Art. 18 § 2º"),
    right: "objection",
    bases: ["contract", "legal-duty", "vital-interest", "public-task", "legitimate-interest"],
  },
  { ...read("LGPD Art. 20", "br.adm"), right: "human-review" },
  { ...read("LGPD Art. 18 § 1º"), right: "complaint" },
];
