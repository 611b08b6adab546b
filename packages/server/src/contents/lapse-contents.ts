import { statesOf } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { answerContent, deleteContent, keptContents, overdueContents } from "./store.ts";
import { endOfAsking } from "./times.ts";

/**
 * Lets go of every text whose time is over, or whose author was erased: the key of its mail first, then the row. A crash between
 * the two is finished by the next turn. Returns how many.
 */
export async function lapseContents(inst: Installation): Promise<number> {
  const { storage, ledger, keys, surroundings } = inst;
  await endTakenBack(inst);
  const overdue = await overdueContents(storage.db, new Date(surroundings.now()).toISOString());
  for (const { id } of overdue) {
    await keys.forget({ request: id });
    await storage.transaction(async (tx) => {
      // Two servers may come to it at once: it is written down by one.
      if (!(await deleteContent(tx, id))) return;
      await ledger.append(tx, { kind: "content.lapsed", body: { content: id } });
    });
  }
  if (overdue.length > 0) await ledger.sequence();
  return overdue.length;
}

const AT_A_TIME = 500;

/** Texts that are kept as approved, and whose author said no to the purpose elsewhere: they end as if it had been said here. */
async function endTakenBack(inst: Installation): Promise<void> {
  const { db } = inst.storage;
  for (let after = ""; ; ) {
    const rows = await keptContents(db, { after, limit: AT_A_TIME });
    const states = await statesOf(
      inst,
      rows.flatMap(({ subject }) => subject ?? []),
    );
    for (const { id, subject, purpose } of rows) {
      const approvals = states.get(subject ?? "")?.approvals ?? [];
      if (approvals.some((one) => one.purpose === purpose && one.given)) continue;
      const until = endOfAsking(inst);
      await inst.storage.transaction(async (tx) => {
        if (!(await answerContent(tx, { id, until, only: undefined }))) return;
        await inst.ledger.append(tx, { kind: "content.taken-back", body: { content: id, until } });
      });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_A_TIME) return;
    after = last.id;
  }
}
