import type { UseRule } from "../law.ts";
import { readLater } from "./read.ts";

/** What the Act says of a use, whatever a program says. It asks for no legal basis of the Regulation's kind. */
export const uses: readonly UseRule[] = [
  { ...readLater("FADP Art. 16"), use: "transfer" },
  { ...readLater("FADP Art. 30(2)(b)"), use: "objection" },
];
