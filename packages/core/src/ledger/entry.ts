import { utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson, type Json } from "../foundation/index.ts";

/** Largest entry: what a C2SP entry bundle's 16-bit length can say. */
export const MAX_ENTRY_BYTES = 65_535;
const KIND = /^[a-z][A-Za-z0-9-]{0,39}(\.[a-z][A-Za-z0-9-]{0,39}){1,3}$/;
const AT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const OWN_MEMBERS = ["at", "kind", "log"];

/** An entry as the tree holds it: when, what, in which log, and the members of its body. */
export interface Entry {
  /** ISO 8601 in UTC, with milliseconds. */
  readonly at: string;
  readonly kind: string;
  /** The log's origin: an entry cannot be moved into another log. */
  readonly log: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An entry's text, or why there is none. */
export type EncodedEntry = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly says: string };

/** The canonical JSON of an entry; its UTF-8 bytes are the leaf's data. */
export function encodeEntry({ at, kind, log, body }: Entry): EncodedEntry {
  if (!isKind(kind)) return { ok: false, says: `\`${kind}\` is not a kind such as \`request.taken\`` };
  if (!isPlain(body)) return { ok: false, says: "the body is not an object" };
  const taken = OWN_MEMBERS.find((name) => Object.hasOwn(body, name));
  if (taken !== undefined) return { ok: false, says: `the body has a member \`${taken}\`, which is the ledger's own` };
  const fault = faultOf(body, "body", 0);
  if (fault !== undefined) return { ok: false, says: fault };
  const text = canonicalJson({ ...body, at, kind, log });
  const length = utf8ToBytes(text).length;
  if (length > MAX_ENTRY_BYTES) return { ok: false, says: `it has ${length} bytes, and ${MAX_ENTRY_BYTES} are the most` };
  return { ok: true, text };
}

/** The members that every entry has; undefined if one is missing or not as the ledger writes it. */
export function headOf(entry: Readonly<Record<string, unknown>>): Omit<Entry, "body"> | undefined {
  const { at, kind, log } = entry;
  if (typeof at !== "string" || typeof kind !== "string" || typeof log !== "string") return undefined;
  return isInstant(at) && isKind(kind) && log !== "" ? { at, kind, log } : undefined;
}

const isKind = (text: string): boolean => KIND.test(text);
const isInstant = (text: string): boolean => AT.test(text);

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Where a value is not JSON: a Date, a Map or bytes would otherwise be written as `{}` or worse, in silence. */
function faultOf(value: unknown, place: string, depth: number): string | undefined {
  if (depth > 32) return `\`${place}\` lies deeper than 32`;
  if (isJsonAtom(value)) return undefined;
  if (Array.isArray(value))
    return firstFault(
      value.map((item, at) => [`${place}[${at}]`, item]),
      depth,
    );
  if (isPlain(value)) {
    // An absent optional member is left out of canonical JSON, as everywhere.
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return firstFault(
      members.map(([name, member]) => [`${place}.${name}`, member]),
      depth,
    );
  }
  return `\`${place}\` is not JSON`;
}

function isJsonAtom(value: unknown): value is Json {
  return (
    value === null ||
    typeof value === "boolean" ||
    typeof value === "string" ||
    (typeof value === "number" && Number.isFinite(value))
  );
}

function firstFault(items: readonly (readonly [string, unknown])[], depth: number): string | undefined {
  for (const [place, item] of items) {
    const fault = faultOf(item, place, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
