import type { Cell } from "./cells.ts";

/** Before the first line: without it the spreadsheet most in use reads UTF-8 as something else. */
export const BYTE_ORDER_MARK = "\uFEFF";

/**
 * A line of CSV by RFC 4180: commas, quotes doubled, CRLF. Every text stands in quotes, so that an empty text (`""`) is not
 * an empty cell.
 */
export const csvLine = (cells: readonly Cell[], heldBack: string): string =>
  `${cells.map((cell) => csvCell(cell, heldBack)).join(",")}\r\n`;

function csvCell(cell: Cell, heldBack: string): string {
  if (cell === null) return "";
  if (typeof cell === "number" || typeof cell === "boolean") return String(cell);
  // Base64 may begin with a plus.
  const text = typeof cell === "string" ? cell : "base64" in cell ? cell.base64 : "file" in cell ? cell.file : heldBack;
  return `"${defused(text).replaceAll('"', '""')}"`;
}

// Where a spreadsheet may begin a cell: at the beginning, and after what it may take for a separator or a line's end,
// whatever its country has set; with spaces that it overlooks. The wide signs are those of East Asian input.
const FORMULA = /(^|[;\t\r\n|])([^\S\t\r\n]*)('*[=+\-@＝＋－＠])/gu;

const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * A text that no spreadsheet takes for a formula: where one could begin there stands an apostrophe before it. A plain
 * number stays as it is. One apostrophe taken away in the same places gives the text to the letter: README.txt says so.
 */
export const defused = (text: string): string => (NUMBER.test(text) ? text : text.replace(FORMULA, "$1$2'$3"));
