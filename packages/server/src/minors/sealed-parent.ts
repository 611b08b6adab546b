import type { Installation } from "../installation/index.ts";

const CONTEXT = "parent";

/** What is kept of a parent who is asked, under a key of its own that goes with it. */
export interface ParentFile {
  readonly email: string;
  /** The application's id of the child's account. */
  readonly person: string;
  /** Which of the program's purposes they are asked about. */
  readonly purposes: readonly string[];
  /** The articles by which they are asked. */
  readonly articles: readonly string[];
}

export const sealParent = (inst: Installation, ask: string, file: ParentFile): Promise<Uint8Array> =>
  inst.keys.seal({ request: ask }, CONTEXT, new TextEncoder().encode(JSON.stringify(file)));

export const openParent = async (inst: Installation, ask: string, sealed: Uint8Array): Promise<ParentFile> =>
  JSON.parse(new TextDecoder().decode(await inst.keys.open({ request: ask }, CONTEXT, sealed))) as ParentFile;

const TOKEN_BYTES = 32;

/** The token of a link that works once; stored is its hash alone. */
export const newParentToken = ({ surroundings }: Pick<Installation, "surroundings">): string =>
  Buffer.from(surroundings.random(TOKEN_BYTES)).toString("base64url");

export const hashOfParentToken = ({ keys }: Pick<Installation, "keys">, token: string): string =>
  keys.identifierHash("parent-link", token);
