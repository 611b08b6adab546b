import type { RightRule } from "../law.ts";
import { acted, gone, left, quoted } from "./read.ts";

/** The rights; those of decisions and of complaints changed in 2026. */
export const rights: readonly RightRule[] = [
  { ...left("UK GDPR Art. 13, 14"), right: "information" },
  { ...left("UK GDPR Art. 15"), right: "access" },
  { ...left("UK GDPR Art. 16"), right: "rectification" },
  { ...left("UK GDPR Art. 17"), right: "erasure" },
  { ...left("UK GDPR Art. 18"), right: "restriction" },
  { ...left("UK GDPR Art. 20"), right: "portability", bases: ["consent", "explicit-consent", "contract"] },
  { ...left("UK GDPR Art. 21"), right: "objection", bases: ["legitimate-interest", "public-task"], marketing: true },
  { ...left("UK GDPR Art. 7(3)"), right: "withdrawal", bases: ["consent", "explicit-consent"] },
  { ...acted("UK GDPR Art. 22A-22C", "uk.adm: s 80"), right: "human-review" },
  {
    ...gone("UK GDPR Art. 22", "s 80(1) of the Act of 2025 replaces it and quotes its heading alone"),
    right: "human-review",
  },
  {
    ...acted("Data Protection Act 2018 s 165; UK GDPR Art. 13(2)(d)", "uk.complaint.tell: Sch 10", "2026-06-19"),
    right: "complaint",
  },
  { ...quoted("UK GDPR Art. 13(2)(d)", "Sch 10 para 3(3)", "2026-06-18"), right: "complaint" },
  {
    ...acted("Data Protection Act 2018 s 164A", "uk.complaint.ack, uk.complaint.tell: Sch 10", "2026-06-19"),
    right: "complaint-to-controller",
  },
];
