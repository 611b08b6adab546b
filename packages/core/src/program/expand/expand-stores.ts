// Short forms inside `stores`: who rows are, identities, fields, links.
import { compact, isRecord, mapValues } from "../record.ts";

/** Identifiers that people write in any case; the others must be equal to the letter. */
const FOLDED = new Set(["email", "handle"]);

/** The long form of the section. */
export function expandStores(value: unknown): unknown {
  return each(value, (store) => (isRecord(store) ? compact({ ...store, datasets: each(store.datasets, expandDataset) }) : store));
}

function each(value: unknown, change: (value: unknown, key: string) => unknown): unknown {
  return isRecord(value) ? mapValues(value, change) : value;
}

function expandDataset(value: unknown): unknown {
  if (value === null) return {};
  if (!isRecord(value)) return value;
  return compact({
    ...value,
    is: typeof value.is === "string" ? { [value.is]: {} } : value.is,
    identity: each(value.identity, expandIdentity),
    fields: each(value.fields, expandField),
    links: each(value.links, expandLink),
  });
}

function expandIdentity(value: unknown, kind: string): unknown {
  const match = FOLDED.has(kind) ? "fold" : "exact";
  if (typeof value === "string") return { match, field: [value] };
  if (Array.isArray(value)) return { match, field: value };
  if (!isRecord(value)) return value;
  return { match, ...value, ...(typeof value.field === "string" ? { field: [value.field] } : {}) };
}

/** `contact.email at sign-up` -> `{ is, at }`. A text that is none of the forms stays, and the schema says so. */
function expandField(value: unknown): unknown {
  if (typeof value !== "string" || value === "none") return value;
  const [, is, at] = /^(\S+)(?: at (\S+))?$/.exec(value) ?? [];
  return is === undefined ? value : compact({ is, at });
}

/** `owned by users` -> `{ owned: users }`. */
function expandLink(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const [, owned, shared, mentions] = /^(?:owned by (\S.*)|shared by (\S.*)|mentions (\S.*))$/.exec(value) ?? [];
  const long = compact({ owned, shared, mentions });
  return Object.keys(long).length === 0 ? value : long;
}
