import type { Cell, SubjectIdentifier } from "@troth/core/subject-graph";
import type { Keys } from "../keys/index.ts";
import { type ErasureRecord, fromBytes, toBytes } from "../subject-graph/index.ts";
import { normalized } from "./subject.ts";

const CONTEXT = "tombstone";

/** What a tombstone holds, sealed under the request-file key: rows that were deleted, and keyed hashes of whose they were. */
export interface Tombstone {
  readonly dataset: string;
  readonly rowKey: readonly string[];
  readonly keys: readonly (readonly Cell[])[];
  /** The rows were the person's own: they can be told from a newcomer by their identifiers. */
  readonly isRoot: boolean;
  /** Kind and keyed hash of each identifier. */
  readonly identifiers: readonly { readonly kind: string; readonly hash: string }[];
}

/** The keyed hash by which an identifier is known again, in the tenant that it names or in none. */
export const tombstoneHash = (keys: Keys, one: SubjectIdentifier): string =>
  keys.identifierHash(one.kind, one.tenant === undefined ? normalized(one) : `${normalized(one)}\n${one.tenant}`);

/** Seals a tombstone. */
export function sealTombstone(
  keys: Keys,
  request: string,
  at: Pick<Tombstone, "dataset" | "rowKey" | "keys" | "isRoot"> & {
    readonly record: ErasureRecord;
    /** The dataset tells tenants apart: in each of them an identifier is somebody else's. */
    readonly hasTenants: boolean;
  },
): Promise<Uint8Array> {
  const { identifiers: all } = at.record;
  const inTenants = at.hasTenants ? all.filter((one) => one.tenant !== undefined) : [];
  const named = inTenants.length > 0 ? inTenants : all.map(({ kind, value }) => ({ kind, value }));
  const identifiers = named.map((one) => ({ kind: one.kind, hash: tombstoneHash(keys, one) }));
  const tombstone: Tombstone = { dataset: at.dataset, rowKey: at.rowKey, keys: at.keys, isRoot: at.isRoot, identifiers };
  return keys.seal({ request }, CONTEXT, toBytes(tombstone));
}

/** Opens a tombstone. */
export async function openTombstone(keys: Keys, request: string, sealed: Uint8Array): Promise<Tombstone> {
  return fromBytes<Tombstone>(await keys.open({ request }, CONTEXT, sealed));
}
