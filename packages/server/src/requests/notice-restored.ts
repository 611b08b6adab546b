import { TrothError } from "@troth/core/foundation";
import type { Connector, Standing } from "../connectors/index.ts";
import type { Installation } from "../installation/index.ts";
import { lastCommitted, type MarkRow, setMark, storeMarks } from "./journal-store.ts";

/** A store that is taken for one that came back from a backup, and by what it is known. */
export interface RestoredStore {
  readonly store: string;
  readonly because: string;
}

/** What is said of it, wherever. */
export const restoredSays = ({ store, because }: RestoredStore): string =>
  `store ${store} came back from a backup: ${because}; \`troth reapply\` tells who is back, \`troth reapply --act\` erases them again`;

/**
 * Looks whether a store stands where it was left: the transaction that we know to be committed, the database's own name, its
 * count of transactions. What is noticed is written down, with its entry, and stands until it is settled by `reapply`.
 */
export async function noticeRestored(inst: Installation, store: string): Promise<RestoredStore | undefined> {
  const before = (await storeMarks(inst.storage.db)).find((one) => one.store === store);
  if (before?.restored) return { store, because: before.restored };
  const connector = await inst.connector(store);
  const now = await markOf(inst, connector);
  const because = await whyRestored(connector, { before, now });
  await inst.storage.transaction(async (tx) => {
    const settled = before?.transaction === SETTLED + now.transaction ? { transaction: before.transaction } : {};
    await setMark(tx, { ...(because === undefined || !before ? { ...now, ...settled } : before), restored: because ?? null });
    if (because !== undefined) await inst.ledger.append(tx, { kind: "store.restored", body: { store, because } });
  });
  if (because !== undefined) await inst.ledger.sequence();
  return because === undefined ? undefined : { store, because };
}

/** Looks at every store. Those that cannot be reached are named with the reason. */
export async function noticeAllRestored(
  inst: Installation,
): Promise<{ readonly restored: readonly RestoredStore[]; readonly unknown: readonly string[] }> {
  const restored: RestoredStore[] = [];
  const unknown: string[] = [];
  for (const { id: store, byHand } of Object.values(inst.program.stores)) {
    if (byHand !== undefined) continue;
    try {
      const found = await noticeRestored(inst, store);
      if (found) restored.push(found);
    } catch (error) {
      // A secret that is not there, too: whoever asks for the status may have none.
      if (!(error instanceof TrothError)) throw error;
      unknown.push(`store ${store}: ${error.message}`);
    }
  }
  return { restored, unknown };
}

/** The stores that were noticed and are not settled: for status and readiness. */
export const restoredStores = async (inst: Installation): Promise<RestoredStore[]> =>
  (await storeMarks(inst.storage.db)).flatMap(({ store, restored }) => (restored === null ? [] : [{ store, because: restored }]));

/** Before a transaction of the history that ended with a restore: it is not asked for again. */
const SETTLED = "settled:";

/** A restored store was looked through and what came back is erased: from now on it stands where it is. */
export async function settleRestored(inst: Installation, stores: readonly string[]): Promise<void> {
  for (const store of stores) {
    const connector = await inst.connector(store);
    const now = await markOf(inst, connector);
    const known = now.transaction === null || (await connector.outcome(now.transaction)) === "committed";
    const transaction = known ? now.transaction : SETTLED + now.transaction;
    await inst.storage.transaction((tx) => setMark(tx, { ...now, transaction, restored: null }));
  }
}

async function markOf(inst: Installation, connector: Connector): Promise<MarkRow> {
  const standing: Standing = (await connector.standing?.()) ?? { place: null, moment: null };
  const transaction = await lastCommitted(inst.storage.db, connector.store);
  return {
    store: connector.store,
    ...standing,
    transaction,
    at: new Date(inst.surroundings.now()).toISOString(),
    restored: null,
  };
}

async function whyRestored(
  connector: Connector,
  { before, now }: { readonly before: MarkRow | undefined; readonly now: MarkRow },
): Promise<string | undefined> {
  if (before && before.place !== null && now.place !== null && before.place !== now.place)
    return "it is another database than before";
  if (before && before.moment !== null && now.moment !== null && BigInt(now.moment) < BigInt(before.moment))
    return "its count of transactions is behind what it was";
  if (now.transaction === null || before?.transaction === SETTLED + now.transaction) return undefined;
  if (connector.capabilities.outcome === "journal-row" && (await connector.outcome(now.transaction)) === "aborted")
    return "it does not know a transaction that was committed there";
  return undefined;
}
