// The ways in which a text can be read: as it stands, without percent signs, without backslashes.

/** A place in a text: JavaScript's offsets, `to` behind the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A text as it reads, and where each of its signs stands in the text that it was read from. */
export interface Decoding {
  readonly text: string;
  readonly at: (offset: number) => number;
}

const PERCENT = /(?:%[0-9a-f]{2})+/gi;
const ESCAPES = /\\u[0-9a-f]{4}|\\["\\/bfnrt]/gi;

/** A text in every way in which it can be read. */
export function decodings(text: string): Decoding[] {
  const plain: Decoding = { text, at: (offset) => offset };
  return [
    plain,
    ...(/%[0-9a-f]{2}/i.test(text) ? [decoded(text, PERCENT, fromPercent)] : []),
    ...(/\\[u"\\/bfnrt]/i.test(text) ? [decoded(text, ESCAPES, fromEscape)] : []),
  ];
}

/** Each sign of what an encoded part means, with how much of the part it takes. */
type Part = readonly { readonly text: string; readonly length: number }[] | undefined;

function decoded(text: string, pattern: RegExp, read: (part: string) => Part): Decoding {
  const starts: number[] = [];
  let out = "";
  let from = 0;
  const put = (said: string, at: number, length: number) => {
    for (let nth = 0; nth < said.length; nth++) starts.push(nth === 0 || length === said.length ? at + nth : at);
    out += said;
  };
  for (const found of text.matchAll(pattern)) {
    put(text.slice(from, found.index), from, found.index - from);
    let at = found.index;
    for (const one of read(found[0]) ?? [{ text: found[0], length: found[0].length }]) {
      put(one.text, at, one.length);
      at += one.length;
    }
    from = found.index + found[0].length;
  }
  put(text.slice(from), from, text.length - from);
  starts.push(text.length);
  return { text: out, at: (offset) => starts[offset] ?? text.length };
}

function fromPercent(part: string): Part {
  try {
    const whole = decodeURIComponent(part);
    return [...whole].map((sign) => ({ text: sign, length: 3 * utf8Length(sign) }));
  } catch {
    return undefined; // no text in UTF-8: it stays as it is written
  }
}

const utf8Length = (sign: string): number => {
  const code = sign.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
};

const fromEscape = (part: string): Part => {
  try {
    return [{ text: String(JSON.parse(`"${part}"`)), length: part.length }];
  } catch {
    return undefined;
  }
};
