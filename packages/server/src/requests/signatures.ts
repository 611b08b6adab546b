import type { RequestRow } from "./store.ts";

/** One signature under a plan: by an account of staff in a role; from the command line, by a role alone. */
export interface Signature {
  readonly role: string;
  readonly at: string;
  readonly account?: string;
}

/** Who has signed the plan that stands. */
export const signaturesOf = (row: Pick<RequestRow, "approval">): Signature[] =>
  (row.approval as unknown as Signature[] | null) ?? [];

/** Whether two signatures are, or could be, of one and the same person: then they count once. */
export const isSameSigner = (one: Pick<Signature, "role" | "account">, other: Pick<Signature, "role" | "account">): boolean =>
  one.account !== undefined && other.account !== undefined ? one.account === other.account : one.role === other.role;

/** How many different people have signed. */
export const countSigners = (signatures: readonly Signature[]): number =>
  signatures.filter((one, at) => !signatures.slice(0, at).some((earlier) => isSameSigner(earlier, one))).length;
