import type { Installation } from "../installation/index.ts";
import { type KeyOwner, KeysError } from "../keys/index.ts";
import type { PackageRow } from "./store.ts";

const CONTEXT = "copy.package";

/**
 * The key of one making's package, by its file: it dies with that, so that no backup of our database can open a backup of the file
 * afterwards. The request-file key itself lives for years.
 */
export const packageKey = (file: string): KeyOwner => ({ request: file });

/** Seals the identity that opens a package under the key of its file: no key, no copy. */
export async function sealIdentity(inst: Installation, file: string, identity: string): Promise<Uint8Array> {
  await inst.keys.ensure(packageKey(file));
  return inst.keys.seal(packageKey(file), CONTEXT, new TextEncoder().encode(identity));
}

/** The identity that opens a package; undefined if its key is gone, or that of its request's file. */
export async function openIdentity(
  inst: Installation,
  { request_id: request, file, sealed }: Pick<PackageRow, "request_id" | "file" | "sealed">,
): Promise<string | undefined> {
  if (!(await inst.keys.has({ request }))) return undefined;
  // One that was made before packages had keys of their own is sealed under the request-file key.
  const owner = (await inst.keys.has(packageKey(file))) ? packageKey(file) : { request };
  try {
    return new TextDecoder().decode(await inst.keys.open(owner, CONTEXT, sealed));
  } catch (error) {
    if (error instanceof KeysError && error.code === "keys.forgotten") return undefined;
    throw error;
  }
}
