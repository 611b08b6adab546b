// An appeal as it stands, and why it was decided as it was.
import type { Installation } from "../installation/index.ts";
import { type AppealRow, findAppeal } from "./appeal-store.ts";

/** An appeal as pages show it. */
export interface AppealView {
  readonly at: string;
  readonly cameBy: "person" | "staff";
  readonly decidedAt: string | undefined;
  readonly outcome: "granted" | "refused" | undefined;
}

/** The appeal of a request; undefined where there is none. */
export async function appealOf(inst: Installation, request: string): Promise<AppealView | undefined> {
  const found = await findAppeal(inst.storage.db, request);
  if (found === undefined) return undefined;
  return {
    at: found.at,
    cameBy: found.came_by,
    decidedAt: found.decided_at ?? undefined,
    outcome: found.outcome ?? undefined,
  };
}

const CONTEXT = "request.appeal";

/** Seals why an appeal was decided as it was. */
export const sealWords = (inst: Installation, request: string, words: string): Promise<Uint8Array> =>
  inst.keys.seal({ request }, CONTEXT, new TextEncoder().encode(words));

/** Why an appeal was decided as it was; undefined while it is not, or once the request's file is gone. */
export async function wordsOfAppeal(inst: Installation, request: string): Promise<string | undefined> {
  const words: AppealRow["words"] = (await findAppeal(inst.storage.db, request))?.words ?? null;
  if (words === null || !(await inst.keys.has({ request }))) return undefined;
  return new TextDecoder().decode(await inst.keys.open({ request }, CONTEXT, words));
}
