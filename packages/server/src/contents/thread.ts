import type { Approval } from "@troth/core/facts";
import { statesOf, subjectsOfAccounts } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { type ContentFile, openContents } from "./sealed-content.ts";
import { type ContentPlace, type ContentRow, contentsAt, contentsBy } from "./store.ts";

/** What an author said of a text: by the facts, which decisions go by too. */
export type ContentStands = "waiting" | "approved" | "declined";

/** A text, opened. */
export interface OpenContent extends Pick<ContentRow, "id" | "purpose" | "until" | "asked_at" | "state">, ContentFile {
  readonly stands: ContentStands;
  /** When they said so, in milliseconds since 1970. */
  readonly at: number | undefined;
}

/** All that was handed in for one place and is still kept. */
export interface ContentThread {
  /** The text that counts now. */
  readonly current: OpenContent;
  readonly earlier: readonly OpenContent[];
}

/** What an author said of a text last. */
export const approvalOf = (
  approvals: readonly Approval[],
  at: { readonly purpose: string; readonly hash: string },
): Approval | undefined => approvals.find(({ purpose, content }) => purpose === at.purpose && content === at.hash);

const standsOf = (said: Approval | undefined): ContentStands =>
  said === undefined ? "waiting" : said.given ? "approved" : "declined";

/** Opens the texts of a place. `key`: whose key seals them. Undefined: there is none. */
export async function openThread(inst: Installation, place: ContentPlace, key: string): Promise<ContentThread | undefined> {
  const rows = await contentsAt(inst.storage.db, place);
  const all = await openRows(inst, { hash: place.subject, person: key }, rows);
  const current = all.find(({ state }) => state === "current");
  return current && { current, earlier: all.filter(({ state }) => state === "earlier") };
}

/** Every text of some accounts that is still kept, the last that was handed in first, with what its author said of it. */
export async function contentsOf(inst: Installation, accounts: readonly string[]): Promise<readonly OpenContent[]> {
  const all: OpenContent[] = [];
  for (const author of await subjectsOfAccounts(inst, accounts))
    all.push(...(await openRows(inst, author, await contentsBy(inst.storage.db, author.hash))));
  return all;
}

async function openRows(
  inst: Installation,
  author: { readonly hash: string; readonly person: string },
  rows: readonly ContentRow[],
): Promise<readonly OpenContent[]> {
  if (rows.length === 0) return [];
  const files = await openContents(inst, author.person, rows);
  const approvals = (await statesOf(inst, [author.hash])).get(author.hash)?.approvals ?? [];
  return rows.flatMap(({ id, purpose, until, asked_at, state }, at) => {
    const file = files[at];
    if (file === undefined) return [];
    const said = approvalOf(approvals, { purpose, hash: file.hash });
    return [{ id, purpose, until, asked_at, state, ...file, stands: standsOf(said), at: said?.at }];
  });
}
