import type { Installation } from "../installation/index.ts";
import { noticesOf } from "./feed-store.ts";
import { linesOf } from "./read-lines.ts";
import { sequenceLeft } from "./sequence-changes.ts";
import { subjectsAfter } from "./store.ts";
import { subjectKey } from "./subjects.ts";

const BATCH = 500;

/** How a subject's hash is made, for whoever may ask for states. */
export const hashing = (inst: Pick<Installation, "keys">) => ({
  by: "siphash-2-4-128" as const,
  key: Buffer.from(subjectKey(inst)).toString("base64url"),
});

/**
 * Every state there is, line by line: each as new as the position of the head, or newer. The last line says how many there
 * were, so that whoever has it has all.
 */
export async function* snapshotLines(inst: Installation): AsyncGenerator<string> {
  // Before anything is read: what commits meanwhile has a later position, and comes again by the feed.
  const position = await sequenceLeft(inst);
  yield line({
    ...{ kind: "head", wire: 1, program: inst.program.hash, log: inst.ledger.vkey, position },
    ...{ at: inst.surroundings.now(), hash: hashing(inst) },
  });
  const notices = await noticesOf(inst.storage.db);
  for (const notice of notices) yield line({ kind: "notice", version: notice.version, purposes: notice.purposes });
  let subjects = 0;
  for (let after = ""; ; ) {
    const rows = await subjectsAfter(inst.storage.db, after, BATCH);
    for (const one of await linesOf(inst, rows)) {
      if (one.state === null) continue;
      subjects += 1;
      yield line(one);
    }
    after = rows.at(-1)?.hash ?? "";
    if (rows.length < BATCH) break;
  }
  yield line({ kind: "end", notices: notices.length, subjects, position });
}

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
