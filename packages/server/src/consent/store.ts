// All SQL of the consent folder.
import type { Storage, Tables, Tx } from "../storage/index.ts";

/** What a banner showed, and by which laws it asked. */
export interface ShownText {
  readonly hash: string;
  readonly service: string;
  readonly language: string;
  readonly notice: string;
  readonly laws: readonly string[];
}

/** Keeps what a banner shows, once; false where it was kept before. */
export async function insertShown(
  tx: Tx,
  { laws, banner, now, ...text }: ShownText & { readonly banner: object; readonly now: string },
): Promise<boolean> {
  const row = { ...text, laws: JSON.stringify(laws), banner: JSON.stringify(banner), first_at: now };
  const done = await tx
    .insertInto("shown_text")
    .values(row)
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What was shown under a hash; undefined: nobody here has shown it. */
export async function findShown(db: Storage["db"], hash: string): Promise<ShownText | undefined> {
  const row: (Pick<Tables["shown_text"], "service" | "language" | "notice"> & { readonly laws: unknown }) | undefined = await db
    .selectFrom("shown_text")
    .select(["service", "language", "notice", "laws"])
    .where("hash", "=", hash)
    .executeTakeFirst();
  return row && { hash, service: row.service, language: row.language, notice: row.notice, laws: row.laws as string[] };
}

/** Since when the notice in force has been; undefined: none has been published. */
export async function noticeSince(db: Storage["db"]): Promise<Date | undefined> {
  const row = await db.selectFrom("notice_version").select("published_at").orderBy("number", "desc").limit(1).executeTakeFirst();
  return row && new Date(row.published_at);
}
