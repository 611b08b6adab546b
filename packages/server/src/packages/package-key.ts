import type { Installation } from "../installation/index.ts";

const CONTEXT = "copy.package";

/** Seals the identity that opens a package under the request-file key: no key, no copy. */
export const sealIdentity = (inst: Installation, request: string, identity: string): Promise<Uint8Array> =>
  inst.keys.seal({ request }, CONTEXT, new TextEncoder().encode(identity));

/** The identity that opens a package. @throws KeysError `keys.forgotten` */
export const openIdentity = async (inst: Installation, request: string, sealed: Uint8Array): Promise<string> =>
  new TextDecoder().decode(await inst.keys.open({ request }, CONTEXT, sealed));
