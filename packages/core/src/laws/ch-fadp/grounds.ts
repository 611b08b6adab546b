import type { ConflictRule, ExclusionRule, GroundRule, RightWord } from "../law.ts";
import { readLater, readOrdinance } from "./read.ts";

const BOTH: readonly RightWord[] = ["access", "portability"];

/**
 * Art. 26(1)-(2) for access, and by Art. 29(1) for handing over. What 26(2)(b) has for federal bodies is not here: no company is one.
 * Art. 27 is about the media and about access alone.
 */
export const grounds: readonly GroundRule[] = [
  { ...readLater("FADP Art. 26(1)(a), 29(1)"), ground: "secrecy", rights: BOTH, lets: "decline" },
  { ...readLater("FADP Art. 26(1)(b), 29(1)"), ground: "rights-of-others", rights: BOTH, lets: "keep", follows: ["do-the-rest"] },
  { ...readLater("FADP Art. 26(1)(c), 29(1)"), ground: "unfounded", rights: BOTH, lets: "decline" },
  { ...readLater("FADP Art. 26(2)(a), 29(1)"), ground: "own-interests", rights: BOTH, lets: "decline" },
  { ...readLater("FADP Art. 27"), ground: "expression", rights: ["access"], lets: "decline" },
  {
    ...readOrdinance("DPO Art. 19(1)-(2), 22", "ch.fee, ch.portability"),
    ground: "disproportionate-effort",
    rights: BOTH,
    lets: "charge",
    most: { amount: 300, currency: "CHF" },
  },
  { ...readLater("FADP Art. 32(1)(a)"), ground: "legal-duty", rights: ["rectification"], lets: "decline" },
  { ...readLater("FADP Art. 32(1)(b)"), ground: "archiving", rights: ["rectification"], lets: "decline" },
  { ...readLater("FADP Art. 31(1)"), ground: "legal-duty", rights: ["erasure"], lets: "keep", follows: ["do-the-rest"] },
  { ...readLater("FADP Art. 31(2)(a)"), ground: "contract", rights: ["erasure"], lets: "keep", follows: ["do-the-rest"] },
  { ...readLater("FADP Art. 31(2)(e)"), ground: "research", rights: ["erasure"], lets: "keep", follows: ["do-the-rest"] },
  { ...readLater("FADP Art. 21(3)(a)"), ground: "contract", rights: ["human-review"], lets: "decline" },
  { ...readLater("FADP Art. 21(3)(b)"), ground: "explicit-consent", rights: ["human-review"], lets: "decline" },
];

/** A law justifies what would else be unlawful: its duty to keep goes first. */
export const conflicts: readonly ConflictRule[] = [
  { ...readLater("FADP Art. 31(1)"), keep: "legal-duty", erase: "erasure", wins: "keep" },
];

/** What somebody does for themselves alone. */
export const exclusions: readonly ExclusionRule[] = [{ ...readLater("FADP Art. 2(2)(a)"), who: "household" }];
