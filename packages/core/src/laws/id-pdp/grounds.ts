import type { ConflictRule, GroundRule, RightWord } from "../law.ts";
import { read } from "./read.ts";

/** What Pasal 15(1) cuts: Pasal 8, 9, 10(1), 11, 13(1)-(2). Pasal 5, 6, 7 and 12 stand whatever it says. */
const CUT: readonly RightWord[] = ["erasure", "withdrawal", "human-review", "restriction", "portability"];

/** Pasal 33 is a duty to refuse, not a choice. */
const mustRefuse = (ground: string): GroundRule => ({
  ...read("UU PDP Pasal 33", "id.refuse"),
  ground,
  rights: ["access", "rectification"],
  lets: "decline",
  duty: "must",
});

const exempt = (letter: string, ground: string): GroundRule => ({
  ...read(`UU PDP Pasal 15 ayat (1) huruf ${letter}`, "id.exempt"),
  ground,
  rights: CUT,
  lets: "decline",
});

const mayGoOn = (letter: string, ground: string): GroundRule => ({
  ...read(`UU PDP Pasal 41 ayat (2) huruf ${letter}`, "id.restrict.except"),
  ground,
  rights: ["restriction"],
  lets: "decline",
});

/** Pasal 8 erases `sesuai dengan ketentuan peraturan perundang-undangan`: another Act's duty to keep is such a provision. */
const BY_LAW = {
  ...read(
    "UU PDP Pasal 8",
    undefined,
    "quoted word for word in index ids 66334292628 and 10184918620; that a duty to keep is meant is our reading",
  ),
  read: "2026-11-28",
};

/** Grounds of the Act, in the words of programs where they have one. */
export const grounds: readonly GroundRule[] = [
  mustRefuse("safety"),
  mustRefuse("rights-of-others"),
  mustRefuse("defense"),
  exempt("a", "defense"),
  exempt("b", "law-enforcement"),
  exempt("c", "public-interest"),
  exempt("d", "financial-supervision"),
  exempt("e", "research"),
  mayGoOn("a", "legal-duty"),
  mayGoOn("b", "safety"),
  mayGoOn("c", "contract"),
  { ...BY_LAW, ground: "legal-duty", rights: ["erasure"], lets: "keep", follows: ["do-the-rest"] },
];

const exemptGoesFirst = (letter: string, keep: string): ConflictRule => ({
  ...read(`UU PDP Pasal 15 ayat (1) huruf ${letter}`, "id.exempt"),
  keep,
  erase: "erasure",
  wins: "keep",
});

/** The five exemptions cut the right to erasure itself; a duty to keep goes first by the words of Pasal 8. */
export const conflicts: readonly ConflictRule[] = [
  exemptGoesFirst("a", "defense"),
  exemptGoesFirst("b", "law-enforcement"),
  exemptGoesFirst("c", "public-interest"),
  exemptGoesFirst("d", "financial-supervision"),
  exemptGoesFirst("e", "research"),
  { ...BY_LAW, keep: "legal-duty", erase: "erasure", wins: "keep" },
];
