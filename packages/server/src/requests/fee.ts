import type { Law } from "@troth/core/program";
import type { RequestRow } from "./store.ts";

/** A fee as it stands. */
export interface Fee {
  /** As it is written: `CHF 120`. */
  readonly amount: string;
  readonly ground: string;
  readonly state?: string;
  readonly rules: readonly { readonly law: Law; readonly article: string; readonly verified: boolean }[];
  readonly askedAt: string;
  readonly acceptedAt?: string;
  /** The company does it for nothing after all. */
  readonly waivedAt?: string;
}

export const feeOf = (row: Pick<RequestRow, "fee">): Fee | undefined => (row.fee as unknown as Fee | null) ?? undefined;

/** Whether a fee was asked for that the person has neither accepted nor been spared. */
export const isFeeOpen = (fee: Fee | undefined): boolean =>
  fee !== undefined && fee.acceptedAt === undefined && fee.waivedAt === undefined;
