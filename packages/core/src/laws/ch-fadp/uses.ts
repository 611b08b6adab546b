import type { UseRule } from "../law.ts";
import { unread } from "./read.ts";

const MEMORY = "from memory: not read in the text";

/** What the Act says of a use, whatever a program says. It asks for no legal basis of the Regulation's kind. */
export const uses: readonly UseRule[] = [
  { ...unread("FADP Art. 16", MEMORY), use: "transfer" },
  { ...unread("FADP Art. 30(2)(b)", MEMORY), use: "objection" },
];
