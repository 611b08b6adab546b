import type { UseRule } from "../law.ts";
import { read, readLater } from "./read.ts";

/** What the law says of a use, whatever a program says. Art. 14 is about children and names no age. */
export const uses: readonly UseRule[] = [
  { ...read("LGPD Art. 5 II, 11"), read: "2026-12-01", use: "special-data" },
  { ...read("LGPD Art. 14 § 1º", "br.child"), use: "child" },
  { ...read("LGPD Art. 18 § 2º"), use: "objection" },
  { ...readLater("LGPD Art. 33"), use: "transfer" },
  { ...read("LGPD Art. 8 § 5º, 18 IX"), use: "withdrawal" },
];
