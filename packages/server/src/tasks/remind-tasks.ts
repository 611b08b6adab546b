import type { Installation } from "../installation/index.ts";
import { queueTaskMail } from "./mail-task.ts";
import { lateTasks, markReminded } from "./store.ts";

/** Reminds whoever was asked of each task that is over its time, once. Returns how many. */
export async function remindTasks(inst: Installation): Promise<number> {
  const now = new Date(inst.surroundings.now()).toISOString();
  let reminded = 0;
  for (const row of await lateTasks(inst.storage.db, now)) {
    const { request_id: request, store } = row;
    const template = row.purpose === "keep" ? "task-keep-late" : "task-late";
    const mail = await queueTaskMail(inst, { request, store, template, due: row.due_at });
    await inst.storage.transaction(async (tx) => {
      if (!(await markReminded(tx, { row, now }))) return;
      await inst.ledger.append(tx, { kind: "task.late", body: { request, store, due: row.due_at } });
      await mail?.add(tx);
      reminded += 1;
    });
  }
  if (reminded > 0) await inst.ledger.sequence();
  return reminded;
}
