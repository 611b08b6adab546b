// All SQL of the packages folder.
import type { Insertable, Selectable } from "kysely";
import { sql } from "kysely";
import { afterBatch } from "../requests/index.ts";
import type { Storage, Tables, Tx } from "../storage/index.ts";

/** A package as stored. */
export type PackageRow = Selectable<Tables["copy_package"]>;
/** A link to a package. */
export type LinkRow = Selectable<Tables["copy_link"]>;
/** A decision about one text. */
export type ReviewRow = Selectable<Tables["copy_review"]>;

type Reader = Storage["db"] | Tx;

export const findPackage = (db: Reader, request: string): Promise<PackageRow | undefined> =>
  db.selectFrom("copy_package").selectAll().where("request_id", "=", request).executeTakeFirst();

/** A package with what tells whether it may still be there. */
export interface PackageStanding extends PackageRow {
  readonly person_id: string;
  readonly person_state: Tables["person"]["state"];
  /** When the last erasure of this person was done. */
  readonly erased_at: string | null;
  /** When a batch erased them while a request of their own was under way. */
  readonly erased_in_batch_at: string | null;
}

/** Packages, all or one request's, with their person. */
export const packageStandings = (db: Reader, request?: string): Promise<PackageStanding[]> =>
  db
    .selectFrom("copy_package")
    .innerJoin("privacy_request", "privacy_request.id", "copy_package.request_id")
    .innerJoin("person", "person.id", "privacy_request.person_id")
    .selectAll("copy_package")
    .select(["privacy_request.person_id", "person.state as person_state"])
    .select((of) =>
      of
        .selectFrom("privacy_request as erasure")
        .select((erasure) => erasure.fn.max("erasure.closed_at").as("at"))
        .whereRef("erasure.person_id", "=", "privacy_request.person_id")
        .where("erasure.right", "=", "erasure")
        .where("erasure.state", "=", "done")
        .as("erased_at"),
    )
    .select((of) =>
      of
        .selectFrom("due")
        .select("due.at")
        .where("due.id", "=", sql<string>`${afterBatch("")} || privacy_request.person_id`)
        .as("erased_in_batch_at"),
    )
    .$if(request !== undefined, (query) => query.where("copy_package.request_id", "=", request ?? ""))
    .orderBy("copy_package.request_id")
    .execute();

/** Puts the package of a request, in place of one that it had. */
export const putPackage = (tx: Tx, row: Insertable<Tables["copy_package"]>): Promise<unknown> => {
  const { request_id, ...rest } = row;
  return tx
    .insertInto("copy_package")
    .values({ request_id, ...rest })
    .onConflict((on) => on.column("request_id").doUpdateSet(rest))
    .execute();
};

/** Deletes the package of a request with its links and reviews; false if it has none of this file. */
export async function deletePackage(tx: Tx, at: Pick<PackageRow, "request_id" | "file">): Promise<boolean> {
  const done = await tx
    .deleteFrom("copy_package")
    .where("request_id", "=", at.request_id)
    .where("file", "=", at.file)
    .executeTakeFirst();
  if (done.numDeletedRows === 0n) return false;
  await tx.deleteFrom("copy_link").where("request_id", "=", at.request_id).execute();
  await tx.deleteFrom("copy_review").where("request_id", "=", at.request_id).execute();
  return true;
}

export const insertLink = (tx: Tx, row: Insertable<Tables["copy_link"]>): Promise<unknown> =>
  tx.insertInto("copy_link").values(row).execute();

export const findLink = (db: Reader, tokenHash: string): Promise<LinkRow | undefined> =>
  db.selectFrom("copy_link").selectAll().where("token_hash", "=", tokenHash).executeTakeFirst();

/** Uses a link, if nobody has and its time is not over: of two at once, one. */
export async function useLink(tx: Tx, at: { readonly tokenHash: string; readonly now: string }): Promise<boolean> {
  const done = await tx
    .updateTable("copy_link")
    .set({ used_at: at.now })
    .where("token_hash", "=", at.tokenHash)
    .where("used_at", "is", null)
    .where("expires_at", ">", at.now)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export const deleteLinksBefore = (db: Reader, before: string): Promise<unknown> =>
  db.deleteFrom("copy_link").where("expires_at", "<", before).execute();

export const reviewsOf = (db: Reader, request: string): Promise<ReviewRow[]> =>
  db.selectFrom("copy_review").selectAll().where("request_id", "=", request).execute();

/** When the last text of a request was reviewed. */
export async function lastReview(db: Reader, request: string): Promise<string | undefined> {
  const found = await db
    .selectFrom("copy_review")
    .select("at")
    .where("request_id", "=", request)
    .orderBy("at", "desc")
    .limit(1)
    .executeTakeFirst();
  return found?.at;
}

/** Puts the decision about a text, in place of an earlier one. */
export const putReview = (tx: Tx, row: Insertable<Tables["copy_review"]>): Promise<unknown> =>
  tx
    .insertInto("copy_review")
    .values(row)
    .onConflict((on) =>
      on.columns(["request_id", "store", "dataset", "row_hash", "field"]).doUpdateSet({
        text_hash: row.text_hash,
        decision: row.decision,
        sealed: row.sealed ?? null,
        account_id: row.account_id,
        at: row.at,
      }),
    )
    .execute();

/** Deletes the reviews of requests that have ended without a package. */
export const deleteStrayReviews = (db: Reader): Promise<unknown> =>
  db
    .deleteFrom("copy_review")
    .where("request_id", "in", (of) => of.selectFrom("privacy_request").select("id").where("closed_at", "is not", null))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("copy_package").select(sql`1`.as("one")).whereRef("copy_package.request_id", "=", "copy_review.request_id"),
        ),
      ),
    )
    .execute();
