import type { ConflictRule, ExclusionRule, GroundRule, RightWord } from "../law.ts";
import { read, readLater } from "./read.ts";

/** Everything that Art. 18 gives. */
export const ARTICLE_18: readonly RightWord[] = [
  "information",
  "access",
  "rectification",
  "erasure",
  "portability",
  "withdrawal",
  "objection",
];

const kept = (article: string, ground: string): GroundRule => ({
  ...readLater(article),
  ground,
  rights: ["erasure"],
  lets: "keep",
  follows: ["do-the-rest"],
});

const secret = (article: string, right: RightWord): GroundRule => ({
  ...readLater(article),
  ground: "trade-secrets",
  rights: [right],
  lets: "keep",
  follows: ["do-the-rest"],
});

/** What may stay though it was to be erased (Art. 16), secrets of trade and industry, and that another company is meant. */
export const grounds: readonly GroundRule[] = [
  kept("LGPD Art. 16 I, 18 VI", "legal-duty"),
  kept("LGPD Art. 16 II, 18 VI", "research"),
  kept("LGPD Art. 16 III, 18 VI", "lawful-transfer"),
  kept("LGPD Art. 16 IV, 18 VI", "anonymised"),
  secret("LGPD Art. 19 II", "access"),
  secret("LGPD Art. 18 V", "portability"),
  secret("LGPD Art. 20 § 1º", "human-review"),
  { ...read("LGPD Art. 18 § 4º I", "br.cannot"), ground: "not-the-controller", rights: ARTICLE_18, lets: "decline" },
];

/** A duty to keep by law or regulation goes before erasure. */
export const conflicts: readonly ConflictRule[] = [
  { ...readLater("LGPD Art. 16 I"), keep: "legal-duty", erase: "erasure", wins: "keep" },
];

/** What Art. 4 leaves out: one's own affairs, the press, art, and the safety of the state. */
export const exclusions: readonly ExclusionRule[] = [
  { ...readLater("LGPD Art. 4 I"), who: "household" },
  { ...readLater("LGPD Art. 4 II-III"), who: "exempt-data" },
];
