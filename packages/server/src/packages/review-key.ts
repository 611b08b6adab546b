import { keyedHash } from "@troth/core/foundation";
import { type Cell as Key, rowId } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";

/** Names rows and texts of one request without saying what they are: under a key that dies with the request's file. */
export interface ReviewNames {
  readonly row: (at: { readonly store: string; readonly dataset: string; readonly key: readonly Key[] }) => string;
  readonly text: (text: string) => string;
  /** One text for a page and its forms. */
  readonly id: (rowHash: string, field: string) => string;
}

/** Makes the names of a request. @throws KeysError `keys.forgotten` */
export async function reviewNames(inst: Installation, request: string): Promise<ReviewNames> {
  const key = new Uint8Array(Buffer.from(await inst.keys.commitment({ request }, "copy.review"), "hex"));
  const hash = (...parts: readonly string[]): string => keyedHash(key, JSON.stringify(parts));
  return {
    row: (at) => hash("row", at.store, at.dataset, rowId(at.key)),
    text: (text) => hash("text", text),
    id: (rowHash, field) => hash("id", rowHash, field),
  };
}

const CONTEXT = "copy.review";

/** Seals a redacted text under the request-file key. */
export const sealText = (inst: Installation, request: string, text: string): Promise<Uint8Array> =>
  inst.keys.seal({ request }, CONTEXT, new TextEncoder().encode(text));

/** The redacted text. */
export const openText = async (inst: Installation, request: string, sealed: Uint8Array): Promise<string> =>
  new TextDecoder().decode(await inst.keys.open({ request }, CONTEXT, sealed));
