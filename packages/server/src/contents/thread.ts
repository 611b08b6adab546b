import type { Approval } from "@troth/core/facts";
import { holdSubject, personKeyOf, statesOf, subjectsOfAccounts } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { type ContentFile, hashOfText, openContents } from "./sealed-content.ts";
import {
  type ContentPlace,
  type ContentRow,
  contentsAt,
  contentsBy,
  findContent,
  type WithdrawalEnd,
  withdrawalsOf,
} from "./store.ts";
import { endOfApproval, endOfAsking, hasLapsed } from "./times.ts";

/** What an author said of a text: by the facts, which decisions go by too. `lapsed`: their approval has ended by itself. */
export type ContentStands = "waiting" | "approved" | "declined" | "lapsed";

/** A text, opened. */
export interface OpenContent extends Pick<ContentRow, "id" | "purpose" | "until" | "asked_at" | "state">, ContentFile {
  readonly stands: ContentStands;
  /** When they said so, and when their approval ended or ends by itself, in milliseconds since 1970. */
  readonly at: number | undefined;
  readonly ends: number | undefined;
  /**
   * Its approval was taken back, and the program says what changes in its rows: not yet, or when that was done. Absent: nothing of it
   * is ours to change.
   */
  readonly off?: "not yet" | { readonly at: string };
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

/** Asked anew after their approval ended, they are waited for. */
function standsOf(inst: Installation, said: Approval | undefined, asked_at: string): ContentStands {
  if (said === undefined) return "waiting";
  if (!said.given) return "declined";
  if (!hasLapsed(inst, said.purpose, said.at)) return "approved";
  return Date.parse(asked_at) > (endOfApproval(inst, said.purpose, said.at) ?? 0) ? "waiting" : "lapsed";
}

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

/** One text with all of its author that are kept, itself among them; undefined: its author was erased. */
export async function contentsBeside(
  inst: Installation,
  id: string,
): Promise<{ readonly one: OpenContent; readonly all: readonly OpenContent[] } | undefined> {
  const subject = (await findContent(inst.storage.db, id))?.subject;
  const person = subject == null ? undefined : await personKeyOf(inst, subject);
  if (subject == null || person === undefined) return undefined;
  const all = await openRows(inst, { hash: subject, person }, await contentsBy(inst.storage.db, subject));
  const one = all.find((each) => each.id === id);
  return one && { one, all };
}

/** Whether its author approves a text, who is held for the rest of the transaction. */
export async function standsApproved(inst: Installation, tx: Tx, id: string): Promise<boolean> {
  const row = await findContent(tx, id);
  if (row?.subject == null || !(await holdSubject(tx, row.subject))) return false;
  const approvals = (await statesOf(inst, [row.subject], tx)).get(row.subject)?.approvals ?? [];
  return approvals.some(
    ({ given, purpose, content, at }) =>
      given && purpose === row.purpose && hashOfText(inst, content) === row.text_hash && !hasLapsed(inst, purpose, at),
  );
}

async function openRows(
  inst: Installation,
  author: { readonly hash: string; readonly person: string },
  rows: readonly ContentRow[],
): Promise<readonly OpenContent[]> {
  if (rows.length === 0) return [];
  const files = await openContents(inst, author.person, rows);
  const approvals = (await statesOf(inst, [author.hash])).get(author.hash)?.approvals ?? [];
  const withdrawals = new Map(
    (
      await withdrawalsOf(
        inst.storage.db,
        rows.map(({ id }) => id),
      )
    ).map((one) => [one.content, one] as const),
  );
  return rows.flatMap(({ id, purpose, until, asked_at, state }, at) => {
    const file = files[at];
    if (file === undefined) return [];
    const said = approvalOf(approvals, { purpose, hash: file.hash });
    const stands = standsOf(inst, said, asked_at);
    // Taken back elsewhere, or ended, which is looked at once a minute: the row still says that it is kept.
    const isUnseen = stands !== "approved" && until === null;
    const opens = isUnseen && inst.program.purposes[purpose]?.withdrawn !== undefined;
    const off = opens ? "not yet" : stands === "approved" ? undefined : offOf(withdrawals.get(id));
    const ends = said?.given === true ? endOfApproval(inst, purpose, said.at) : undefined;
    const answered = { stands, at: said?.at, ends };
    // As long as it is not off it is kept, and then as long again as after a no.
    const one = {
      id,
      purpose,
      until: isUnseen || off === "not yet" ? endOfAsking(inst) : until,
      asked_at,
      state,
      ...file,
      ...answered,
    };
    return [off === undefined ? one : { ...one, off }];
  });
}

function offOf(withdrawal: WithdrawalEnd | undefined): OpenContent["off"] {
  if (withdrawal === undefined) return undefined;
  if (withdrawal.ended_at === null) return "not yet";
  // No row held it: it was not there to be taken off.
  const isOff = withdrawal.ended_by === "people" || (withdrawal.ended_by === "store" && (withdrawal.rows ?? 0) > 0);
  return isOff ? { at: withdrawal.ended_at } : undefined;
}
