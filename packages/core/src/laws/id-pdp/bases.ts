import type { BasisRule } from "../law.ts";
import { read } from "./read.ts";

const basis = (letter: string, word: string): BasisRule => ({
  ...read(
    `UU PDP Pasal 20 ayat (2) huruf ${letter}`,
    undefined,
    "Pasal 20(2), quoted whole and alike in independent files (index ids 57770522410, 10184918620)",
  ),
  basis: word,
});

/** The legal bases of Pasal 20(2), in the program's words. */
export const bases: readonly BasisRule[] = [
  basis("a", "consent"),
  basis("a", "explicit-consent"),
  basis("b", "contract"),
  basis("c", "legal-duty"),
  basis("d", "vital-interest"),
  basis("e", "public-task"),
  basis("f", "legitimate-interest"),
];
