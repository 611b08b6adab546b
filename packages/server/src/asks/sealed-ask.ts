import type { Installation } from "../installation/index.ts";

const CONTEXT = "ask";

/** What an ask holds about a person: sealed under the ask's own key, which goes when it is shown or lapses. */
export interface AskFile {
  readonly email: string;
  readonly words?: string;
  /** The request that they came from, to be led back to. */
  readonly returnTo?: string;
}

/** Seals an ask's file. */
export const sealAsk = (inst: Installation, ask: string, file: AskFile): Promise<Uint8Array> =>
  inst.keys.seal({ request: ask }, CONTEXT, new TextEncoder().encode(JSON.stringify(file)));

/** An ask's file, opened. */
export const openAsk = async (inst: Installation, row: { readonly id: string; readonly sealed: Uint8Array }): Promise<AskFile> =>
  JSON.parse(new TextDecoder().decode(await inst.keys.open({ request: row.id }, CONTEXT, row.sealed))) as AskFile;
