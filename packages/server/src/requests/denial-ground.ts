import type { Installation } from "../installation/index.ts";
import { findRequest } from "./store.ts";

/** Context under which `denyRequest` seals the ground. */
const CONTEXT = "request.file";

/** Why a request was denied; undefined if it was not, or once its file is gone. */
export async function groundOf(inst: Installation, request: string): Promise<string | undefined> {
  const row = await findRequest(inst.storage.db, request);
  if (row?.state !== "denied" || row.file === null || !(await inst.keys.has({ request }))) return undefined;
  const plain = await inst.keys.open({ request }, CONTEXT, row.file);
  return (JSON.parse(new TextDecoder().decode(plain)) as { readonly denied?: string }).denied;
}
