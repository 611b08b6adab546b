import { changedSubjects, holdSubject, statesOf } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { openWithdrawal } from "./open-withdrawal.ts";
import { hashOfText } from "./sealed-content.ts";
import { approvedFirst, authorsAfter, authorsAmong, endKept, feedSeen, markApproved, markSeen, textsOf } from "./store.ts";
import { endOfAsking, hasLapsed } from "./times.ts";

/**
 * Texts that are kept as approved, and whose author took that back elsewhere, as by a no to the purpose: they end as if it had been
 * said here. It reads on in the feed, so that it costs what has changed; only where the feed does not go back so far, every author
 * is looked at. A crash repeats a part of it without harm. Returns how many ended.
 */
export async function endTakenBack(inst: Installation): Promise<number> {
  const { db } = inst.storage;
  let ended = 0;
  for (let after = await feedSeen(db); ; ) {
    const { subjects, position } = await changedSubjects(inst, after);
    if (position === after) return ended;
    ended += subjects === undefined ? await endOfEvery(inst) : await endOf(inst, await authorsAmong(db, subjects));
    await markSeen(db, position);
    after = position;
  }
}

const AT_A_TIME = 500;

async function endOfEvery(inst: Installation): Promise<number> {
  let ended = 0;
  for (let after = ""; ; ) {
    const authors = await authorsAfter(inst.storage.db, { after, limit: AT_A_TIME });
    ended += await endOf(inst, authors);
    const last = authors.at(-1);
    if (last === undefined) return ended;
    after = last;
  }
}

/** The texts of some authors whose approval was taken back, or has ended. Returns how many ended. */
export async function endOf(inst: Installation, authors: readonly string[]): Promise<number> {
  let ended = 0;
  for (const author of authors) ended += await endOfAuthor(inst, author);
  return ended;
}

/**
 * Texts whose approval has ended by itself, of purposes for which it lasts a while: they end as if it had been taken back. Those that
 * were approved first are looked at first, up to the first whose time is not over. Returns how many ended.
 */
export async function endLapsed(inst: Installation): Promise<number> {
  let ended = 0;
  for (const { id: purpose, lasts } of Object.values(inst.program.purposes)) {
    if (lasts === undefined) continue;
    const over = new Set<string>();
    for (let offset = 0; ; offset += AT_A_TIME) {
      const rows = await approvedFirst(inst.storage.db, { purpose, limit: AT_A_TIME, offset });
      const ends = rows.filter(({ approved_at }) => approved_at !== null && hasLapsed(inst, purpose, Date.parse(approved_at)));
      for (const { subject } of ends) if (subject !== null) over.add(subject);
      if (ends.length < AT_A_TIME) break;
    }
    ended += await endOf(inst, [...over]);
  }
  return ended;
}

/** With the author held: an approval that comes meanwhile waits, and stands after it. */
async function endOfAuthor(inst: Installation, author: string): Promise<number> {
  const until = endOfAsking(inst);
  return inst.storage.transaction(async (tx) => {
    if (!(await holdSubject(tx, author))) return 0;
    const approvals = (await statesOf(inst, [author], tx)).get(author)?.approvals ?? [];
    const given = new Map(
      approvals.flatMap(({ given, purpose, content, at }) =>
        given ? [[keyOf(purpose, hashOfText(inst, content)), at] as const] : [],
      ),
    );
    let ended = 0;
    for (const { id, purpose, text_hash, until: ends, approved_at } of await textsOf(tx, author)) {
      const at = given.get(keyOf(purpose, text_hash));
      if (at !== undefined && !hasLapsed(inst, purpose, at)) {
        // A no that was told by mistake and corrected gave it an end that it has not.
        const said = new Date(at).toISOString();
        if (ends !== null || approved_at !== said) await markApproved(tx, { id, approved_at: said });
        continue;
      }
      if (ends !== null) continue;
      ended += 1;
      await endKept(tx, { id, until });
      await openWithdrawal(inst, tx, { id, purpose });
      const kind = at === undefined ? "content.taken-back" : "content.approval-ended";
      await inst.ledger.append(tx, { kind, body: { content: id, until } });
    }
    return ended;
  });
}

const keyOf = (purpose: string, hash: string): string => `${hash} ${purpose}`;
