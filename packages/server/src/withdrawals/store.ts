// All SQL of the withdrawals folder.
import type { Selectable } from "kysely";
import type { Storage, Tables, Tx } from "../storage/index.ts";

/** A text whose approval was taken back, until its rows are changed. */
export type WithdrawalRow = Selectable<Tables["content_withdrawal"]>;

type Reader = Storage["db"] | Tx;

export const findWithdrawal = (db: Reader, content: string): Promise<WithdrawalRow | undefined> =>
  db.selectFrom("content_withdrawal").selectAll().where("content", "=", content).executeTakeFirst();

/** What is to be tried by now, what waits longest first. */
export const dueWithdrawals = (
  db: Reader,
  at: { readonly now: string; readonly limit: number },
): Promise<readonly Pick<WithdrawalRow, "content">[]> =>
  db
    .selectFrom("content_withdrawal")
    .select("content")
    .where("next_at", "<=", at.now)
    .orderBy("next_at")
    .limit(at.limit)
    .execute();

/** Everything that is not done, the oldest first, with what it is about. */
export const openRows = (db: Reader) =>
  db
    .selectFrom("content_withdrawal")
    .innerJoin("content", "content.id", "content_withdrawal.content")
    .select(["content_withdrawal.content", "purpose", "since", "because", "content_withdrawal.state"])
    .where("next_at", "is not", null)
    .orderBy("since")
    .orderBy("content_withdrawal.content")
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
