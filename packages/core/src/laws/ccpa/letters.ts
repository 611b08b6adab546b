import type { LetterRule } from "../law.ts";
import { FIRST, REGULATIONS, regulation, statute } from "./read.ts";
import { NEVER_VERIFIED, VERIFIABLE } from "./rights.ts";

/** What letters must hold. No appeal is asked for; whoever has one tells of it. */
export const letters: readonly LetterRule[] = [
  {
    ...regulation("7021(a)", REGULATIONS, "ca.confirm"),
    letter: "confirmation",
    rights: VERIFIABLE,
    contents: ["how-verified", "when-answered"],
  },
  {
    ...statute("1798.145(h)(1); 11 CCR 7021(b)", FIRST, "ca.extend.total"),
    letter: "extension",
    rights: VERIFIABLE,
    contents: ["reasons"],
  },
  {
    ...statute("1798.145(h)(2)", FIRST, "ca.denial"),
    letter: "refusal",
    rights: VERIFIABLE,
    contents: ["reasons", "appeal"],
  },
  { ...regulation("7022(g)", REGULATIONS), letter: "refusal", rights: ["erasure"], contents: ["offer-opt-out"] },
  {
    ...regulation("7023(f)(3)-(4)", REGULATIONS, "ca.correct.statement"),
    letter: "refusal",
    rights: ["rectification"],
    contents: ["own-statement", "may-ask-erasure"],
    words: 250,
  },
  { ...regulation("7026(e), 7027(f)", REGULATIONS), letter: "refusal", rights: NEVER_VERIFIED, contents: ["reasons"] },
  {
    ...regulation("7022(e), (b)(3)", REGULATIONS, "ca.delete.thirdparty"),
    letter: "completion",
    rights: ["erasure"],
    contents: ["result", "record-kept", "explanation"],
  },
  { ...regulation("7023(f)", REGULATIONS), letter: "completion", rights: ["rectification"], contents: ["result"] },
  {
    ...regulation("7024(d)", REGULATIONS, "ca.neverdisclose"),
    letter: "completion",
    rights: ["access"],
    contents: ["kind-withheld"],
  },
];
