import type { DenialChoice } from "@troth/core/jurisdictions";
import type { FollowWord } from "@troth/core/laws";
import type { Law } from "@troth/core/program";
import type { Installation } from "../installation/index.ts";
import { findRequest, type RequestRow } from "./store.ts";

/** Context under which `denyRequest` seals the words. */
const CONTEXT = "request.file";

/** On what a request was denied: words of laws, and by which account; what staff wrote besides is sealed. */
export interface Denial {
  /** Its word; absent where no law gave the right, and words alone explain it. */
  readonly ground?: string;
  readonly kind?: DenialChoice["kind"];
  /** Where the person lives, as the ground takes it. */
  readonly state?: string;
  readonly rules: readonly { readonly law: Law; readonly state?: string; readonly article: string; readonly verified: boolean }[];
  readonly follows: readonly FollowWord[];
  readonly must?: true;
  /** Absent where it was denied at the command line. */
  readonly account?: string;
}

/** On what a request was denied; undefined if it was not, or before grounds were chosen. */
export const denialOf = (row: Pick<RequestRow, "denial">): Denial | undefined =>
  (row.denial as unknown as Denial | null) ?? undefined;

/** Why a request was denied, in the words of staff; undefined if it was not, or once its file is gone. */
export async function groundOf(inst: Installation, request: string): Promise<string | undefined> {
  const row = await findRequest(inst.storage.db, request);
  if (row === undefined || !(row.state === "denied" || row.state === "appealed")) return undefined;
  if (row.file === null || !(await inst.keys.has({ request }))) return undefined;
  const plain = await inst.keys.open({ request }, CONTEXT, row.file);
  return (JSON.parse(new TextDecoder().decode(plain)) as { readonly denied?: string }).denied;
}

/** Seals why a request was denied. */
export const sealGround = (inst: Installation, request: string, denied: string): Promise<Uint8Array> =>
  inst.keys.seal({ request }, CONTEXT, new TextEncoder().encode(JSON.stringify({ denied })));
