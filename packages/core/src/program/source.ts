import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import { excerptOf, type Finding, type Path } from "./finding.ts";

/** Where something stands in a text, and how much of it. */
export interface Spot {
  readonly offset: number;
  readonly length: number;
}

/** One file of a program, parsed, with its positions. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** Undefined where the file is not YAML. */
  readonly value: unknown;
  /** Where a path of the value stands; the nearest thing above it where it is not written. */
  locate(path: Path, more?: { readonly key?: boolean; readonly token?: string | undefined }): Spot;
  at(offset: number): { readonly file: string; readonly line: number; readonly column: number };
}

/** Parses a file; what the language refuses of YAML becomes findings. */
export function parseSource(file: string, text: string): { readonly source: Source; readonly findings: readonly Finding[] } {
  const counter = new LineCounter();
  const doc = parseDocument(text, { lineCounter: counter, version: "1.2", schema: "core", merge: false, uniqueKeys: true });
  const at = (offset: number) => {
    const { line, col } = counter.linePos(offset);
    return { file, line, column: col };
  };
  const findings: Finding[] = [];
  const refuse: Refuse = (offset, length, says, expected, code = "yaml") => {
    const place = at(offset);
    findings.push({ code, level: "error", place, says, expected, write: undefined, excerpt: excerptOf(text, place, length) });
  };
  for (const error of doc.errors) refuseError(error, text, refuse);
  refuseTabs(text, refuse);
  refuseForms(doc, refuse);
  const readable = doc.errors.every((error) => error.code === "DUPLICATE_KEY" || error.code === "TAB_AS_INDENT");
  // Anchors and the like are refused already: reading on finds the rest of what is wrong.
  const value = readable ? plain(doc) : undefined;
  return { source: { file, text, value, at, locate: (path, more) => locate(doc, text, path, more ?? {}) }, findings };
}

type Refuse = (offset: number, length: number, says: string, expected: string, code?: string) => void;

function plain(doc: Document): unknown {
  try {
    return doc.toJS({ maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}

function refuseError(error: YAMLError, text: string, refuse: Refuse): void {
  const [from, to] = error.pos;
  if (error.code === "DUPLICATE_KEY") {
    const key = /^[^\s:,{}[\]]+/.exec(text.slice(from))?.[0] ?? "a key";
    refuse(from, key.length, `\`${key}\` stands twice in the same place`, "each key once", "twice");
    return;
  }
  if (error.code === "TAB_AS_INDENT") return; // told by refuseTabs
  const says = error.message.split(" at line ")[0]?.replace(/[.:]\s*$/, "") ?? "not YAML";
  refuse(from, to - from, `this is not YAML: ${says.charAt(0).toLowerCase()}${says.slice(1)}`, "YAML 1.2");
}

function refuseTabs(text: string, refuse: Refuse): void {
  const tab = text.indexOf("\t");
  if (tab >= 0) refuse(tab, 1, "a tab", "spaces; a text that needs a tab says \\t in double quotes");
}

const REASONS = {
  anchor: "what a reader sees here must be what holds here",
  merge: "nothing is merged in: what holds stands where it is read",
  tag: "a value is what it looks like",
};

function refuseForms(doc: Document, refuse: Refuse): void {
  visit(doc, {
    Alias: (_, node) =>
      refuse(offsetOf(node), node.source.length + 1, `an alias, \`*${node.source}\``, `the value itself: ${REASONS.anchor}`),
    Node: (_, node) => {
      if (isAlias(node)) return;
      const anchor = (isScalar(node) || isCollection(node)) && node.anchor;
      if (anchor) refuse(offsetOf(node), 1, `an anchor, \`&${anchor}\``, `no anchors: ${REASONS.anchor}`);
      if (node.tag !== undefined) refuse(offsetOf(node), 1, `a tag, \`${node.tag}\``, `no tags: ${REASONS.tag}`);
    },
    Pair: (_, pair) => {
      if (isScalar(pair.key) && pair.key.value === "<<") refuse(offsetOf(pair.key), 2, "a merge key, `<<`", REASONS.merge);
      if (isScalar(pair.key) && pair.key.value === "__proto__")
        refuse(offsetOf(pair.key), 9, "a key called `__proto__`", "another name");
      if (isCollection(pair.key))
        refuse(offsetOf(pair.key), 1, "a key that is a list or a map", "a word as key; `[` begins a list: quote it");
    },
  });
}

const offsetOf = (node: Node): number => node.range?.[0] ?? 0;

function locate(
  doc: Document,
  text: string,
  path: Path,
  more: { readonly key?: boolean; readonly token?: string | undefined },
): Spot {
  let node: Node | null = isNode(doc.contents) ? doc.contents : null;
  let key: Node | null = null;
  let whole = true;
  for (const segment of path) {
    const step: Step | undefined = isMap(node) ? stepInMap(node, segment) : isSeq(node) ? stepInList(node, segment) : undefined;
    if (!step) {
      whole = false;
      break;
    }
    key = step.key ?? key;
    node = step.value;
  }
  // Something that is not written is looked for above: its parent's key is the nearest thing to point at.
  const wanted =
    key && (more.key || !node || (!whole && isMap(node)) || isBlock(node, text) || isEmpty(node)) ? key : (node ?? key);
  const [from, to] = wanted?.range ?? [0, 1];
  const end = Math.min(to, lineEnd(text, from));
  if (more.token && node?.range) {
    const found = text.slice(node.range[0], node.range[1]).indexOf(more.token);
    if (found >= 0) return { offset: node.range[0] + found, length: more.token.length };
  }
  return { offset: from, length: Math.max(1, end - from) };
}

interface Step {
  readonly key: Node | null;
  readonly value: Node | null;
}

function stepInMap(node: Node, segment: string | number): Step | undefined {
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(segment));
  if (!pair) return undefined;
  return { key: isNode(pair.key) ? pair.key : null, value: isNode(pair.value) ? pair.value : null };
}

/** Lists are stepped into by number, or by the id that they hold: the long form of a list of ids is a map. */
function stepInList(node: Node, segment: string | number): Step | undefined {
  if (!isSeq(node)) return undefined;
  const item =
    typeof segment === "number"
      ? node.items[segment]
      : node.items.find((entry) => isScalar(entry) && String(entry.value) === segment);
  return isNode(item) ? { key: typeof segment === "number" ? null : item, value: item } : undefined;
}

const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
};

const isEmpty = (node: Node): boolean => node.range !== undefined && node.range !== null && node.range[0] === node.range[1];

const isBlock = (node: Node, text: string): boolean => isCollection(node) && !/[{[]/.test(text[offsetOf(node)] ?? "");
