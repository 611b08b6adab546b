// Values inside something longer: lists, arrays, JSON, headers. A store gives candidates; what really holds is seen here.
import { applyEdits, type Edit, type Node, type ParseError, parseTree } from "jsonc-parser";
import { isScalar, isSeq, parseDocument } from "yaml";
import type { ComparedAs, Within } from "../program/index.ts";
import type { CaptureQuery, Cell } from "./captured.ts";
import { comparedKey } from "./values.ts";

/** The values that a cell holds, as texts; none where it cannot be read as what it should be. */
export function elementsOf(cell: Cell, within: Within): readonly string[] {
  if (cell === null || cell instanceof Uint8Array) return [];
  const text = String(cell);
  switch (within.kind) {
    case "json": {
      const tree = treeOf(text);
      return tree === undefined ? [] : nodesAt(tree, within.path).flatMap((node) => textOf(node, text));
    }
    case "list":
      return text.split(within.split).map((part) => part.trim());
    case "yaml":
      return yamlItems(text);
    case "addresses":
      return text.match(ADDRESSES) ?? [];
  }
}

/** Whether `is` holds for one of the values of a cell. */
export const holdsOne = (cell: Cell, within: Within, is: (value: string) => boolean): boolean =>
  elementsOf(cell, within).some(is);

/** The rows of an answer in whose column the values really stand: a store may give more. */
export function reallyHolding(query: CaptureQuery, rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  const { within, columns, values } = query.match;
  const at = query.columns.indexOf(columns[0] ?? "");
  if (within === undefined) return rows;
  const wanted = new Set(values.map((value) => comparedKey(value, query.match)));
  return rows.filter((row) => holdsOne(row[at] ?? null, within, (value) => wanted.has(comparedKey([value], query.match))));
}

/**
 * What the text of a cell contains if the cell holds a value: the value itself, and as JSON may write it. A store is
 * asked for rows that contain one of these.
 */
export function writingsOf(value: string, within: Within, as?: ComparedAs): readonly string[] {
  // Of a number only the digits before its point are sure to stand there, of a uuid only what no dash can part.
  if (as === "number") return [value.replace(/\..*$/, "").replace(/^-/, "")];
  if (as === "uuid") return [value.slice(-12)];
  if (within.kind !== "json" && within.kind !== "yaml") return [value];
  const inner = JSON.stringify(value).slice(1, -1);
  const ascii = [...inner].map((letter) => (letter > "~" ? escaped(letter) : letter)).join("");
  const slashed = (text: string): readonly string[] => [text, text.replaceAll("/", "\\/")];
  return [
    ...new Set([value, ...slashed(inner), ...slashed(ascii), ...slashed(ascii.replaceAll(HEX, (hex) => hex.toUpperCase()))]),
  ];
}

/** A cell without the values for which `isMine` holds; everything else in it stays. Undefined where it cannot be read. */
export function withoutElements(cell: Cell, within: Within, isMine: (value: string) => boolean): Cell | undefined {
  if (cell === null || cell instanceof Uint8Array) return cell;
  const text = String(cell);
  switch (within.kind) {
    case "json":
      return withoutValues(text, within.path, isMine);
    case "list":
      return text
        .split(within.split)
        .filter((part) => !isMine(part.trim()))
        .join(within.split);
    case "yaml":
      return changedItems(text, (value) => (isMine(value) ? undefined : value));
    case "addresses":
      return mailboxesOf(text)
        .filter((one) => !addressesIn(one).some(isMine))
        .join(",")
        .trim();
  }
}

/** A cell of JSON without whatever stands at these paths: null stands there. Undefined where it cannot be read. */
export function withoutPaths(cell: Cell, paths: readonly (readonly string[])[]): Cell | undefined {
  if (cell === null || paths.length === 0 || String(cell).trim() === "") return cell;
  return paths.reduce<string | undefined>(
    (text, path) => {
      const tree = text === undefined ? undefined : treeOf(text);
      if (text === undefined || tree === undefined) return undefined;
      const edits = nodesAt(tree, path).map(({ offset, length }): Edit => ({ offset, length, content: "null" }));
      return applyEdits(text, edits);
    },
    cell instanceof Uint8Array ? undefined : String(cell),
  );
}

/**
 * A cell with each of its values replaced by what `becomes` says, null by JSON's null; where that is the value itself it
 * stays to the letter. Undefined where the cell cannot be read.
 */
export function replacedWithin(cell: Cell, within: Within, becomes: (value: string) => string | null): Cell | undefined {
  if (cell === null || cell instanceof Uint8Array) return cell;
  const text = String(cell);
  const plain = (value: string): string => becomes(value) ?? "";
  switch (within.kind) {
    case "json":
      return replacedValues(text, within.path, becomes);
    case "list":
      return text
        .split(within.split)
        .map((part) => part.replace(part.trim(), () => plain(part.trim())))
        .join(within.split);
    case "yaml":
      return changedItems(text, plain);
    case "addresses":
      return mailboxesOf(text)
        .map((one) => replacedMailbox(one, plain))
        .join(",");
  }
}

// What RFC 5322 calls an addr-spec, without quoted local parts and comments: headers of real mail have neither.
const ADDRESSES = /[^\s<>()[\]:;@\\,"']+@[^\s<>()[\]:;@\\,"']+/g;
const HEX = /\\u[0-9a-f]{4}/g;

const escaped = (letter: string): string =>
  letter
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");

/** What is read of JSON goes no deeper: whatever is nested further was made to break its reader. */
const DEEPEST = 500;

/** The tree of a text of JSON, with the place of each value; undefined where it is none. */
function treeOf(text: string): Node | undefined {
  if (isTooDeep(text)) return undefined;
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  return errors.length === 0 ? tree : undefined;
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [sign] of text.replaceAll(/"(?:[^"\\]|\\.)*"/g, "").matchAll(/[[{}\]]/g)) {
    depth += sign === "[" || sign === "{" ? 1 : -1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** The values at a path of a tree; arrays on the way, and at its end, are entered. */
function nodesAt(node: Node, path: readonly string[]): readonly Node[] {
  const [key, ...rest] = path;
  if (node.type === "array") return (node.children ?? []).flatMap((item) => nodesAt(item, key === "*" ? rest : path));
  if (key === undefined) return [node];
  if (node.type !== "object") return [];
  return (node.children ?? []).flatMap(({ children: [name, value] = [] }) =>
    value !== undefined && (key === "*" || name?.value === key) ? nodesAt(value, rest) : [],
  );
}

/** A number stays as it is written: a double would change a long one. */
function textOf(node: Node, text: string): readonly string[] {
  if (node.type === "string") return [String(node.value)];
  return node.type === "number" || node.type === "boolean" ? [text.slice(node.offset, node.offset + node.length)] : [];
}

/** The scalars of a list in YAML, as they are written. */
function yamlItems(text: string): readonly string[] {
  const { contents, errors } = parseDocument(text, { logLevel: "silent" });
  if (errors.length > 0 || !isSeq(contents)) return [];
  return contents.items.flatMap((item) => (isScalar(item) ? scalarText(item.source ?? item.value) : []));
}

const scalarText = (value: unknown): readonly string[] =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? [String(value)] : [];

function replacedValues(text: string, path: readonly string[], becomes: (value: string) => string | null): string | undefined {
  const tree = treeOf(text);
  if (tree === undefined) return undefined;
  const edits = nodesAt(tree, path).flatMap((node): Edit[] => {
    const [value] = textOf(node, text);
    const now = value === undefined ? value : becomes(value);
    return now === value || now === undefined ? [] : [{ offset: node.offset, length: node.length, content: JSON.stringify(now) }];
  });
  return applyEdits(text, edits);
}

/** Edits the text itself, so that everything else in it stays to the letter. */
function withoutValues(text: string, path: readonly string[], isMine: (value: string) => boolean): string | undefined {
  const tree = treeOf(text);
  if (tree === undefined) return undefined;
  // One at a time, the last first: whatever stands before it keeps its place.
  const last = nodesAt(tree, path)
    .filter((node) => textOf(node, text).some(isMine))
    .at(-1);
  return last === undefined ? text : withoutValues(applyEdits(text, [removal(last)]), path, isMine);
}

/** An element goes with its comma; a member of an object stays, and is null. */
function removal(node: Node): Edit {
  const siblings = node.parent?.type === "array" ? (node.parent.children ?? []) : undefined;
  if (siblings === undefined) return { offset: node.offset, length: node.length, content: "null" };
  const at = siblings.indexOf(node);
  const before = siblings[at - 1];
  const after = siblings[at + 1];
  const from = before === undefined ? node.offset : before.offset + before.length;
  const to = before === undefined && after !== undefined ? after.offset : node.offset + node.length;
  return { offset: from, length: to - from, content: "" };
}

/** The items of a list in YAML, each as `becomes` says; undefined takes it out. */
function changedItems(text: string, becomes: (value: string) => string | undefined): string | undefined {
  const document = parseDocument(text, { logLevel: "silent" });
  const { contents } = document;
  if (document.errors.length > 0) return undefined;
  if (!isSeq(contents)) return text;
  for (let at = contents.items.length - 1; at >= 0; at -= 1) {
    const item = contents.items[at];
    const [value] = isScalar(item) ? scalarText(item.source ?? item.value) : [];
    const now = value === undefined ? value : becomes(value);
    if (now === value) continue;
    if (now === undefined) document.deleteIn([at]);
    else document.setIn([at], now);
  }
  return document.toString();
}

const addressesIn = (text: string): readonly string[] => text.match(ADDRESSES) ?? [];

/** The mailboxes of a header, each with the name that stands before its address; a comma in quotes parts nothing. */
const mailboxesOf = (text: string): readonly string[] => text.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);

/** A mailbox whose address becomes another has no name any more: that was whose address it was. */
function replacedMailbox(mailbox: string, becomes: (value: string) => string): string {
  const changed = addressesIn(mailbox).find((address) => becomes(address) !== address);
  return changed === undefined ? mailbox : `${/^\s*/.exec(mailbox)?.[0] ?? ""}${becomes(changed)}`;
}
