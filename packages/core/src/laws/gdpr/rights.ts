import type { RightRule } from "../law.ts";
import { read } from "./read.ts";

/** The rights of chapter III, the withdrawal of Art. 7(3) and the complaint of Art. 77. */
export const rights: readonly RightRule[] = [
  { ...read("GDPR Art. 13, 14"), right: "information" },
  { ...read("GDPR Art. 15"), right: "access" },
  { ...read("GDPR Art. 16"), right: "rectification" },
  { ...read("GDPR Art. 17"), right: "erasure" },
  { ...read("GDPR Art. 18"), right: "restriction" },
  { ...read("GDPR Art. 20"), right: "portability", bases: ["consent", "explicit-consent", "contract"] },
  { ...read("GDPR Art. 21"), right: "objection", bases: ["legitimate-interest", "public-task"], marketing: true },
  { ...read("GDPR Art. 22"), right: "human-review" },
  { ...read("GDPR Art. 7(3)"), right: "withdrawal", bases: ["consent", "explicit-consent"] },
  { ...read("GDPR Art. 77"), right: "complaint" },
];
