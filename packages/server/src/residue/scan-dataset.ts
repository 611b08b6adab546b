import type { DatasetRule } from "@troth/core/program";
import { isWhole, type Search } from "@troth/core/residue";
import { type Cell, type DatasetSchema, rowId, type StoreSchema, tellingKind } from "@troth/core/subject-graph";
import type { ReadSession, Row, Value } from "../connectors/index.ts";
import type { SoughtOf } from "../requests/index.ts";

/** One value of one request, by its number in the search. */
export interface SoughtValue {
  readonly request: string;
  readonly of: SoughtOf;
  readonly value: SoughtOf["values"][number];
}

/** What was found in one column for one request. Values are in it: it is sealed. */
export interface Found {
  readonly request: string;
  readonly column: string;
  readonly rows: number;
  readonly rowKey: readonly string[];
  /** Of the first rows: enough for staff to look. */
  readonly keys: readonly Row[];
  readonly values: readonly { readonly value: SoughtOf["values"][number]; readonly borne: boolean }[];
}

/** The datasets of a store that hold rows of their own, and the columns of each that can hold a text and may be read. */
export function datasetsToScan(schema: StoreSchema): readonly { readonly dataset: DatasetSchema; readonly columns: string[] }[] {
  const unread = new Set(unreadOf(schema));
  return Object.values(schema.datasets)
    .filter((one) => one.kind !== "foreign" && holdsRows(schema, one) && !unread.has(one.name) && one.name !== "troth_journal")
    .map((dataset) => ({
      dataset,
      columns: textsOf(schema, dataset).filter((column) => !unread.has(`${dataset.name}.${column}`)),
    }))
    .filter(({ columns }) => columns.length > 0)
    .sort((one, other) => (one.dataset.name < other.dataset.name ? -1 : 1));
}

/** A view holds none, and rows of a part are read with the whole's. */
const holdsRows = (schema: StoreSchema, dataset: DatasetSchema): boolean =>
  dataset.kind !== "view" && (dataset.parent === null || schema.datasets[dataset.parent] === undefined);

const textsOf = (schema: StoreSchema, dataset: DatasetSchema): string[] =>
  dataset.columns.filter((one) => canHoldText(schema, one)).map((one) => one.name);

const TEXTS: ReadonlySet<string> = new Set(["text", "json", "array", "bytes", "uuid", "other"]);

/** A column of SQLite may hold a text whatever its type says. */
const canHoldText = (schema: StoreSchema, column: DatasetSchema["columns"][number]): boolean =>
  schema.kind === "sqlite" || TEXTS.has(column.family);

/** What a pass does not read of a store, by name: also what the program speaks of, where the store does not show it. */
export function notReadOf(schema: StoreSchema, declared: Readonly<Record<string, DatasetRule>>): string[] {
  const foreign = Object.values(schema.datasets).filter((one) => one.kind === "foreign");
  const lacking = Object.values(declared).flatMap(({ name, fields }) => {
    const shown = schema.datasets[name]?.columns.map((one) => one.name);
    if (shown === undefined) return [name];
    return fields.filter(({ column }) => !shown.includes(column)).map(({ column }) => `${name}.${column}`);
  });
  const beyond = (schema.role.blind ?? []).map(
    (name) => `whatever else ${name} holds: the server shows Troth no table and no column that it has no right to`,
  );
  return [
    ...new Set([...unreadOf(schema), ...foreign.map((one) => one.name), ...lacking]),
    ...(schema.passedOver ?? []),
    ...beyond,
  ];
}

const UNREADABLE = "unreadable: ";

/** Datasets, and columns as `dataset.column`, to which the role has no right, of those in which a text could be. */
function unreadOf(schema: StoreSchema): string[] {
  const whole = schema.role.warnings.flatMap((warning) =>
    warning.startsWith(UNREADABLE) ? [warning.slice(UNREADABLE.length)] : [],
  );
  const parts = Object.entries(schema.role.unread ?? {}).flatMap(([name, columns]) => {
    const dataset = schema.datasets[name];
    if (!dataset || !holdsRows(schema, dataset)) return [];
    const shown = new Set(dataset.columns.map((one) => one.name));
    // Without the right to its key, or to all that names a row that has none, no row can be asked for.
    const isPart = columns.some((column) => shown.has(column));
    if (isPart && dataset.rowKey.some((column) => column.startsWith("@") || columns.includes(column))) return [name];
    const texts = new Set(textsOf(schema, dataset));
    return columns.filter((column) => texts.has(column) || !shown.has(column)).map((column) => `${name}.${column}`);
  });
  const named = whole.filter((name) => schema.datasets[name] === undefined || holdsRows(schema, schema.datasets[name]));
  return [...named, ...parts];
}

const BATCH_ROWS = 500;
const KEYS_KEPT = 100;
const LONGEST_CELL = 16 * 2 ** 20;
const utf8 = new TextDecoder("utf-8", { fatal: false });

/** What a cell says. A number may be a telephone's; bytes are read as UTF-8; of a very long cell the first 16 MiB. */
function textOf(cell: Value | undefined): string | undefined {
  if (cell === null || cell === undefined || typeof cell === "boolean") return undefined;
  if (cell instanceof Uint8Array) return utf8.decode(cell.subarray(0, LONGEST_CELL));
  return String(cell).slice(0, LONGEST_CELL);
}

/** Reads a dataset once, in batches, and searches every cell for every value. */
export async function scanDataset(
  session: ReadSession,
  at: {
    readonly store: string;
    readonly dataset: DatasetSchema;
    readonly rule: DatasetRule | undefined;
    readonly columns: readonly string[];
    readonly search: Search;
    readonly values: readonly SoughtValue[];
  },
): Promise<{ readonly rows: number; readonly found: readonly Found[] }> {
  const { dataset, columns, search } = at;
  const bearing = bearingColumns(at.rule);
  const hits = new Map<string, Hit>();
  let rows = 0;
  const width = dataset.rowKey.length;
  const asked = { dataset: dataset.name, columns: [...dataset.rowKey, ...columns] };
  for await (const batch of session.stream(asked, BATCH_ROWS)) {
    rows += batch.length;
    for (const row of batch)
      columns.forEach((column, index) => {
        const text = textOf(row[width + index]);
        if (text === undefined || text === "") return;
        const numbers = search.within(text);
        if (numbers.size > 0) note({ ...at, bearing, hits }, { column, text, key: row.slice(0, width), numbers });
      });
  }
  return { rows, found: [...hits.values()].map((hit) => ({ ...hit, values: [...hit.values.values()] })) };
}

interface Hit extends Omit<Found, "values"> {
  rows: number;
  readonly keys: Row[];
  readonly values: Map<string, { readonly value: SoughtOf["values"][number]; borne: boolean }>;
}

/** Notes what was found in one cell, by request. What stands in a row that a law keeps is none. */
function note(
  at: {
    readonly store: string;
    readonly dataset: DatasetSchema;
    readonly values: readonly SoughtValue[];
    readonly bearing: ReadonlyMap<string, string>;
    readonly hits: Map<string, Hit>;
  },
  cell: { readonly column: string; readonly text: string; readonly key: readonly Cell[]; readonly numbers: ReadonlySet<number> },
): void {
  const id = rowId(cell.key);
  const inThisRow = new Set<Hit>();
  for (const number of cell.numbers) {
    const sought = at.values[number];
    if (!sought || sought.of.kept[at.store]?.[at.dataset.name]?.includes(id)) continue;
    const name = `${sought.request}\n${cell.column}`;
    const hit = at.hits.get(name) ?? emptyHit(at.dataset, sought.request, cell.column);
    at.hits.set(name, hit);
    inThisRow.add(hit);
    const value = `${sought.value.kind} ${sought.value.spellings[0]}`;
    const isOwn = sought.of.own[at.store]?.[at.dataset.name]?.includes(id) === true;
    const borne = !isOwn && at.bearing.get(cell.column) === sought.value.kind && isWhole(sought.value, cell.text);
    hit.values.set(value, { value: sought.value, borne: borne || hit.values.get(value)?.borne === true });
  }
  for (const hit of inThisRow) {
    hit.rows += 1;
    if (hit.keys.length < KEYS_KEPT) hit.keys.push([...cell.key]);
  }
}

const emptyHit = (dataset: DatasetSchema, request: string, column: string): Hit => ({
  request,
  column,
  rows: 0,
  rowKey: dataset.rowKey,
  keys: [],
  values: new Map(),
});

/** The columns of people's own rows that say who they are: a whole value there is somebody else's, who bears it too. */
function bearingColumns(rule: DatasetRule | undefined): ReadonlyMap<string, string> {
  const bearing = new Map<string, string>();
  if (!rule || (rule.identity.length === 0 && Object.keys(rule.is).length === 0)) return bearing;
  const add = (column: string, kind: string | undefined) => void (kind !== undefined && bearing.set(column, kind));
  for (const field of rule.fields)
    for (const category of field.categories) if (!field.free) add(field.column, tellingKind(category));
  for (const one of rule.identity) for (const column of one.columns) add(column, tellingKind(`identity.${one.kind}`));
  return bearing;
}
