import { openLink, sealLink } from "../consent/index.ts";
import type { Installation } from "../installation/index.ts";

/** What is kept of a text, under the key of who wrote it. */
export interface ContentFile {
  /** The application's id of their account. */
  readonly person: string;
  /** As its hash is made of it. */
  readonly text: string;
  readonly hash: string;
  /** Where it will stand, in the application's words. */
  readonly where: string;
}

const contextOf = (id: string): string => `content\n${id}`;

/** How a text is found again among those of its author, by its hash. */
export const hashOfText = ({ keys }: Pick<Installation, "keys">, hash: string): string =>
  keys.identifierHash("content.text", hash);

/** To be done before the transaction, as every use of a key is. */
export const sealContent = (
  inst: Installation,
  { person, id }: { readonly person: string; readonly id: string },
  file: ContentFile,
): Promise<Uint8Array> => inst.keys.seal({ person }, contextOf(id), new TextEncoder().encode(JSON.stringify(file)));

/** Opens some of one author's texts. @throws KeysError `keys.forgotten` */
export const openContents = (
  inst: Installation,
  person: string,
  rows: readonly { readonly id: string; readonly sealed: Uint8Array | null }[],
): Promise<readonly ContentFile[]> =>
  inst.keys.unlock({ person }, (key) =>
    rows.flatMap(({ id, sealed }) =>
      sealed === null ? [] : [JSON.parse(new TextDecoder().decode(key.open(contextOf(id), sealed))) as ContentFile],
    ),
  );

const USE = "content.link-key";

/** The token by which an author answers, and takes an approval back. It leads to the text, for as long as that is kept. */
export const contentToken = (inst: Pick<Installation, "keys" | "surroundings">, id: string): string => sealLink(inst, USE, id);

/** Of which text a token is; undefined for one that is none of ours. */
export const readContentToken = (inst: Pick<Installation, "keys">, token: string): string | undefined =>
  openLink(inst, USE, token);
