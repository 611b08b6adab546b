/** How wide `troth fmt` writes. */
const width = 110;

/** A key or a value, quoted where plain YAML would read something else. */
export function plain(text: string): string {
  const isPlain =
    /^[\p{L}_][\p{L}\p{N}_.@/ ()-]*$/u.test(text) &&
    text.trim() === text &&
    !/^(null|true|false|yes|no|on|off|y|n|none)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}

/** A list on one line. */
export function flowList(items: readonly string[]): string {
  return `[${items.join(", ")}]`;
}

/** Pairs on one line: `{ a: b, c: d }`. The values are written already. */
export function flowMap(pairs: Readonly<Record<string, string>>): string {
  return `{ ${Object.entries(pairs)
    .map(([key, value]) => `${plain(key)}: ${value}`)
    .join(", ")} }`;
}

/** A line with its comment behind it, or above it where both do not fit. */
export function withComment(line: string, comment: string | undefined): readonly string[] {
  if (comment === undefined) return [line];
  if (line.length + comment.length + 3 <= width) return [`${line} # ${comment}`];
  const indent = line.slice(0, line.length - line.trimStart().length);
  return [...wrapped(comment, width - indent.length - 2).map((part) => `${indent}# ${part}`), line];
}

/** A text in parts that are no wider than `most`. */
export function wrapped(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 1 <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A list after a key, on lines of its own where one is too short. */
export function keyedList(key: string, items: readonly string[], indent: string): readonly string[] {
  const one = `${indent}${key}: ${flowList(items)}`;
  if (one.length <= width) return [one];
  return [`${indent}${key}:`, ...wrapped(`[${items.join(", ")}]`, width - indent.length - 2).map((part) => `${indent}  ${part}`)];
}
