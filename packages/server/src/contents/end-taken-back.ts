import { changedSubjects, holdSubject, statesOf } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { openWithdrawal } from "./open-withdrawal.ts";
import { hashOfText } from "./sealed-content.ts";
import { authorsAfter, authorsAmong, endKept, feedSeen, keptContents, markSeen } from "./store.ts";
import { endOfAsking } from "./times.ts";

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

async function endOf(inst: Installation, authors: readonly string[]): Promise<number> {
  let ended = 0;
  for (const author of authors) ended += await endOfAuthor(inst, author);
  return ended;
}

/** With the author held: an approval that comes meanwhile waits, and stands after it. */
async function endOfAuthor(inst: Installation, author: string): Promise<number> {
  const until = endOfAsking(inst);
  return inst.storage.transaction(async (tx) => {
    if (!(await holdSubject(tx, author))) return 0;
    const approvals = (await statesOf(inst, [author], tx)).get(author)?.approvals ?? [];
    const standing = new Set(
      approvals.flatMap(({ given, purpose, content }) => (given ? keyOf(purpose, hashOfText(inst, content)) : [])),
    );
    const kept = await keptContents(tx, author);
    const over = kept.filter(({ purpose, text_hash }) => !standing.has(keyOf(purpose, text_hash)));
    for (const { id, purpose } of over) {
      await endKept(tx, { id, until });
      await openWithdrawal(inst, tx, { id, purpose });
      await inst.ledger.append(tx, { kind: "content.taken-back", body: { content: id, until } });
    }
    return over.length;
  });
}

const keyOf = (purpose: string, hash: string): string => `${hash} ${purpose}`;
