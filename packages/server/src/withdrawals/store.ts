// All SQL of the withdrawals folder.
import type { Selectable } from "kysely";
import type { Storage, Tables, Tx } from "../storage/index.ts";

/** A text whose approval was taken back, until its rows are changed. */
export type WithdrawalRow = Selectable<Tables["content_withdrawal"]>;

type Reader = Storage["db"] | Tx;

export const findWithdrawal = (db: Reader, content: string): Promise<WithdrawalRow | undefined> =>
  db.selectFrom("content_withdrawal").selectAll().where("content", "=", content).executeTakeFirst();

/** What is to be tried by now, what waits longest first. What waits longer than anything does was put off by a clock that was ahead. */
export const dueWithdrawals = (
  db: Reader,
  at: { readonly now: string; readonly tooLate: string; readonly limit: number },
): Promise<readonly Pick<WithdrawalRow, "content">[]> =>
  db
    .selectFrom("content_withdrawal")
    .select("content")
    .where((of) => of.or([of("next_at", "<=", at.now), of("next_at", ">", at.tooLate)]))
    .orderBy("next_at")
    .limit(at.limit)
    .execute();

/** What is not done, the oldest first, with what it is about: of one text, or so many. */
export const openRows = (db: Reader, at: { readonly content?: string; readonly limit?: number } = {}) => {
  const open = db
    .selectFrom("content_withdrawal")
    .innerJoin("content", "content.id", "content_withdrawal.content")
    .select(["content_withdrawal.content", "purpose", "since", "because", "content_withdrawal.state"])
    .where("next_at", "is not", null)
    .orderBy("since")
    .orderBy("content_withdrawal.content");
  const some = at.content === undefined ? open : open.where("content_withdrawal.content", "=", at.content);
  return (at.limit === undefined ? some : some.limit(at.limit)).execute();
};

/** Texts of these purposes that were approved and are not any more, of which nothing is written down; the oldest first. */
export const missedContents = (
  db: Reader,
  purposes: readonly string[],
): Promise<readonly { readonly id: string; readonly purpose: string }[]> =>
  purposes.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom("content")
        .leftJoin("content_withdrawal", "content_withdrawal.content", "content.id")
        .select(["content.id", "content.purpose"])
        .where("until", "is not", null)
        .where("approved_at", "is not", null)
        .where("content_withdrawal.content", "is", null)
        .where("content.subject", "is not", null)
        .where("content.purpose", "in", [...purposes])
        .orderBy("until")
        .orderBy("content.id")
        .execute();

/** How many are not done. */
export async function countOpen(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom("content_withdrawal")
    .select((of) => of.fn.countAll<string>().as("count"))
    .where("next_at", "is not", null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export interface WithdrawalChange {
  readonly state: WithdrawalRow["state"];
  readonly attempt?: number;
  readonly transaction?: string;
  readonly because?: string | null;
  readonly rows?: number;
  readonly ended_by?: NonNullable<WithdrawalRow["ended_by"]>;
  readonly next_at?: string | null;
  readonly ended_at?: string;
}

/** Moves one on, if it still is where it was read: of two processes that are at it, or of a yes that comes meanwhile, one is refused. */
export async function moveWithdrawal(
  tx: Tx,
  from: Pick<WithdrawalRow, "content" | "state" | "attempt" | "since">,
  to: WithdrawalChange,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("content_withdrawal")
    .set(to)
    .where("content", "=", from.content)
    .where("state", "=", from.state)
    .where("attempt", "=", from.attempt)
    .where("since", "=", from.since)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Texts of some purposes that the store took off; with `act` they are open again. */
export async function reopenEnded(
  tx: Tx,
  at: { readonly purposes: readonly string[]; readonly now: string; readonly because: string; readonly act: boolean },
): Promise<readonly Pick<WithdrawalRow, "content">[]> {
  if (at.purposes.length === 0) return [];
  const ended = await tx
    .selectFrom("content_withdrawal")
    .innerJoin("content", "content.id", "content_withdrawal.content")
    .select("content_withdrawal.content")
    .where("content_withdrawal.ended_by", "=", "store")
    .where("content.purpose", "in", [...at.purposes])
    .execute();
  if (!at.act || ended.length === 0) return ended;
  const open = { state: "open", because: at.because, ended_by: null, ended_at: null, rows: null, next_at: at.now } as const;
  const contents = ended.map(({ content }) => content);
  await tx.updateTable("content_withdrawal").set(open).where("content", "in", contents).where("ended_by", "=", "store").execute();
  return ended;
}
