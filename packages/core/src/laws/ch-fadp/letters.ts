import type { LetterRule } from "../law.ts";
import { readAct, readOrdinance, unread } from "./read.ts";

/** What letters must hold. */
export const letters: readonly LetterRule[] = [
  {
    ...readOrdinance("DPO Art. 18(2), 22", "ch.access"),
    letter: "extension",
    rights: ["access", "portability"],
    contents: ["new-period"],
  },
  { ...readAct("FADP Art. 26(4), 29(2)"), letter: "refusal", rights: ["access", "portability"], contents: ["reasons"] },
  {
    ...readOrdinance("DPO Art. 19(3), 22", "ch.fee.clock"),
    letter: "cost",
    rights: ["access", "portability"],
    contents: ["cost"],
  },
  {
    ...unread("FADP Art. 32(2)", "the way to a court is read; a duty to tell of it was not found"),
    letter: "refusal",
    rights: ["rectification", "erasure"],
    contents: ["court"],
  },
];
