import type { Installation } from "../installation/index.ts";
import { DAY_MS, emptyAsk, fullAsks, markLapsed, prune, waitingSince } from "./store.ts";

// A mail may lie for days in a filter; whoever has not shown the code after a week will not.
const WAITS_DAYS = 7;

/** Ends what nobody has shown a code for in a week, and takes out of ended asks whatever they held. Returns how many lapsed. */
export async function lapseAsks(inst: Installation): Promise<number> {
  const { storage, ledger, surroundings } = inst;
  const now = surroundings.now();
  let lapsed = 0;
  for (const { id, request_id: request } of await waitingSince(storage.db, new Date(now - WAITS_DAYS * DAY_MS).toISOString())) {
    const done = await storage.transaction(async (tx) => {
      if (!(await markLapsed(tx, id))) return false;
      await ledger.append(tx, { kind: "ask.lapsed", body: { ask: id, ...(request === null ? {} : { request }) } });
      return true;
    });
    if (done) lapsed += 1;
  }
  for (const { id } of await fullAsks(storage.db)) await forgetAsk(inst, id);
  await prune(storage.db, now);
  if (lapsed > 0) await ledger.sequence();
  return lapsed;
}

/** Destroys the key of an ask that has ended, and what was sealed under it. A crash between the two is finished by `lapseAsks`. */
export async function forgetAsk(inst: Installation, ask: string): Promise<void> {
  await inst.keys.forget({ request: ask });
  await inst.surroundings.passing("ask.key-gone");
  await emptyAsk(inst.storage.db, ask);
}
