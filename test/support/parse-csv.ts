/** Reads CSV by RFC 4180: the oracle, written apart from what it checks. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    let cell = "";
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (at >= text.length) throw new Error("a quote is not closed");
        if (text[at] === '"') at += 1;
        cell += text[at];
      }
      at += 1;
    } else for (; at < text.length && !",\r\n".includes(text[at] ?? ""); at += 1) cell += text[at];
    rows.at(-1)?.push(cell);
    if (text[at] === ",") at += 1;
    else if (text.slice(at, at + 2) === "\r\n") {
      at += 2;
      if (at < text.length) rows.push([]);
    } else if (at < text.length) throw new Error(`neither a comma nor a line's end at ${at}`);
  }
  return rows;
}
