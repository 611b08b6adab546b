import { type Approval, NO_STATE } from "@troth/core/facts";
import { knownPeople } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { type ContentFile, openContents } from "./sealed-content.ts";
import { type ContentPlace, type ContentRow, contentsAt } from "./store.ts";

/** What an author said of a text: by the facts, which decisions go by too. */
export type ContentStands = "waiting" | "approved" | "declined";

/** A text, opened. */
export interface OpenContent extends Pick<ContentRow, "id" | "purpose" | "until" | "asked_at">, ContentFile {
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
  const files = await openContents(inst, key, rows);
  const person = files[0]?.person;
  if (person === undefined || files.length !== rows.length) return undefined;
  const [known] = [...(await knownPeople(inst, [{ kind: "person", id: person }])).values()];
  const { approvals } = known?.state ?? NO_STATE;
  const all = rows.flatMap(({ id, purpose, until, asked_at, state }, at) => {
    const file = files[at];
    if (file === undefined) return [];
    const said = approvalOf(approvals, { purpose, hash: file.hash });
    return [{ state, open: { id, purpose, until, asked_at, ...file, stands: standsOf(said), at: said?.at } }];
  });
  const current = all.find(({ state }) => state === "current")?.open;
  return current && { current, earlier: all.flatMap(({ state, open }) => (state === "earlier" ? [open] : [])) };
}
