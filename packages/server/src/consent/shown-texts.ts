import type { TextShown } from "@troth/core/consent";
import { publishNotice } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { findShown, insertShown, type NewShown } from "./store.ts";

const known = new WeakMap<Installation, Map<string, TextShown>>();
/** More than a day's banners in every language and place. */
const MOST_KNOWN = 5_000;

/**
 * What was shown under a hash, with the last notice under which it was: a page that was opened under an older one said nothing of what
 * came since. Undefined: nobody here has shown it. What is shown under the notice in force is read once for all the choices that name it;
 * all else may still come to be.
 */
export async function shownText(inst: Installation, hash: string): Promise<TextShown | undefined> {
  const texts = known.get(inst) ?? new Map<string, TextShown>();
  known.set(inst, texts);
  const notice = await publishNotice(inst);
  const had = texts.get(hash);
  if (had?.notice === notice) return had;
  const found = await findShown(inst.storage.db, hash);
  if (found === undefined) return undefined;
  if (texts.size >= MOST_KNOWN) texts.clear();
  texts.set(hash, found);
  return found;
}

/** Keeps what a banner or a page is about to show, with the ledger's entry that says so, before anybody is shown it. */
export async function keepShown(inst: Installation, shown: Omit<NewShown, "notice" | "now">): Promise<void> {
  const notice = await publishNotice(inst);
  const now = new Date(inst.surroundings.now()).toISOString();
  const isNew = await inst.storage.transaction(async (tx) => {
    if (!(await insertShown(tx, { ...shown, notice, now }))) return false;
    const { hash, service, language, laws } = shown;
    const kind = service === undefined ? "choices.shown" : "banner.shown";
    const where = service === undefined ? {} : { service };
    await inst.ledger.append(tx, { kind, body: { shown: hash, ...where, language, laws, notice } });
    return true;
  });
  if (isNew) await inst.ledger.sequence();
}
