import type { Connector, ReadSession } from "../connectors/index.ts";
import type { ErasureRecord } from "./erasure-record.ts";

type Acted = Pick<ErasureRecord, "gone" | "changedRows">;

/**
 * Does again what the journal says of an act that stopped half-way, in a store without transactions: by its captured keys,
 * each as often as need be. Nothing is captured anew: whose rows they are was settled before the first of them went.
 *
 * INVARIANT (nobody else's rows): what was put under a key since is left; the read-back finds it, if it is the person's. Of what it
 * lies upon a bucket may keep versions: those go.
 */
export async function repeatErasure(connector: Connector, record: Acted): Promise<void> {
  // The first attempt's journal stands: it names these very rows.
  await connector.act({ name: "repeat", journal: async () => undefined }, async (session) => {
    const { gone, changedRows } = record;
    for (const { dataset, keys, stamps } of [...gone, ...changedRows])
      if (stamps !== undefined) session.recall?.(dataset, keys, stamps);
    for (const { dataset, rowKey, keys, values } of changedRows) await session.change(dataset, rowKey, keys, values);
    for (const { dataset, rowKey, keys } of gone) await session.delete(dataset, rowKey, keys);
  });
}

/** What an act did, without the keys under which something else was put since. */
export async function withoutPutSince<T extends Acted>(session: ReadSession, record: T): Promise<T> {
  const gone: ErasureRecord["gone"][number][] = [];
  for (const rows of record.gone) {
    const left = await leftOf(session, rows);
    const { seen, stamps } = rows;
    gone.push({
      ...rows,
      keys: pick(rows.keys, left),
      ...(seen === undefined ? {} : { seen: pick(seen, left) }),
      ...(stamps === undefined ? {} : { stamps: pick(stamps, left) }),
    });
  }
  const changedRows: ErasureRecord["changedRows"][number][] = [];
  for (const rows of record.changedRows) {
    const left = await leftOf(session, rows);
    const values = rows.values.map((one) => ({ ...one, values: pick(one.values, left) }));
    const { stamps } = rows;
    changedRows.push({
      ...{ ...rows, keys: pick(rows.keys, left), values },
      ...(stamps === undefined ? {} : { stamps: pick(stamps, left) }),
    });
  }
  return { ...record, gone, changedRows };
}

type Rows = Pick<ErasureRecord["gone"][number], "dataset" | "keys" | "stamps">;

/** The places of the keys under which nothing else was put. A journal without stamps cannot tell. */
async function leftOf(session: ReadSession, { dataset, keys, stamps }: Rows): Promise<readonly number[]> {
  const since = stamps === undefined ? undefined : await session.putSince?.(dataset, keys, stamps);
  return [...keys.keys()].filter((at) => since?.[at] !== true);
}

const pick = <T>(all: readonly T[], places: readonly number[]): T[] => places.flatMap((at) => all.slice(at, at + 1));
