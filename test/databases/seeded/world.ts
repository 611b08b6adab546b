// A database written row by row together with the truth about it: whose each row is, and what an erasure makes of it.
// Nothing here knows links, programs or the engine: whoever writes a row says for whom.
import type { Becomes, ExpectedChange } from "../compare.ts";
import type { Subject } from "../erase.ts";

export type Written = string | number | boolean | null;
export type Columns = Readonly<Record<string, Written>>;
export type Link = "owned" | "shared" | "mentions";

/** What a row is to one person, and what their erasure makes of it. */
export interface Part {
  readonly of: string;
  readonly link: Link;
  /** `gone`: the row is deleted. Else what becomes of columns; a row may stay as it is (`{}`). */
  readonly becomes: "gone" | Readonly<Record<string, Becomes>>;
  /** For a mention: the columns that point. */
  readonly points?: readonly string[];
}

export interface WorldRow {
  readonly table: string;
  /** As a snapshot names the row. */
  readonly id: string;
  readonly columns: Columns;
  readonly parts: readonly Part[];
}

/** A table that rows are written into. */
export interface WorldTable {
  readonly name: string;
  /** Absent: the table has no key. */
  readonly key?: readonly string[];
  /** As the program names it, where a row lies in a child of it: a partition, an inherited table. */
  readonly dataset?: string;
  /** The engine knows its rows by their address alone, though they have a key here. */
  readonly addressed?: true;
  /** The store itself makes its rows out of others: they are not written, not copied and not counted. */
  readonly derived?: true;
  /** Columns that hold what is personal. */
  readonly personal: readonly string[];
}

/** Somebody whose request is to be carried out. */
export interface WorldPerson {
  readonly id: string;
  readonly of: string;
  readonly subject: readonly Subject[];
  /** What tells them from others: names, addresses, telephones. Must not show in another's copy. */
  readonly values: readonly string[];
}

const CELL = "\u001f";
const NULL = "\u0000";
const STRENGTH: Readonly<Record<Link, number>> = { mentions: 1, shared: 2, owned: 3 };

export class World {
  readonly rows: WorldRow[] = [];
  readonly people: WorldPerson[] = [];
  readonly tables: ReadonlyMap<string, WorldTable>;
  readonly #next = new Map<string, number>();
  readonly #of = new Map<string, { readonly row: WorldRow; readonly part: Part }[]>();
  readonly #twins = new Map<string, number>();

  constructor(tables: readonly WorldTable[]) {
    this.tables = new Map(tables.map((table) => [table.name, table]));
  }

  /** The next number of a table: tables count each for themselves, so that the same number is everywhere. */
  next(table: string): number {
    const number = (this.#next.get(table) ?? 0) + 1;
    this.#next.set(table, number);
    return number;
  }

  /** Writes a row, and says whose it is. */
  add(table: string, columns: Columns, parts: readonly Part[] = []): WorldRow {
    const row = { table, id: this.#idOf(this.table(table), columns), columns, parts: merged(parts) };
    this.rows.push(row);
    for (const part of row.parts) this.#of.set(part.of, [...(this.#of.get(part.of) ?? []), { row, part }]);
    return row;
  }

  table(name: string): WorldTable {
    const found = this.tables.get(name);
    if (found === undefined) throw new Error(`nobody told of a table ${name}`);
    return found;
  }

  #idOf(table: WorldTable, columns: Columns): string {
    if (table.key) return table.key.map((name) => String(columns[name])).join(",");
    const text = CELL + Object.values(columns).map(printed).join(CELL) + CELL;
    const twin = (this.#twins.get(table.name + text) ?? 0) + 1;
    this.#twins.set(table.name + text, twin);
    return twin === 1 ? text : `${text}#${twin}`;
  }

  /** Everything that is somebody's, with what it is to them. */
  rowsOf(person: string): readonly { readonly row: WorldRow; readonly part: Part }[] {
    return this.#of.get(person) ?? [];
  }

  /** What erasing somebody must do. */
  expected(person: string): ExpectedChange {
    const rows = this.rowsOf(person);
    const gone = rows.filter(({ part }) => part.becomes === "gone").map(({ row }) => row);
    const changed = rows.flatMap(({ row, part }) =>
      part.becomes === "gone"
        ? []
        : Object.entries(part.becomes).map(([column, becomes]) => ({ table: row.table, id: row.id, column, becomes })),
    );
    const personal = gone.flatMap((row) =>
      this.table(row.table).personal.map((column) => ({ table: row.table, id: row.id, column })),
    );
    // A pointer that is cleared says who it was of as much as it ever says: nothing.
    const parts = changed.filter(({ table, column }) => this.table(table).personal.includes(column));
    return { deleted: gone.map(({ table, id }) => ({ table, id })), changed, personal: [...personal, ...parts] };
  }
}

/** Of several things that one row is to one person the strongest holds; what becomes of columns is joined. */
function merged(parts: readonly Part[]): readonly Part[] {
  const byPerson = new Map<string, Part>();
  for (const part of parts) {
    const had = byPerson.get(part.of);
    if (had === undefined) {
      byPerson.set(part.of, part);
      continue;
    }
    const link = STRENGTH[had.link] >= STRENGTH[part.link] ? had.link : part.link;
    const points = [...(had.points ?? []), ...(part.points ?? [])];
    const becomes = had.becomes === "gone" || part.becomes === "gone" ? "gone" : { ...had.becomes, ...part.becomes };
    byPerson.set(part.of, { of: part.of, link, becomes, ...(points.length > 0 ? { points } : {}) });
  }
  return [...byPerson.values()];
}

const printed = (value: Written): string =>
  value === null ? NULL : typeof value === "boolean" ? (value ? "t" : "f") : String(value);

/** What texts say of somebody: what must go, and what may go with it. */
export interface Own {
  readonly values: readonly string[];
  readonly perhaps?: readonly string[];
}

// What a row can be to somebody, in words.

export const gone = (of: string): Part => ({ of, link: "owned", becomes: "gone" });
export const points = (of: string, ...columns: readonly string[]): Part => ({
  of,
  link: "mentions",
  becomes: Object.fromEntries(columns.map((column) => [column, { kind: "null" } as const])),
  points: columns,
});
export const stays = (of: string, becomes: Readonly<Record<string, Becomes>>): Part => ({ of, link: "owned", becomes });
export const shared = (of: string, becomes: Readonly<Record<string, Becomes>>): Part => ({ of, link: "shared", becomes });
export const without = (own: Own): Becomes => ({ kind: "redacted", ...own });
/** A part in texts: whatever in these columns is the person's own goes. */
export const inTextsOf = (of: string, own: Own, ...columns: readonly string[]): Part =>
  shared(of, Object.fromEntries(columns.map((column) => [column, without(own)])));
export const unlisted = (of: string, column: string, format: "yaml" | "json" | "array" | string, item: Written): Part => ({
  of,
  link: "mentions",
  becomes: { [column]: { kind: "unlisted", format, item: String(item) } },
  points: [column],
});

/** The rows as SQL, a few hundred to a statement, in the order in which they were written. */
export function insertsFor(world: World, quote: (name: string) => string): string[] {
  const statements: string[] = [];
  const rows = world.rows.filter((row) => world.table(row.table).derived !== true);
  let at = 0;
  while (at < rows.length) {
    const first = rows[at];
    if (first === undefined) break;
    const names = Object.keys(first.columns);
    const batch: string[] = [];
    for (; at < rows.length && batch.length < 300; at += 1) {
      const row = rows[at];
      if (row?.table !== first.table || Object.keys(row.columns).join() !== names.join()) break;
      batch.push(`(${names.map((name) => literal(row.columns[name] ?? null, quote("x") === "`x`")).join(", ")})`);
    }
    statements.push(`INSERT INTO ${quote(first.table)} (${names.map(quote).join(", ")}) VALUES ${batch.join(",\n  ")}`);
  }
  return statements;
}

function literal(value: Written, backslashes: boolean): string {
  if (value === null) return "NULL";
  if (typeof value !== "string") return String(value);
  const text = backslashes ? value.replaceAll("\\", "\\\\") : value;
  return `'${text.replaceAll("'", "''")}'`;
}
