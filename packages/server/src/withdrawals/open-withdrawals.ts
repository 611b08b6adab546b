import { contentsBeside } from "../contents/index.ts";
import type { Installation } from "../installation/index.ts";
import { openRows } from "./store.ts";

/** A text whose approval was taken back, and whose rows are not changed yet. Nothing of the text or its author. */
export interface WithdrawalView {
  /** The text's. */
  readonly id: string;
  readonly purpose: string;
  readonly since: string;
  /** Where its rows are: `main/testimonials`. Absent: the program does not say any more. */
  readonly place?: string;
  /** What it waits for, in words. */
  readonly because: string;
}

/** What is not done, the oldest first: all of it, or as it is asked for. */
export async function openWithdrawals(
  inst: Installation,
  which: { readonly content?: string; readonly limit?: number } = {},
): Promise<readonly WithdrawalView[]> {
  const rows = await openRows(inst.storage.db, which);
  return rows.map(({ content, purpose, since, because, state }) => {
    const rule = inst.program.purposes[purpose];
    const text = rule?.withdrawn?.text;
    return {
      id: content,
      purpose: rule?.label ?? purpose,
      since,
      ...(text === undefined ? {} : { place: `${text.store}/${text.dataset}` }),
      because: because ?? (state === "acting" ? "its store is being asked how it ended" : "its turn"),
    };
  });
}

/** What whoever changes the rows by hand needs to know. */
export interface WithdrawnText {
  /** The author's account. */
  readonly person: string;
  readonly text: string;
  readonly where: string;
}

/** Opens one that is not done. The caller writes down beforehand who looks. Undefined: it is done, or its author was erased. */
export async function openWithdrawnText(inst: Installation, id: string): Promise<WithdrawnText | undefined> {
  if ((await openRows(inst.storage.db, { content: id })).length === 0) return undefined;
  const texts = await contentsBeside(inst, id);
  return texts && { person: texts.one.person, text: texts.one.text, where: texts.one.where };
}
