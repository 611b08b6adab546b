import type { Installation } from "../installation/index.ts";
import { fromBytes, toBytes } from "../subject-graph/index.ts";
import type { Found } from "./scan-dataset.ts";
import type { ResidueRow } from "./store.ts";

const CONTEXT = "residue";

/** What is sealed of a find: the rows' keys and the values. */
export type SealedFind = Pick<Found, "rowKey" | "keys" | "values">;

/** Seals a find under the request-file key: it is known until staff have settled it. */
export async function sealFind(inst: Installation, { request, rowKey, keys, values }: Found): Promise<Uint8Array> {
  await inst.keys.ensure({ request });
  return inst.keys.seal({ request }, CONTEXT, toBytes({ rowKey, keys, values } satisfies SealedFind));
}

/** Opens a find; undefined once it is settled. */
export async function openFind(
  inst: Installation,
  row: Pick<ResidueRow, "request_id" | "sealed">,
): Promise<SealedFind | undefined> {
  if (row.sealed === null) return undefined;
  return fromBytes<SealedFind>(await inst.keys.open({ request: row.request_id }, CONTEXT, row.sealed));
}
