import type { LegalRule, LetterRule } from "../law.ts";
import { colorado, connecticut, texas, virginia } from "./read.ts";

const longer = (rule: LegalRule): LetterRule => ({ ...rule, letter: "extension", contents: ["reasons", "new-period"] });

const refusal = (rule: LegalRule): LetterRule => ({ ...rule, letter: "refusal", contents: ["reasons", "appeal"] });

/** What letters must hold. */
export const letters: readonly LetterRule[] = [
  refusal(virginia("Va. Code 59.1-577(B)(2)", "va.decline")),
  longer(virginia("Va. Code 59.1-577(B)(1)")),
  {
    ...virginia("Va. Code 59.1-577(C)", "va.appeal"),
    letter: "appeal",
    contents: ["result", "reasons", "attorney-general"],
  },
  refusal(colorado("Colo. Rev. Stat. 6-1-1306(2)(b)")),
  longer(colorado("Colo. Rev. Stat. 6-1-1306(2)(a)")),
  {
    ...colorado("Colo. Rev. Stat. 6-1-1306(3)", "co.appeal"),
    letter: "appeal",
    contents: ["reasons", "attorney-general"],
  },
  refusal(connecticut("Conn. Gen. Stat. 42-518(c)(2)")),
  longer(connecticut("Conn. Gen. Stat. 42-518(c)(1)")),
  { ...connecticut("Conn. Gen. Stat. 42-518(d)", "ct.appeal"), letter: "appeal", contents: ["attorney-general"] },
  refusal(texas("Tex. Bus. & Com. Code 541.052(c)")),
  longer(texas("Tex. Bus. & Com. Code 541.052(b)")),
];
