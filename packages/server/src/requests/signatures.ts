import type { RequestRow } from "./store.ts";

/** One role's signature under a plan. */
export interface Signature {
  readonly role: string;
  readonly at: string;
}

/** Who has signed the plan that stands. */
export const signaturesOf = (row: Pick<RequestRow, "approval">): Signature[] =>
  (row.approval as unknown as Signature[] | null) ?? [];
