import type { Installation } from "../installation/index.ts";
import { deleteParentAsk, endParentAsk, overdueParents } from "./store.ts";

/**
 * Lets go of everybody whose time is over: the key first, then the row. A crash between the two is finished by the next turn.
 * Returns how many never answered.
 */
export async function lapseParents(inst: Installation): Promise<number> {
  const { storage, ledger, keys, surroundings } = inst;
  let lapsed = 0;
  for (const { id, state } of await overdueParents(storage.db, new Date(surroundings.now()).toISOString())) {
    const ended =
      state === "waiting" &&
      (await storage.transaction(async (tx) => {
        if (!(await endParentAsk(tx, id, "lapsed"))) return false;
        await ledger.append(tx, { kind: "parent.lapsed", body: { ask: id } });
        return true;
      }));
    if (ended) lapsed += 1;
    await keys.forget({ request: id });
    await deleteParentAsk(storage.db, id);
  }
  if (lapsed > 0) await ledger.sequence();
  return lapsed;
}
