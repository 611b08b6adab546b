import { unreachable } from "@troth/core/foundation";
import type { Letter, LetterPart } from "./letter.ts";

/** A letter as plain text. */
export function renderText(letter: Letter): string {
  const foot = [...letter.foot.lines, ...letter.foot.writeTo.map(({ says, address }) => `${says} ${address}`)];
  return `${[letter.title, ...letter.parts.map(partText)].join("\n\n")}\n\n-- \n${foot.join("\n")}\n`;
}

function partText(part: LetterPart): string {
  switch (part.kind) {
    case "text":
    case "quiet":
      return part.says;
    case "quote":
      return part.says
        .split(/\r\n|\r|\n/)
        .map((line) => `> ${line}`.trimEnd())
        .join("\n");
    case "code":
      return `    ${inGroups(part.code)}`;
    case "rows":
      return part.rows.map(({ name, says }) => `${name}: ${says}`).join("\n");
    case "go":
      return `${part.label}:\n${part.page}`;
    case "aside":
      return `${part.says} ${part.label}:\n${part.page}`;
    default:
      return unreachable(part);
  }
}

/** A code in two halves, as people read it aloud; the page takes it with the space or without. */
export const inGroups = (code: string): string =>
  code.length % 2 === 0 && code.length >= 6 ? `${code.slice(0, code.length / 2)} ${code.slice(code.length / 2)}` : code;
