import type { UseRule } from "../law.ts";
import { read, unread } from "./read.ts";

const MEMORY = "from memory: not read in the text";

/** What the Act says of a use, whatever a program says. */
export const uses: readonly UseRule[] = [
  { ...read("UU PDP Pasal 11, 41", "id.restrict", "read in the Act"), use: "restriction" },
  { ...read("UU PDP Pasal 9", undefined, "rights-by-law section 7: read in the Act"), use: "withdrawal" },
  { ...read("UU PDP Pasal 25 ayat (2)", "id.guardian", "read in the Act, which names no age"), use: "child" },
  { ...unread("UU PDP Pasal 56", MEMORY), use: "transfer" },
  { ...unread("UU PDP Pasal 51", MEMORY), use: "processor" },
];
