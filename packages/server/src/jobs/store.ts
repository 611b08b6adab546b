import type { Storage, Tx } from "../storage/index.ts";

/** A day by which something must happen, set in legal time by whoever knows the law. */
export interface Due {
  readonly id: string;
  readonly kind: string;
  readonly request: string | null;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** Sets a due day, or moves it, in the transaction of its cause. Idempotent by id. */
export async function setDue(tx: Tx, due: Due): Promise<void> {
  await tx
    .insertInto("due")
    .values({ id: due.id, kind: due.kind, request_id: due.request, at: due.at, done_at: null })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ at: due.at, kind: due.kind, done_at: null }))
    .execute();
}

/** Whether something is due, or will be. */
export const hasDue = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.selectFrom("due").select("id").where("id", "=", id).where("done_at", "is", null).executeTakeFirst()) !== undefined;

/** Takes back all of a request's due days that have not come. `kinds`: only these. */
export async function clearDue(tx: Tx, request: string, now: number, kinds?: readonly string[]): Promise<void> {
  await tx
    .updateTable("due")
    .set({ done_at: new Date(now).toISOString() })
    .where("request_id", "=", request)
    .where("done_at", "is", null)
    .$if(kinds !== undefined, (query) => query.where("kind", "in", [...(kinds ?? [])]))
    .execute();
}

/**
 * Hands over what is due at `now` (the surroundings' clock, not the database's) and marks it done, in one transaction:
 * if `act` throws, it is due again. Each due day comes to one taker. `kinds`: only these.
 */
export function takeDue(
  storage: Storage,
  now: number,
  act: (tx: Tx, due: readonly Due[]) => Promise<void>,
  kinds?: readonly string[],
): Promise<number> {
  return storage.transaction(async (tx) => {
    const at = new Date(now).toISOString();
    const rows = await tx
      .selectFrom("due")
      .select(["id", "kind", "request_id", "at"])
      .where("done_at", "is", null)
      .where("at", "<=", at)
      .$if(kinds !== undefined, (query) => query.where("kind", "in", [...(kinds ?? [])]))
      .orderBy("at")
      .orderBy("id")
      .limit(500)
      .forUpdate()
      .skipLocked()
      .execute();
    if (rows.length === 0) return 0;
    await act(
      tx,
      rows.map((row) => ({ id: row.id, kind: row.kind, request: row.request_id, at: row.at })),
    );
    await tx
      .updateTable("due")
      .set({ done_at: at })
      .where(
        "id",
        "in",
        rows.map((row) => row.id),
      )
      .execute();
    return rows.length;
  });
}
