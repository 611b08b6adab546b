import type { Decision, Question, Signal } from "@troth/core/decisions";
import { canonicalJson, hashOf } from "@troth/core/foundation";
import type { Channel, DataForm } from "@troth/core/program";
import type { Installation } from "../installation/index.ts";
import type { UnlockedKey } from "../keys/index.ts";

/** What went to a recipient, as a backend tells it. Ids are the program's, and the application's of the person. */
export interface DisclosureAsk {
  /** Given by whoever tells it: the same id twice is the same disclosure. */
  readonly id: string;
  readonly person: string;
  readonly purpose: string;
  readonly data: readonly string[];
  readonly recipient: string;
  readonly form: DataForm;
  /** How many items of such data. */
  readonly items: number;
  /** ISO 8601. Absent: now. */
  readonly at?: string | undefined;
  /** It has happened already: recorded whatever the decision is. */
  readonly done: boolean;
  /** As the question of a decision has them. */
  readonly point?: string | undefined;
  readonly from?: readonly string[] | undefined;
  readonly client?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly topic?: string | undefined;
  /** Of the request at hand, as the question has them: they are decided by and not kept. */
  readonly signals?: readonly Signal[] | undefined;
  readonly place?: Question["place"];
}

/** A disclosure as it is kept. */
export interface KeptDisclosure {
  readonly recipient: string;
  readonly purpose: string;
  readonly data: readonly string[];
  readonly form: DataForm;
  readonly items: number;
  readonly at: string;
  /** Absent: it was allowed. Else the rule by which it should not have happened. */
  readonly against?: Decision["rule"] | undefined;
  /** Hash of it as it was told. */
  readonly told: string;
}

const COMMITMENT_LETTERS = 32;

const contextOf = (idHash: string): string => `disclosure\n${idHash}`;

/** The hash of a disclosure as it was told. Told once more it comes with another request: of that nothing counts here. */
export const hashOfTold = ({ signals: _, place: __, ...told }: DisclosureAsk): string => hashOf(JSON.parse(JSON.stringify(told)));

/** Seals a disclosure under its person's data key, with the commitment that the ledger holds. */
export function sealDisclosure(
  key: UnlockedKey,
  idHash: string,
  kept: KeptDisclosure,
): { readonly sealed: Uint8Array; readonly commitment: string } {
  const text = canonicalJson(JSON.parse(JSON.stringify(kept)));
  return {
    sealed: key.seal(contextOf(idHash), new TextEncoder().encode(text)),
    commitment: key.commitment(text).slice(0, COMMITMENT_LETTERS),
  };
}

/** Opens a disclosure. @throws KeysError `keys.damaged` */
export const openDisclosure = (
  key: UnlockedKey,
  row: { readonly id_hash: string; readonly sealed: Uint8Array },
): KeptDisclosure => JSON.parse(new TextDecoder().decode(key.open(contextOf(row.id_hash), row.sealed))) as KeptDisclosure;

/** How a disclosure is found again, by the id that the application gave it. */
export const hashOfDisclosureId = ({ keys }: Pick<Installation, "keys">, id: string): string =>
  keys.identifierHash("disclosure", id);
