// All SQL of the consent folder.
import { type Banner, namesShown, type TextShown } from "@troth/core/consent";
import type { Storage, Tx } from "../storage/index.ts";

/** What a banner shows, and by which laws it asks. */
export interface NewShown extends Omit<TextShown, "names"> {
  readonly hash: string;
  readonly banner: Banner;
  readonly now: string;
}

/** Keeps what a banner shows, once, and under which notice it is shown now; false where that was kept before. */
export async function insertShown(tx: Tx, { laws, banner, now, ...text }: NewShown): Promise<boolean> {
  const row = { ...text, laws: JSON.stringify(laws), banner: JSON.stringify(banner), first_at: now };
  const done = await tx
    .insertInto("shown_text")
    .values(row)
    .onConflict((on) => on.column("hash").doUpdateSet({ notice: text.notice }).where("shown_text.notice", "!=", text.notice))
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What was shown under a hash; undefined: nobody here has shown it. */
export async function findShown(db: Storage["db"], hash: string): Promise<TextShown | undefined> {
  const row = await db
    .selectFrom("shown_text")
    .select(["service", "language", "notice", "laws", "banner"])
    .where("hash", "=", hash)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { banner, ...text } = row;
  // As `insertShown` took it in.
  return { ...text, names: namesShown(banner as unknown as Banner) };
}

/** Since when the notice in force has been; undefined: none has been published. */
export async function noticeSince(db: Storage["db"]): Promise<Date | undefined> {
  const row = await db.selectFrom("notice_version").select("published_at").orderBy("number", "desc").limit(1).executeTakeFirst();
  return row && new Date(row.published_at);
}
