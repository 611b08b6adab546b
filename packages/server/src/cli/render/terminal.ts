/** What a line says at its head: kept, broken, not known, look at this, waits. */
export type Mark = "done" | "broken" | "unknown" | "look" | "waits";

/** How things are drawn: with or without color, with or without letters beyond ASCII. Renderers know nothing else. */
export interface Paint {
  readonly utf8: boolean;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly red: (text: string) => string;
  readonly mark: (mark: Mark) => string;
  readonly branch: string;
  readonly lastBranch: string;
  readonly gutter: string;
  readonly rule: string;
  readonly more: string;
  readonly bar: { readonly full: string; readonly head: string; readonly rest: string };
  readonly turns: readonly string[];
}

const MARKS: Readonly<Record<Mark, { readonly utf8: string; readonly ascii: string; readonly color: string }>> = {
  done: { utf8: "✓", ascii: "ok", color: "32" },
  broken: { utf8: "✗", ascii: "XX", color: "31;1" },
  unknown: { utf8: "?", ascii: "??", color: "35" },
  look: { utf8: "!", ascii: "!!", color: "33" },
  waits: { utf8: "·", ascii: "-", color: "2" },
};

/** The paint of a place that takes colors, or letters beyond ASCII, or not. */
export function paintFor({ color, utf8 }: { readonly color: boolean; readonly utf8: boolean }): Paint {
  const dye = (code: string) => (text: string) => (color && text !== "" ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {
    utf8,
    bold: dye("1"),
    dim: dye("2"),
    green: dye("32"),
    yellow: dye("33"),
    red: dye("31;1"),
    mark: (mark) => dye(MARKS[mark].color)(utf8 ? MARKS[mark].utf8 : MARKS[mark].ascii),
    branch: utf8 ? "├─" : "|-",
    lastBranch: utf8 ? "└─" : "`-",
    gutter: utf8 ? "│" : "|",
    rule: utf8 ? "─" : "-",
    more: utf8 ? "…" : "...",
    // Where nothing can be dimmed, the rest of a bar needs a line of another weight.
    bar: utf8 ? { full: "━", head: "╺", rest: color ? "━" : "─" } : { full: "=", head: ">", rest: "-" },
    turns: utf8 ? ["◐", "◓", "◑", "◒"] : ["|", "/", "-", "\\"],
  };
}

/** Whether a terminal with these settings shows letters beyond ASCII. A container that names no locale at all mostly does. */
export function showsUtf8(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  if (locale) return /utf-?8/i.test(locale);
  return env.TERM !== "linux";
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what it looks for
const ESCAPES = /\u001b\[[0-9;]*m/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what it looks for
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** How many columns a text takes, colors left out. */
export const widthOf = (text: string): number => [...text.replace(ESCAPES, "")].length;

/** A text filled with blanks on the right up to a width; a longer one is left whole. */
export const padEnd = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - widthOf(text)));

/** A text filled with blanks on the left up to a width. */
export const padStart = (text: string, width: number): string => " ".repeat(Math.max(0, width - widthOf(text))) + text;

/** Left and right parts of a line whose right part ends at `edge`; at least two blanks between. */
export function toEdge(left: string, right: string, edge: number): string {
  return `${left}${" ".repeat(Math.max(2, edge - widthOf(left) - widthOf(right)))}${right}`;
}

/** A name of somebody else's making, without what would steer the terminal. */
export const printable = (text: string): string => text.replace(CONTROLS, "?");

/** Breaks a text at blanks into lines of at most `width` columns; a longer word stands alone. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((one) => one !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** How wide what is printed is at most: a terminal of 80 columns. */
export const WIDTH = 79;

/**
 * A text behind a lead, its further lines below its first word; `tail` stands behind it where the line has room, else on a line of
 * its own. `further`: what stands before further lines, blanks unless given.
 */
export function hang(lead: string, text: string, tail = "", further = ""): string[] {
  const at = widthOf(lead);
  const under = padEnd(further, at);
  const lines = wrap(text, WIDTH - at);
  const last = lines.at(-1) ?? "";
  const fits = tail === "" || at + widthOf(last) + 2 + widthOf(tail) <= WIDTH;
  const whole = fits ? [...lines.slice(0, -1), tail === "" ? last : `${last}  ${tail}`] : [...lines, ...wrap(tail, WIDTH - at)];
  return whole.map((line, index) => `${index === 0 ? lead : under}${line}`);
}
