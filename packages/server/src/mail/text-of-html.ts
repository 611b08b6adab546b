// The words of a mail that is only marked up. One pass: whoever writes such a mail does not choose how long it takes. parse5, by which
// mails of our own are filtered, takes the square of a tag's attributes: 20 s for 300 kB of them.

/** Their content is nothing that anybody wrote. */
const UNREAD: ReadonlySet<string> = new Set(["style", "script", "title"]);
/** Marks inside a line. */
const INLINE: ReadonlySet<string> = new Set(
  "a abbr b big code em font i label mark o:p s small span strong sub sup tt u".split(" "),
);
const NAMED: Readonly<Record<string, string>> = { nbsp: " ", amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** What somebody reads of HTML, line by line; a quoted block begins with a line of `>`. */
export function textOfHtml(html: string): string {
  // ASCII alone, so that every place stays where it is.
  const lower = html.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const pieces: string[] = [];
  let at = 0;
  while (at < html.length) {
    const mark = html.indexOf("<", at);
    const end = mark === -1 ? html.length : mark;
    pieces.push(wordsOf(html.slice(at, end)));
    if (mark === -1) break;
    const { next, says } = markAt(lower, mark);
    pieces.push(says);
    at = next;
  }
  return pieces.join("");
}

const wordsOf = (text: string): string =>
  text
    .replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, name) =>
      name === undefined ? signOf(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)) : (NAMED[name] ?? whole),
    )
    .replace(/\s+/g, " ");

const signOf = (code: number): string => (code > 0x10ffff ? "\uFFFD" : String.fromCodePoint(code));

/** Where the text goes on behind what begins with `<`, and what stands in its place. */
function markAt(lower: string, at: number): { readonly next: number; readonly says: string } {
  if (lower.startsWith("<!--", at)) return { next: placeOf(lower, "-->", at) + 3, says: "" };
  const name = /^<\/?([a-z][a-z0-9:]{0,20})/.exec(lower.slice(at, at + 24))?.[1];
  // Only what is a mark is looked for to its end, and is behind us then.
  if (name === undefined && !/[!?]/.test(lower[at + 1] ?? "")) return { next: at + 1, says: "<" };
  const next = placeOf(lower, ">", at) + 1;
  if (name === undefined || INLINE.has(name)) return { next, says: "" };
  const begins = lower[at + 1] !== "/";
  if (begins && UNREAD.has(name)) return { next: placeOf(lower, `</${name}`, next), says: "" };
  return { next, says: begins && name === "blockquote" ? "\n>\n" : "\n" };
}

/** Where `sought` stands next; the end of all where it stands nowhere. */
function placeOf(text: string, sought: string, from: number): number {
  const found = text.indexOf(sought, from);
  return found === -1 ? text.length : found;
}
