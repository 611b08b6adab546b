import type { LetterRule } from "../law.ts";
import { acted, gone, left, quoted } from "./read.ts";

/** What letters must hold, the newest text first. Since 19 June 2026 they name the complaint to the company itself. */
export const letters: readonly LetterRule[] = [
  {
    ...acted("UK GDPR Art. 12(4)", "uk.complaint.tell: Sch 10 para 2", "2026-06-19"),
    letter: "refusal",
    contents: ["reasons", "complaint-controller", "complaint-authority", "court"],
  },
  {
    ...quoted("UK GDPR Art. 12(4)", "Sch 10 para 2", "2026-06-18"),
    letter: "refusal",
    contents: ["reasons", "complaint-authority", "court"],
  },
  { ...acted("UK GDPR Art. 12A(3)-(4)", "ukgdpr.extend: s 76(3)"), letter: "extension", contents: ["reasons", "new-period"] },
  {
    ...gone("UK GDPR Art. 12(3)", "s 76(2)(a)(ii) of the Act of 2025 leaves its sentences out and does not quote them"),
    letter: "extension",
    contents: ["reasons", "new-period"],
  },
  { ...left("UK GDPR Art. 12(3)"), letter: "completion", contents: ["result"] },
  {
    ...left("UK GDPR Art. 19"),
    letter: "completion",
    rights: ["rectification", "erasure", "restriction"],
    contents: ["recipients"],
  },
  { ...left("UK GDPR Art. 15(1)(f)"), letter: "completion", rights: ["access"], contents: ["complaint-authority"] },
  {
    ...acted("UK GDPR Art. 15(1)(ea)", "uk.complaint.tell: Sch 10 para 5", "2026-06-19"),
    letter: "completion",
    rights: ["access"],
    contents: ["complaint-controller"],
  },
];
