import type { Dropped, Fact } from "@troth/core/facts";
import { canonicalJson } from "@troth/core/foundation";
import { hashOf, keyedHash } from "../foundation/index.ts";
import type { UnlockedKey } from "../keys/index.ts";

/** A fact as it is kept. */
export interface KeptFact {
  /** As it counts; null where nothing of it may be kept. */
  readonly fact: Fact | null;
  /** Hash of it as it was told: the same again is the same fact. */
  readonly told: string;
  readonly dropped: readonly Dropped[];
}

/** A ledger entry commits to a thousand facts: half of the hash binds as well. */
const COMMITMENT_LETTERS = 32;

const contextOf = (idHash: string): string => `fact\n${idHash}`;

/** The hash of a fact as it was told. Of a choice without what we add as it comes in: it comes again if our answer was lost. */
export function hashOfTold(fact: Fact): string {
  if (fact.kind !== "chose" || fact.clientAt === undefined) return hashOf(fact);
  const { at: _, odd: __, notice: ___, laws: ____, unshown: _____, ...told } = fact;
  return hashOf(told);
}

/** Seals a fact under its person's data key, with the commitment that the ledger holds. */
export function sealFact(
  key: UnlockedKey,
  idHash: string,
  kept: KeptFact,
): { readonly sealed: Uint8Array; readonly commitment: string } {
  const text = canonicalJson(kept);
  return {
    sealed: key.seal(contextOf(idHash), new TextEncoder().encode(text)),
    commitment: commitmentOf(key.openingKey(contextOf(idHash)), text),
  };
}

const commitmentOf = (openingKey: string, text: string): string =>
  keyedHash(Buffer.from(openingKey, "hex"), text).slice(0, COMMITMENT_LETTERS);

/** A fact as it was committed to, with the key by which that can be shown. */
export interface FactOpening {
  readonly text: string;
  readonly key: string;
}

/** @throws KeysError `keys.damaged` */
export const openingOf = (key: UnlockedKey, at: { readonly id_hash: string; readonly sealed: Uint8Array }): FactOpening => ({
  text: new TextDecoder().decode(key.open(contextOf(at.id_hash), at.sealed)),
  key: key.openingKey(contextOf(at.id_hash)),
});

/** Opens a fact. @throws KeysError `keys.damaged` */
export const openFact = (key: UnlockedKey, at: { readonly id_hash: string; readonly sealed: Uint8Array }): KeptFact =>
  JSON.parse(new TextDecoder().decode(key.open(contextOf(at.id_hash), at.sealed))) as KeptFact;
