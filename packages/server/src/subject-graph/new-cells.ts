import { type Cell, needsOld, newCell, type PlannedChange, type RowFacts, rowId } from "@troth/core/subject-graph";
import type { ActSession } from "../connectors/index.ts";
import { sha256 } from "../foundation/index.ts";

/** Rows and what becomes of them. */
export interface ChangingRows {
  readonly dataset: string;
  readonly rowKey: readonly string[];
  readonly keys: readonly (readonly Cell[])[];
  readonly changes: readonly PlannedChange[];
  readonly facts: (row: string) => Pick<RowFacts, "own" | "elements"> & { readonly person: number };
}

/** The key of which a person's pseudonyms are made. */
export type PseudonymKey = (person: number) => Uint8Array;

/** The new cells of a batch of rows, column by column. */
export interface NewCells {
  readonly keys: readonly (readonly Cell[])[];
  readonly columns: readonly {
    readonly column: string;
    readonly values: readonly Cell[];
    /** Row by row, whether another value than before stands there now; taken as so where what stood there is not read. */
    readonly differs: readonly boolean[];
    /** They are made of what stood there: long, and told by their hash where they are told again. */
    readonly fromOld: boolean;
  }[];
}

/** Rows whose texts are read before they are changed, at a time. */
const BATCH_ROWS = 200;

/**
 * What the rows' columns become. Where a new value is made of the old one, the old ones are read first, of so many rows
 * as memory has room for; the session holds their locks. A row that cannot be read any more is left out: the caller counts.
 */
export async function* newCells(session: ActSession, key: PseudonymKey, rows: ChangingRows): AsyncGenerator<NewCells> {
  const columns = [...new Set(rows.changes.map((change) => change.column))].map((column) => {
    const changes = rows.changes.filter((change) => change.column === column);
    return { column, changes, fromOld: changes.some(needsOld) };
  });
  const read = columns.filter((one) => one.fromOld).map((one) => one.column);
  if (read.length === 0) {
    yield cellsOf({ key, columns, facts: rows.facts, keys: rows.keys, olds: [] });
    return;
  }
  for (let from = 0; from < rows.keys.length; from += BATCH_ROWS) {
    const batch = rows.keys.slice(from, from + BATCH_ROWS);
    const match = { columns: rows.rowKey, values: batch, fold: false };
    const found = await session.capture({ dataset: rows.dataset, columns: [...rows.rowKey, ...read], match });
    const width = rows.rowKey.length;
    const known = new Map(found.map((row) => [rowId(row.slice(0, width)), row.slice(width)]));
    const keys = batch.filter((one) => known.has(rowId(one)));
    const olds = keys.map((one) => new Map(read.map((column, at) => [column, known.get(rowId(one))?.[at] ?? null])));
    yield cellsOf({ key, columns, facts: rows.facts, keys, olds });
  }
}

function cellsOf(at: {
  readonly key: PseudonymKey;
  readonly columns: readonly { readonly column: string; readonly changes: readonly PlannedChange[]; readonly fromOld: boolean }[];
  readonly facts: ChangingRows["facts"];
  readonly keys: readonly (readonly Cell[])[];
  readonly olds: readonly ReadonlyMap<string, Cell>[];
}): NewCells {
  const { keys, olds } = at;
  const ids = keys.map(rowId);
  const facts = ids.map(at.facts);
  const columns = at.columns.map(({ column, changes, fromOld }) => {
    const before = ids.map((_, nth) => olds[nth]?.get(column) ?? null);
    const values = ids.map((row, nth) =>
      newCell(at.key(facts[nth]?.person ?? 0), changes, {
        row,
        old: before[nth] ?? null,
        own: facts[nth]?.own ?? NOBODY,
        elements: facts[nth]?.elements ?? NONE,
      }),
    );
    const differs = values.map((value, nth) => !fromOld || comparable(value) !== comparable(before[nth] ?? null));
    return { column, fromOld, values, differs };
  });
  return { keys, columns };
}

const NONE = (): readonly Cell[] => [];
const NOBODY: RowFacts["own"] = { byFirstWord: new Map(), phones: new Set() };

/**
 * A cell as it is compared with what the store gives back: a store may give a value back in its own form (true as 1, 0 as
 * 0.00, JSON with other spaces, a text filled up with blanks).
 */
export function comparable(cell: Cell): string {
  if (cell === null) return "null";
  if (typeof cell === "boolean") return cell ? "1" : "0";
  const text = String(cell).trimEnd();
  const number = Number(text);
  if (typeof cell !== "object" && text.trim() !== "" && !Number.isNaN(number)) return String(number);
  return `'${typeof cell === "string" && /^\s*[[{]/.test(cell) ? withoutSpaces(cell) : text}'`;
}

/** JSON in one form: its keys in order. */
function withoutSpaces(text: string): string {
  const sorted = (_: string, value: unknown): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value;
  try {
    return JSON.stringify(JSON.parse(text), sorted);
  } catch {
    return text.trimEnd();
  }
}

/** A comparable cell without its text: what stays of a person's row is not kept a second time. */
export const hashOfCell = (cell: Cell): string => sha256(comparable(cell));
