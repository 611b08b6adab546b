// All SQL of the consent folder.
import { type Banner, type ChoicesText, readShown, type TextShown } from "@troth/core/consent";
import type { Storage, Tx } from "../storage/index.ts";

/** What a banner or a page of choices shows, and by which laws it asks. */
export interface NewShown extends Omit<TextShown, "names" | "asked"> {
  readonly hash: string;
  readonly text: Banner | ChoicesText;
  readonly now: string;
}

/** Keeps what is shown, once, and under which notice it is shown now; false where that was kept before. */
export async function insertShown(tx: Tx, { laws, text, now, service, ...at }: NewShown): Promise<boolean> {
  const row = { ...at, service: service ?? null, laws: JSON.stringify(laws), text: JSON.stringify(text), first_at: now };
  const done = await tx
    .insertInto("shown_text")
    .values(row)
    .onConflict((on) => on.column("hash").doUpdateSet({ notice: at.notice }).where("shown_text.notice", "!=", at.notice))
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What was shown under a hash; undefined: nobody here has shown it. */
export async function findShown(db: Storage["db"], hash: string): Promise<TextShown | undefined> {
  const row = await db
    .selectFrom("shown_text")
    .select(["service", "language", "notice", "laws", "text"])
    .where("hash", "=", hash)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { text, service, ...at } = row;
  // As `insertShown` took it in.
  return { ...at, ...(service === null ? {} : { service }), ...readShown(text as unknown as Banner | ChoicesText) };
}

/** Since when the notice in force has been; undefined: none has been published. */
export async function noticeSince(db: Storage["db"]): Promise<Date | undefined> {
  const row = await db.selectFrom("notice_version").select("published_at").orderBy("number", "desc").limit(1).executeTakeFirst();
  return row && new Date(row.published_at);
}
