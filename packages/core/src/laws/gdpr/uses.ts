import type { UseRule } from "../law.ts";
import { read } from "./read.ts";

/** What the Regulation says of a use, whatever a program says. */
export const uses: readonly UseRule[] = [
  { ...read("GDPR Art. 9(1)-(2), 10"), use: "special-data" },
  { ...read("GDPR Art. 21(1)"), use: "objection" },
  { ...read("GDPR Art. 21(2)-(3)"), use: "direct-marketing" },
  { ...read("GDPR Art. 18(2)"), use: "restriction" },
  { ...read("GDPR Art. 8(1)", "gdpr.child.age"), use: "child" },
  { ...read("GDPR Art. 22(1)-(2)"), use: "automated" },
  { ...read("GDPR Art. 44-46"), use: "transfer" },
  { ...read("GDPR Art. 7(3)"), use: "withdrawal" },
  { ...read("GDPR Art. 28(3)(a), 29"), use: "processor" },
  { ...read("GDPR Art. 6(4), 13(3)"), use: "further-use" },
];
