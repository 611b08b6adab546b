import type { BasisRule, LegalRule, UseRule } from "../law.ts";
import { left } from "./read.ts";

const bare = (article: string, evidence: string): LegalRule => ({ article, since: "2018-05-25", verified: false, evidence });

/** The legal bases of Art. 6. Recognised legitimate interests, point (ea), have no word in programs. */
export const bases: readonly BasisRule[] = [
  { ...left("UK GDPR Art. 6(1)(a)"), basis: "consent" },
  { ...left("UK GDPR Art. 6(1)(a), 9(2)(a)"), basis: "explicit-consent" },
  { ...left("UK GDPR Art. 6(1)(b)"), basis: "contract" },
  { ...left("UK GDPR Art. 6(1)(c)"), basis: "legal-duty" },
  { ...left("UK GDPR Art. 6(1)(d)"), basis: "vital-interest" },
  { ...left("UK GDPR Art. 6(1)(e)"), basis: "public-task" },
  { ...left("UK GDPR Art. 6(1)(f)"), basis: "legitimate-interest" },
];

/** What the text says of a use, whatever a program says. */
export const uses: readonly UseRule[] = [
  { ...left("UK GDPR Art. 9(1)-(2), 10"), use: "special-data" },
  { ...left("UK GDPR Art. 21(1)"), use: "objection" },
  { ...left("UK GDPR Art. 21(2)-(3)"), use: "direct-marketing" },
  { ...left("UK GDPR Art. 18(2)"), use: "restriction" },
  { ...bare("UK GDPR Art. 8(1)", "uk.child.age: quoted at second hand"), use: "child" },
  {
    ...bare("UK GDPR Art. 44A-46", "read in Sch 7 of the Act of 2025; the day on which it came into force was not read"),
    use: "transfer",
  },
  { ...left("UK GDPR Art. 7(3)"), use: "withdrawal" },
  { ...left("UK GDPR Art. 28(3)(a), 29"), use: "processor" },
  {
    ...bare("UK GDPR Art. 8A", "read in s 71(5) of the Act of 2025; the day on which it came into force was not read"),
    use: "further-use",
  },
];
