// What a dataset's `match` says: which names of files it is, and which columns stand in them.

/** One piece of a name: a text to the letter, `*` for anything, or a column. */
type Piece = { readonly text: string } | { readonly column: string | undefined };

/** What stands between two slashes. */
interface Part {
  readonly pieces: readonly Piece[];
  /** The two ways of reading that are furthest from each other: where they agree there is one. */
  readonly lazy: RegExp;
  readonly greedy: RegExp;
}

/** A `match` that can be read. */
export interface FilePattern {
  /** The columns in braces, in their order. */
  readonly columns: readonly string[];
  /** What stands between the slashes; `{path}` alone has none and is any name. */
  readonly parts: readonly Part[];
  /** Letters that are given: of two patterns that a name fits, the one with more has it. */
  readonly given: number;
}

/** Why a text is no pattern. */
export interface NoPattern {
  readonly says: string;
  readonly expected: string;
}

/** What every file has beside the columns of its name. */
export const FILE_COLUMNS = ["path", "size", "modified", "object"] as const;

const EXAMPLE = "a path such as avatars/{id}.*";
// What a name is tried by grows with its length to this power.
const MOST_OPEN = 3;

/** Reads a `match`. */
export function readFilePattern(text: string): FilePattern | NoPattern {
  if (text === "{path}") return { columns: ["path"], parts: [], given: 0 };
  const texts = text.split("/");
  if (text.includes("\0") || texts.some((part) => part === "" || part === "." || part === ".."))
    return { says: "it has an empty part, `.` or `..`, which no file's name has", expected: EXAMPLE };
  const parts: Part[] = [];
  for (const part of texts) {
    const read = readPart(part);
    if ("says" in read) return read;
    parts.push(read);
  }
  const columns = parts.flatMap(({ pieces }) => pieces.flatMap((piece) => ("column" in piece ? (piece.column ?? []) : [])));
  const twice = columns.find((name, at) => columns.indexOf(name) !== at);
  if (twice !== undefined) return { says: `\`{${twice}}\` stands in it twice`, expected: "each column once" };
  const own = columns.find((name) => FILE_COLUMNS.some((one) => one === name));
  if (own === "path") return { says: "`{path}` is a whole name, and stands alone", expected: EXAMPLE };
  if (own !== undefined) return { says: `\`${own}\` is a column that every file has`, expected: "another word in the braces" };
  const given = parts.flatMap(({ pieces }) => pieces).reduce((sum, one) => sum + ("text" in one ? one.text.length : 0), 0);
  return { columns, parts, given };
}

function readPart(text: string): Part | NoPattern {
  const pieces: Piece[] = [];
  for (const [piece] of text.matchAll(/\{[^{}]*\}|\*|[^{}*]+|[{}]/g)) {
    const [, name] = /^\{([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(piece) ?? [];
    if (name === undefined && /[{}]/.test(piece))
      return {
        says: `\`${piece}\` is no column in braces`,
        expected: "{ and }, and between them a word; a brace of a name is met by *",
      };
    pieces.push(name !== undefined || piece === "*" ? { column: name } : { text: piece });
  }
  const open = pieces.filter((piece) => "column" in piece).length;
  if (open > MOST_OPEN)
    return { says: `\`${text}\` leaves more than ${MOST_OPEN} places open between two slashes`, expected: "fewer columns and *" };
  if (pieces.some((piece, at) => "column" in piece && "column" in (pieces[at + 1] ?? { text: "" })))
    return { says: `nothing in \`${text}\` says where one column ends and the next begins`, expected: "a letter between them" };
  return { pieces, lazy: expressionOf(pieces, "+?", {}), greedy: expressionOf(pieces, "+", {}) };
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** `known` columns stand to the letter. */
function expressionOf(pieces: readonly Piece[], many: "+" | "+?", known: Readonly<Record<string, string>>): RegExp {
  const source = pieces.map((piece) => {
    if ("text" in piece) return literal(piece.text);
    const value = piece.column === undefined ? undefined : known[piece.column];
    if (value !== undefined) return literal(value);
    return piece.column === undefined ? `([^]${many.replace("+", "*")})` : `([^]${many})`;
  });
  return new RegExp(`^${source.join("")}$`);
}

/** What a name says by a pattern; `ambiguous` where it can be read in two ways. Undefined where it does not fit. */
export function readFileName(
  pattern: FilePattern,
  path: string,
): { readonly values: Readonly<Record<string, string>>; readonly ambiguous: boolean } | undefined {
  if (pattern.parts.length === 0) return { values: { path }, ambiguous: false };
  const texts = path.split("/");
  if (texts.length !== pattern.parts.length) return undefined;
  const values: Record<string, string> = {};
  let ambiguous = false;
  for (const [at, { pieces, lazy, greedy }] of pattern.parts.entries()) {
    const text = texts[at] ?? "";
    const found = greedy.exec(text);
    if (found === null) return undefined;
    const other = lazy.exec(text);
    const open = pieces.flatMap((piece) => ("column" in piece ? [piece.column] : []));
    const last = open.findLastIndex((column) => column !== undefined);
    for (const [nth, column] of open.entries()) {
      if (nth <= last && found[nth + 1] !== other?.[nth + 1]) ambiguous = true;
      if (column !== undefined) values[column] = found[nth + 1] ?? "";
    }
  }
  return { values, ambiguous };
}

/** Whether a name fits with these columns to the letter, in whichever way it is read. */
export function canBeRead(pattern: FilePattern, path: string, known: Readonly<Record<string, string>>): boolean {
  if (pattern.parts.length === 0) return known.path === undefined || known.path === path;
  const texts = path.split("/");
  return (
    texts.length === pattern.parts.length &&
    pattern.parts.every(({ pieces }, at) => expressionOf(pieces, "+?", known).test(texts[at] ?? ""))
  );
}

/** What every name with these columns begins with. */
export function prefixOf(pattern: FilePattern, known: Readonly<Record<string, string>>): string {
  if (pattern.parts.length === 0) return known.path ?? "";
  let prefix = "";
  for (const [at, { pieces }] of pattern.parts.entries()) {
    if (at > 0) prefix += "/";
    for (const piece of pieces) {
      const text = "text" in piece ? piece.text : piece.column === undefined ? undefined : known[piece.column];
      if (text === undefined) return prefix;
      prefix += text;
    }
  }
  return prefix;
}

/** Whether files below a folder may fit. */
export function leadsThrough(pattern: FilePattern, folder: string): boolean {
  if (pattern.parts.length === 0) return true;
  const texts = folder.split("/");
  return texts.length < pattern.parts.length && texts.every((text, at) => pattern.parts[at]?.lazy.test(text));
}

/** Whether the name of a folder at this depth comes from the pattern's columns, and with it perhaps from a person. */
export const isNamedByColumn = (pattern: FilePattern, depth: number): boolean =>
  pattern.parts.length === 0 || (pattern.parts[depth]?.pieces.some((piece) => "column" in piece) ?? false);
