import type { RequesterWord } from "@troth/core/laws";
import type { SubjectIdentifier } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";

const CONTEXT = "ask";

/** What an ask holds about a person: sealed under the ask's own key, which goes when it is shown or lapses. */
export interface AskFile {
  readonly email: string;
  readonly words?: string;
  /** Where they say that they live: one of the places by which the program's laws differ. */
  readonly place?: string;
  /** Whom they ask for, where that is somebody else, and as what. */
  readonly for?: { readonly requester: Exclude<RequesterWord, "person">; readonly about: SubjectIdentifier };
  /** The request that they came from, to be led back to. */
  readonly returnTo?: string;
  /** It was asked through the link of a mail to this address: its codes count apart from those that anybody asks for. */
  readonly own?: true;
  /** Who of staff had it sent, for one more address of a request. */
  readonly by?: { readonly as: string; readonly account?: string };
}

/** Seals an ask's file. */
export const sealAsk = (inst: Installation, ask: string, file: AskFile): Promise<Uint8Array> =>
  inst.keys.seal({ request: ask }, CONTEXT, new TextEncoder().encode(JSON.stringify(file)));

/** An ask's file, opened. */
export const openAsk = async (inst: Installation, row: { readonly id: string; readonly sealed: Uint8Array }): Promise<AskFile> =>
  JSON.parse(new TextDecoder().decode(await inst.keys.open({ request: row.id }, CONTEXT, row.sealed))) as AskFile;
