import type { Connector } from "../connectors/index.ts";
import type { ErasureRecord } from "./erasure-record.ts";

/**
 * Does again what the journal says of an act that stopped half-way, in a store without transactions: by its captured keys,
 * each as often as need be. Nothing is captured anew: whose rows they are was settled before the first of them went.
 */
export async function repeatErasure(connector: Connector, record: ErasureRecord): Promise<void> {
  // The first attempt's journal stands: it names these very rows.
  await connector.act({ name: "repeat", journal: async () => undefined }, async (session) => {
    for (const { dataset, rowKey, keys, values } of record.changedRows) await session.change(dataset, rowKey, keys, values);
    for (const { dataset, rowKey, keys } of record.gone) await session.delete(dataset, rowKey, keys);
  });
}
