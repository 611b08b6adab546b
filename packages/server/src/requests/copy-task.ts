// What people handed in for a copy.
import { dayOf } from "@troth/core/jurisdictions";
import { type TaskPlan, taskLines } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import type { CopyPart } from "../subject-graph/index.ts";
import { findTask, readTaskFiles } from "../tasks/index.ts";
import type { RequestRow } from "./store.ts";

/** What became of one task of a copy: so many records, or why there are none yet. */
export type CopiedTask = { readonly rows: number } | { readonly missing: string };

/** Hands on what was handed in for one store, file by file; memory holds one of them. */
export async function copyTask(
  inst: Installation,
  at: { readonly row: RequestRow; readonly task: TaskPlan },
  write: (part: CopyPart) => Promise<void>,
): Promise<CopiedTask> {
  const { row, task } = at;
  const place = { request: row.id, store: task.store };
  const asked = await findTask(inst.storage.db, place);
  if (asked?.state === "impossible") return { missing: "whoever was asked reports that it cannot be looked through" };
  if (asked?.state !== "done")
    return {
      missing: `it waits for somebody to look through it by hand${asked ? `, until ${dayOf(asked.due_at, inst.program.zone)}` : ""}`,
    };
  for (const line of taskLines(task, "access")) {
    const rows = asked.found?.[line.dataset] ?? 0;
    if (rows === 0) continue;
    const categories = [...new Set(Object.values(line.fields).flat())];
    const link = line.link === "owned" ? "owned" : "shared";
    const file = { categories, derived: false, shown: true, because: undefined, withheld: undefined };
    await write({ kind: "dataset", dataset: line.dataset, link, fields: { file } });
    for await (const { name: path, bytes } of readTaskFiles(inst, { ...place, dataset: line.dataset })) {
      await write({ kind: "row", values: { file: { path, size: bytes.length, pieces: once(bytes) } }, held: [] });
    }
  }
  return { rows: Object.values(asked.found ?? {}).reduce((all, rows) => all + rows, 0) };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
