import type { TextShown } from "@troth/core/consent";
import { publishNotice } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { findShown } from "./store.ts";

const known = new WeakMap<Installation, Map<string, TextShown>>();
/** More than a day's banners in every language and place. */
const MOST_KNOWN = 5_000;

/**
 * What was shown under a hash, with the notice that is in force now: the same words may have been shown under others before.
 * Undefined: nobody here has shown it.
 */
export async function shownText(inst: Installation, hash: string): Promise<TextShown | undefined> {
  const text = await firstShown(inst, hash);
  return text && { ...text, notice: await publishNotice(inst) };
}

/**
 * The same as it was shown first. A row that is there never changes, so it is read once for all the choices that name it; one that is
 * missing may come, and is looked for again.
 */
async function firstShown(inst: Installation, hash: string): Promise<TextShown | undefined> {
  const texts = known.get(inst) ?? new Map<string, TextShown>();
  known.set(inst, texts);
  const had = texts.get(hash);
  if (had !== undefined) return had;
  const found = await findShown(inst.storage.db, hash);
  if (found === undefined) return undefined;
  if (texts.size >= MOST_KNOWN) texts.clear();
  texts.set(hash, found);
  return found;
}
