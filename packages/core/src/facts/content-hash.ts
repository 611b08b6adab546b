import { hashOfText } from "../foundation/index.ts";

/** The text of which a hash is made: in Unicode's composed form (NFC), and nothing else is changed. */
export const contentText = (text: string): string => text.normalize("NFC");

/**
 * By what the approval of a text is bound to it: SHA-256, in hex, of the UTF-8 bytes of its composed form (NFC). A space, a line's
 * end, a capital more or less is another text.
 */
export const contentHash = (text: string): string => hashOfText(contentText(text));
