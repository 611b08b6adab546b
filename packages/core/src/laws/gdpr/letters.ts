import type { LetterRule } from "../law.ts";
import { read } from "./read.ts";

/** What letters must hold. */
export const letters: readonly LetterRule[] = [
  { ...read("GDPR Art. 12(3)", "gdpr.extend"), letter: "extension", contents: ["reasons", "new-period"] },
  { ...read("GDPR Art. 12(4)", "gdpr.refuse"), letter: "refusal", contents: ["reasons", "complaint-authority", "court"] },
  { ...read("GDPR Art. 12(3)"), letter: "completion", contents: ["result"] },
  { ...read("GDPR Art. 15(1)(f)"), letter: "completion", rights: ["access"], contents: ["complaint-authority"] },
  {
    ...read("GDPR Art. 19"),
    letter: "completion",
    rights: ["rectification", "erasure", "restriction"],
    contents: ["recipients"],
  },
];
