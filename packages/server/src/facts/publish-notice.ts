import { type Installation, noticeOf } from "../installation/index.ts";
import { insertChanges, insertNotice, type StatedNotice } from "./feed-store.ts";

// By installation: a notice that is written down is not asked of again.
const published = new WeakMap<Installation, string>();

/**
 * Writes down which notice is in force from now on, with what it states of purposes: what is taken is stamped with it, and
 * decisions ask later whether it stated their purpose. Idempotent.
 */
export async function publishNotice(inst: Installation): Promise<string> {
  const notice = noticeOf(inst);
  if (published.get(inst) === notice.hash) return notice.hash;
  const now = new Date(inst.surroundings.now()).toISOString();
  const stated: StatedNotice = {
    version: notice.hash,
    purposes: Object.fromEntries(
      Object.values(inst.program.purposes).map((purpose) => [purpose.id, purpose.uses.map((use) => use.id)]),
    ),
  };
  const isNew = await inst.storage.transaction(async (tx) => {
    if (!(await insertNotice(tx, { ...stated, program: inst.program.hash, now }))) return false;
    await insertChanges(tx, { kind: "notice", about: [notice.hash], now });
    await inst.ledger.append(tx, { kind: "notice.published", body: { notice: notice.hash, program: inst.program.hash } });
    return true;
  });
  if (isNew) await inst.ledger.sequence();
  published.set(inst, notice.hash);
  return notice.hash;
}
