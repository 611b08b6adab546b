import type { UseRule } from "../law.ts";
import { read, unread } from "./read.ts";

/** What the law says of a use, whatever a program says. Art. 14 is about children and names no age. */
export const uses: readonly UseRule[] = [
  { ...read("LGPD Art. 14 § 1º", "br.child"), use: "child" },
  { ...read("LGPD Art. 18 § 2º"), use: "objection" },
  { ...unread("LGPD Art. 33", "from memory: not read in the text"), use: "transfer" },
  { ...read("LGPD Art. 8 § 5º, 18 IX"), use: "withdrawal" },
];
