import type { UseRule } from "../law.ts";
import { read, readLater } from "./read.ts";

/** What the Act says of a use, whatever a program says. */
export const uses: readonly UseRule[] = [
  { ...read("UU PDP Pasal 11, 41", "id.restrict", "read in the Act"), use: "restriction" },
  { ...read("UU PDP Pasal 9", undefined, "rights-by-law section 7: read in the Act"), use: "withdrawal" },
  { ...read("UU PDP Pasal 25 ayat (2)", "id.guardian", "read in the Act, which names no age"), use: "child" },
  { ...readLater("UU PDP Pasal 56", "read in UU 27/2022 as scanned at pasal.id, paragraphs (2) to (4)"), use: "transfer" },
  { ...readLater("UU PDP Pasal 51", "read in UU 27/2022 as copied at id.wikisource.org and uupdp-info.id"), use: "processor" },
];
