// A company's database and what its program says of it, in plain words: what the generator makes and the naive engine reads.

/** A value as the database prints it; null where there is none. */
export type Cell = string | null;

/** One row. `line` is its number, by which the tests know it again; the program does not speak of it. */
export type Row = Readonly<Record<string, Cell>>;

export interface Column {
  readonly name: string;
  /** As SQL writes it. */
  readonly type: string;
  readonly nullable: boolean;
  readonly unique: boolean;
}

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly to: string;
  readonly toColumns: readonly string[];
  readonly onDelete: "no action" | "restrict" | "cascade" | "set null" | "set default";
}

/** What is done to a column of a row that stays. */
export type Strategy =
  | { readonly kind: "keep" }
  | { readonly kind: "clear" }
  | { readonly kind: "pseudonym" }
  | { readonly kind: "constant"; readonly value: string | number | boolean };

export type Word = "owned" | "shared" | "mentions";

/** How a column holds pointers inside something longer. */
export type Holder =
  | { readonly kind: "array" }
  | { readonly kind: "list"; readonly split: string }
  /** At a path of JSON; arrays on the way are entered. */
  | { readonly kind: "json"; readonly path: readonly string[] };

/** A line under `links`: the row that has `columns` points at rows of a target, and is such to the person behind them. */
export interface Link {
  readonly columns: readonly string[];
  readonly kind: Word | "none";
  /** `type`: only where the column `by` says so. */
  readonly targets: readonly Target[];
  /** Its one column holds the pointers inside something longer. */
  readonly holder?: Holder;
  readonly by?: string;
  readonly where?: Readonly<Record<string, readonly string[]>>;
  readonly fold: boolean;
  readonly unshared: boolean;
  /** What becomes of the pointer of a mention; absent: its last column is cleared. */
  readonly erasure?: Strategy;
  /** Written as `owned` alone: the foreign key tells where it leads. */
  readonly bare?: boolean;
}

export interface Target {
  readonly table: string;
  readonly columns: readonly string[];
  readonly type?: string;
  /** Its one column holds the values inside something longer. */
  readonly holder?: Holder;
}

/** A line under `fields`. */
export interface Field {
  readonly column: string;
  readonly category: "name.full" | "contact.email" | "content.text" | "payment.transaction" | "auth.password";
  readonly erasure?: Strategy;
}

/** A retention rule: the row stays so many years from the day in the column `since`. */
export interface Keep {
  readonly id: string;
  readonly since: string;
  readonly years: number;
  readonly as: "whole" | "restricted" | "pseudonym";
}

export interface Identity {
  readonly kind: "email" | "account";
  readonly column: string;
  readonly fold: boolean;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Columns of the primary key; none: there is no key. */
  readonly key: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly rows: readonly Row[];
  /** The program speaks of this table; if not, all that follows is empty. */
  readonly named: boolean;
  /** The same address in two tenants is two people: the column that says in which one a row is. */
  readonly tenant?: string;
  /** Its rows are people: those whose columns have these values. */
  readonly is?: Readonly<Record<string, readonly string[]>>;
  readonly identity: readonly Identity[];
  readonly links: readonly Link[];
  readonly fields: readonly Field[];
  readonly erasure?: "delete" | "fields" | "keep";
  readonly keeps: readonly Keep[];
}

/** By what a request names somebody. `account@T0` is an account of that table alone. */
export type Named = readonly { readonly kind: string; readonly value: string }[];

export interface World {
  readonly tables: readonly Table[];
  /** Whom the request is about: several in a batch. */
  readonly people: readonly Named[];
}

/** The day on which everything happens. */
export const TODAY = "2026-06-01";

export const tableOf = (world: World, name: string): Table => {
  const found = world.tables.find((table) => table.name === name);
  if (!found) throw new Error(`no table ${name}`);
  return found;
};

export const columnOf = (table: Table, name: string): Column => {
  const found = table.columns.find((column) => column.name === name);
  if (!found) throw new Error(`no column ${table.name}.${name}`);
  return found;
};
