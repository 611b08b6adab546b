// The SQL of runs that are done in chunks.
import type { Storage, Tables, Tx } from "../storage/index.ts";
import type { RunRow } from "./journal-store.ts";

/** One chunk of a run as stored. */
export type ChunkRow = Tables["run_chunk"];

/** A chunk without what is sealed in it. */
export type ChunkState = Omit<ChunkRow, "work" | "did">;

type Reader = Storage["db"] | Tx;
type Run = Pick<RunRow, "request_id" | "store">;

const STATE = ["request_id", "store", "number", "attempt", "state", "transaction", "outcome_known_by"] as const;

/** The chunks of a run in order; none where it is one transaction. */
export const chunksOf = (db: Reader, run: Run): Promise<ChunkState[]> =>
  db
    .selectFrom("run_chunk")
    .select(STATE)
    .where("request_id", "=", run.request_id)
    .where("store", "=", run.store)
    .orderBy("number")
    .execute();

/** One chunk with what is sealed in it; undefined if the run is at its end meanwhile. */
export const findChunk = (db: Reader, at: Run & { readonly number: number }): Promise<ChunkRow | undefined> =>
  db
    .selectFrom("run_chunk")
    .selectAll()
    .where("request_id", "=", at.request_id)
    .where("store", "=", at.store)
    .where("number", "=", at.number)
    .executeTakeFirst();

export const insertChunk = (tx: Tx, at: Run & { readonly number: number; readonly work: Uint8Array }): Promise<unknown> =>
  tx
    .insertInto("run_chunk")
    .values({
      ...{ request_id: at.request_id, store: at.store, number: at.number, work: at.work },
      ...{ attempt: 0, state: "waiting", transaction: null, did: null, outcome_known_by: null },
    })
    .execute();

export interface ChunkChange {
  readonly state?: ChunkRow["state"];
  readonly attempt?: number;
  readonly transaction?: string | null;
  readonly did?: Uint8Array | null;
  readonly outcome_known_by?: string | null;
}

/** Moves a chunk on, if it still is as the caller saw it: of two processes, one is refused. Returns whether it moved. */
export async function moveChunk(tx: Tx, from: ChunkState, to: ChunkChange): Promise<boolean> {
  const done = await tx
    .updateTable("run_chunk")
    .set({ state: from.state, ...to })
    .where("request_id", "=", from.request_id)
    .where("store", "=", from.store)
    .where("number", "=", from.number)
    .where("state", "=", from.state)
    .where("attempt", "=", from.attempt)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export const deleteChunks = (tx: Tx, run: Run): Promise<unknown> =>
  tx.deleteFrom("run_chunk").where("request_id", "=", run.request_id).where("store", "=", run.store).execute();
