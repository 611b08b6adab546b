import type { LetterRule } from "../law.ts";
import { ARTICLE_18 } from "./grounds.ts";
import { read } from "./read.ts";

/** Whoever cannot do it at once says why, or names the agent who can. */
export const letters: readonly LetterRule[] = [
  { ...read("LGPD Art. 18 § 4º", "br.cannot"), letter: "refusal", rights: ARTICLE_18, contents: ["reasons", "who-can"] },
];
