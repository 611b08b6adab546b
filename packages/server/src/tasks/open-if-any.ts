import { type KeyOwner, type Keys, KeysError } from "../keys/index.ts";

/** What was sealed; undefined once the key that sealed it is gone, whether or not its owner has another by now. */
export async function openIfAny(
  keys: Keys,
  owner: KeyOwner,
  context: string,
  sealed: Uint8Array,
): Promise<Uint8Array | undefined> {
  try {
    return await keys.open(owner, context, sealed);
  } catch (error) {
    if (error instanceof KeysError && error.code === "keys.forgotten") return undefined;
    throw error;
  }
}
