/** HTML that is safe to stand in a page. */
export interface Html {
  readonly html: string;
}

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

// Control characters and halves of signs have no place in HTML; those that turn the writing direction could hide what a
// text says.
const UNFIT = /(?![\t\n\r])\p{Cc}|[\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]|\p{Cs}/gu;

/** Any text, as HTML shows it. */
export const escaped = (text: string): string => text.replace(UNFIT, "\uFFFD").replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);

type Piece = string | number | Html | readonly Html[] | undefined;

const pieceOf = (piece: Piece): string => {
  if (piece === undefined) return "";
  if (typeof piece === "string" || typeof piece === "number") return escaped(String(piece));
  return "html" in piece ? piece.html : piece.map((one) => one.html).join("");
};

/** HTML from a template: what stands in its places is escaped, unless it is HTML already. */
export const html = (texts: TemplateStringsArray, ...pieces: readonly Piece[]): Html => ({
  html: texts.map((text, nth) => text + pieceOf(pieces[nth])).join(""),
});
