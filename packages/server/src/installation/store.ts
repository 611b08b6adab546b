import type { Storage, Tx } from "../storage/index.ts";

export const isPublished = async (db: Storage["db"], hash: string): Promise<boolean> =>
  (await db.selectFrom("program_version").select("hash").where("hash", "=", hash).executeTakeFirst()) !== undefined;

/** False if it was there already. */
export async function insertProgram(
  tx: Tx,
  row: { readonly hash: string; readonly published: string; readonly long: unknown },
): Promise<boolean> {
  const done = await tx
    .insertInto("program_version")
    .values({ hash: row.hash, published_at: row.published, long: JSON.stringify(row.long) })
    .onConflict((on) => on.column("hash").doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}
