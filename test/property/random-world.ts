// Random companies for fast-check. A recipe is numbers, so that a counterexample shrinks towards few tables, few rows and
// plain columns; `build` turns any recipe into a database that is lawful: its keys, foreign keys and NOT NULLs hold.
import fc from "fast-check";
import { OPEN } from "./open-findings.ts";
import { fillHolder, HOLDERS, holderType } from "./random-holders.ts";
import type {
  Cell,
  Column,
  Field,
  ForeignKey,
  Holder,
  Identity,
  Keep,
  Link,
  Named,
  Strategy,
  Table,
  Target,
  Word,
  World,
} from "./world.ts";

const KEYS = ["integer", "bigint", "uuid", "text", "composite", "none"] as const;
const TYPES = ["text", "varchar(20)", "varchar(6)", "integer", "boolean", "timestamp", "date", "uuid", "bigint"] as const;
const KINDS = ["owned", "shared", "mentions", "none", "unwritten"] as const;
const CATEGORIES = [undefined, "name.full", "contact.email", "content.text", "payment.transaction", "auth.password"] as const;
const STRATEGIES = [undefined, "clear", "pseudonym", "constant", "keep"] as const;
const ON_DELETE = ["no action", "cascade", "restrict", "set null", "set default"] as const;
const ERASURES = [undefined, "delete", "fields", "keep"] as const;
const AS = ["restricted", "pseudonym", "whole"] as const;
/** Texts that stand for nothing, or for something else: in place of a pointer. */
const ODD: readonly string[] = ["", "n/a", " ", "nobody@x.example"];

/** One of `values`; the first is the simplest, and each as often as its weight says. */
const oneOf = <T>(values: readonly T[], weights: readonly number[]): fc.Arbitrary<T> =>
  fc.oneof(
    { withCrossShrink: true },
    ...values.map((value, at) => ({ arbitrary: fc.constant(value), weight: weights[at] ?? 1 })),
  );
const sometimes = (inTen: number): fc.Arbitrary<boolean> => oneOf([false, true], [10 - inTen, inTen]);

const attribute = fc.record({
  type: oneOf(TYPES, [12, 6, 1, 4, 2, 2, 2, 2, 2]),
  nullable: oneOf([true, false], [9, 2]),
  unique: sometimes(2),
  category: oneOf(CATEGORIES, [1, 4, 3, 2, 1, 1]),
  strategy: oneOf(STRATEGIES, [5, 2, 2, 1, 1]),
});

const pointer = fc.record({
  to: fc.nat(11),
  kind: oneOf<(typeof KINDS)[number]>(KINDS, [8, 4, 4, 1, 2]),
  declared: oneOf([false, true], [4, 6]),
  bare: sometimes(1),
  onDelete: oneOf(ON_DELETE, [4, 3, 2, 2, 1]),
  nullable: oneOf([true, false], [9, 1]),
  /** Points at the mail address of people instead of their key. */
  byEmail: sometimes(2),
  fold: sometimes(4),
  conditional: sometimes(2),
  /** A second table that it may point at, chosen by a type column. */
  also: fc.option(fc.nat(11), { freq: 6 }),
  erasure: oneOf(STRATEGIES, [8, 1, 1, 0, 1]),
  /** The column holds several pointers. */
  holder: oneOf([undefined, ...HOLDERS], [10, 2, 2, 1, 1, 1]),
  /** The target's row is the pointing row's: a link from the target's key back to this column. */
  upward: oneOf([undefined, "owned", "shared", "mentions"] as const, [12, 2, 1, 1]),
  unshared: sometimes(6),
});

const table = fc.record({
  key: oneOf(KEYS, [6, 2, 2, 2, 2, 1]),
  named: oneOf([true, false], [12, 1]),
  people: sometimes(2),
  some: sometimes(2),
  tenant: sometimes(4),
  uniqueEmail: oneOf([true, false], [8, 2]),
  attributes: fc.array(attribute, { maxLength: 3, size: "max" }),
  pointers: fc.array(pointer, { maxLength: 3, size: "max" }),
  erasure: oneOf(ERASURES, [8, 1, 4, 1]),
  keeps: fc.array(fc.record({ years: fc.nat(9), type: oneOf(["date", "timestamp", "text"], [3, 2, 1]) }), { maxLength: 2 }),
  hasKeeps: sometimes(2),
  as: oneOf(AS, [2, 2, 1]),
  rows: fc.array(fc.array(fc.nat(23), { minLength: 11, maxLength: 11 }), { maxLength: 6, size: "max" }),
});

export interface Recipe {
  readonly tables: readonly TableRecipe[];
  readonly person: number;
  readonly by: "account" | "email";
  readonly namesTenant: boolean;
  /** More people, in a batch. */
  readonly others: readonly number[];
}
type TableRecipe = typeof table extends fc.Arbitrary<infer T> ? T : never;
type PointerRecipe = TableRecipe["pointers"][number];

const recipe: fc.Arbitrary<Recipe> = fc.record({
  tables: fc.array(table, { minLength: 1, maxLength: 12, size: "max" }),
  person: fc.nat(5),
  by: oneOf(["account", "email"] as const, [1, 2]),
  namesTenant: sometimes(5),
  others: oneOf([0, 1, 2], [6, 3, 1]).chain((most) => fc.array(fc.nat(5), { minLength: most, maxLength: most })),
});

/** Random companies, each with a person who asks to be erased, or several. */
export const worlds: fc.Arbitrary<World> = recipe.map(build);

// --- Building ---

/** A table while it is built. */
interface Draft extends Omit<Table, "columns" | "foreignKeys" | "links" | "fields" | "rows" | "keeps" | "identity" | "key"> {
  readonly of: TableRecipe;
  readonly at: number;
  readonly isPeople: boolean;
  readonly key: readonly string[];
  readonly keyType: string;
  readonly columns: Column[];
  readonly foreignKeys: ForeignKey[];
  readonly links: Link[];
  readonly fields: Field[];
  readonly keeps: Keep[];
  readonly identity: Identity[];
  readonly rows: Record<string, Cell>[];
}

const plain = (name: string, type: string, nullable = true): Column => ({ name, type, nullable, unique: false });

export function build({ tables: recipes, person, others, ...asks }: Recipe): World {
  const drafts = recipes.map((of, at) => draftOf(of, at));
  for (const draft of drafts) for (const [at, one] of draft.of.pointers.entries()) addPointer(drafts, draft, { one, at });
  const tables = withoutUnreached(drafts.map((draft) => (draft.named ? draft : unnamed(draft))));
  const [first] = tables;
  if (first === undefined) throw new Error("a company without tables");
  // Each row once: two names of one person are no batch.
  const lines = [...new Set([person, ...others].map((one) => one % first.rows.length))];
  const named = lines.map((line) => nameOf(first, first.rows[line] ?? {}, asks));
  const isTwice = (one: Named, at: number) => named.findIndex((other) => meansSame(one, other)) < at;
  return { tables, people: named.filter((one, at) => !isTwice(one, at)) };
}

/** By what a row of the first table is named, and in which tenant. */
function nameOf(first: Table, row: Table["rows"][number], asks: Pick<Recipe, "by" | "namesTenant">): Named {
  const email = row.Email ?? null;
  const isKnown = asks.by === "email" && email !== null && email.trim() !== "" && email !== "n/a";
  const name = isKnown ? { kind: "email", value: email } : { kind: "account@T0", value: row[first.key[0] ?? ""] ?? "1" };
  const tenant = first.tenant === undefined || !asks.namesTenant ? null : (row[first.tenant] ?? null);
  return tenant === null ? [name] : [name, { kind: "tenant", value: tenant }];
}

const meansSame = ([one]: Named, [other]: Named): boolean =>
  one?.kind === other?.kind && one?.value.toLowerCase() === other?.value.toLowerCase();

function draftOf(of: TableRecipe, at: number): Draft {
  const isPeople = at === 0 || (of.people && of.key !== "composite");
  // The person's own table has a key by which an account is known.
  const kind = at === 0 && (of.key === "composite" || of.key === "none") ? "integer" : of.key;
  const key = kind === "none" ? [] : kind === "composite" ? ["Org", "No"] : ["Id"];
  const keyType = kind === "none" || kind === "composite" ? "integer" : kind;
  const draft: Draft = {
    ...{ of, at, isPeople, key, keyType, name: `T${at}`, named: of.named || at === 0, columns: [], foreignKeys: [] },
    ...{ links: [], fields: [], keeps: [], identity: [], rows: [] },
    ...(of.erasure === undefined ? {} : { erasure: of.erasure }),
    ...(of.tenant ? { tenant: "Tenant" } : {}),
    ...(isPeople && of.some ? { is: { Role: ["p", "q"] } } : {}),
  };
  draft.columns.push(plain("line", "integer", false));
  for (const name of key) draft.columns.push({ name, type: keyType, nullable: false, unique: false });
  const rows = at === 0 && of.rows.length === 0 ? [Array.from({ length: 11 }, () => 0)] : of.rows;
  for (const line of rows.keys()) draft.rows.push({ line: String(line), ...keyOf(draft, line) });
  if (isPeople) addPerson(draft, rows);
  if (of.tenant) addTenant(draft, rows);
  for (const number of of.attributes.keys()) addAttribute(draft, rows, number);
  if (of.hasKeeps) for (const number of of.keeps.keys()) addKeep(draft, rows, number);
  return draft;
}

const pick = (rows: readonly (readonly number[])[], line: number, at: number): number => rows[line]?.[at] ?? 0;

function keyOf(draft: Draft, line: number): Record<string, Cell> {
  if (draft.key.length === 0) return {};
  if (draft.key.length === 2) return { Org: String(1 + (line % 2)), No: String(1 + Math.floor(line / 2)) };
  return { Id: sampleOf(draft.keyType, draft.at, line + 1) };
}

/** A value of a type, another for each `n` as far as the type goes. Keys of different tables are often the same. */
function sampleOf(type: string, table: number, n: number): string {
  if (type === "integer" || type === "bigint") return String(n);
  if (type === "uuid") return `${String(n).padStart(8, "0")}-0000-4000-8000-${String(table).padStart(12, "0")}`;
  if (type === "boolean") return n % 2 === 0 ? "false" : "true";
  if (type === "timestamp") return `2026-01-${String(1 + (n % 28)).padStart(2, "0")} 10:00:00`;
  if (type === "date") return `2026-01-${String(1 + (n % 28)).padStart(2, "0")}`;
  return `v${table}.${n}`;
}

/** The columns of people: a mail address, and what kind of person it is. */
function addPerson(draft: Draft, rows: readonly (readonly number[])[]): void {
  const unique = draft.of.uniqueEmail;
  draft.columns.push({ name: "Email", type: "text", nullable: true, unique }, plain("Role", "text"));
  const seen = new Set<string>();
  draft.rows.forEach((row, line) => {
    const chosen = pick(rows, line, 0);
    const odd = [null, "", "n/a", "p0.0@x.example", "P0.0@x.example"];
    const own = `p${draft.at}.${line}@x.example`;
    const email = chosen > 18 ? (odd[chosen - 19] ?? null) : own;
    row.Email = unique && email !== null && seen.has(email) ? own : email;
    if (row.Email !== null) seen.add(row.Email);
    row.Role = ["p", "q", "r", null][draft.of.some ? pick(rows, line, 1) % 4 : 0] ?? null;
  });
  draft.identity.push({ kind: "email", column: "Email", fold: true });
  if (draft.key.length === 1) draft.identity.push({ kind: "account", column: "Id", fold: false });
  draft.fields.push({ column: "Email", category: "contact.email" });
}

function addTenant(draft: Draft, rows: readonly (readonly number[])[]): void {
  draft.columns.push(plain("Tenant", "text"));
  draft.rows.forEach((row, line) => {
    const chosen = pick(rows, line, 10);
    row.Tenant = chosen === 23 ? null : chosen % 3 === 2 ? "b" : "a";
  });
}

function addAttribute(draft: Draft, rows: readonly (readonly number[])[], number: number): void {
  const { type, nullable, unique, category, strategy } = draft.of.attributes[number] ?? draft.of.attributes[0] ?? NONE;
  const name = `A${number}`;
  const isUnique = unique && type !== "boolean";
  draft.columns.push({ name, type, nullable, unique: isUnique });
  draft.rows.forEach((row, line) => {
    const chosen = pick(rows, line, 2 + number);
    row[name] = nullable && chosen === 23 ? null : sampleOf(type, draft.at, isUnique ? line : chosen % 4);
  });
  const erasure = strategy === undefined ? undefined : strategyFor(strategy, type);
  if (category !== undefined) draft.fields.push({ column: name, category, ...(erasure === undefined ? {} : { erasure }) });
}
const NONE: TableRecipe["attributes"][number] = {
  ...{ type: "text", nullable: true, unique: false, category: undefined, strategy: undefined },
};

function strategyFor(kind: Strategy["kind"], type: string): Strategy {
  const isText = type === "text" || type.startsWith("varchar");
  if (kind === "pseudonym") return { kind: isText || type === "uuid" ? kind : "clear" };
  if (kind !== "constant") return { kind };
  if (type === "boolean") return { kind, value: false };
  if (type === "integer" || type === "bigint") return { kind, value: 0 };
  return { kind, value: "gone" }; // no day and no uuid: such a column refuses it
}

function addKeep(draft: Draft, rows: readonly (readonly number[])[], number: number): void {
  const { years, type } = draft.of.keeps[number] ?? { years: 1, type: "date" };
  const name = `Since${number}`;
  draft.columns.push(plain(name, type));
  draft.rows.forEach((row, line) => {
    const chosen = pick(rows, line, 5 + number);
    const day = `20${String(10 + (chosen % 16)).padStart(2, "0")}-0${1 + (chosen % 9)}-1${chosen % 10}`;
    const unread = type === "text" ? "long ago" : null;
    row[name] = chosen === 23 ? unread : type === "timestamp" ? `${day} 09:30:00` : day;
  });
  draft.keeps.push({ id: `t${draft.at}-${number}`, since: name, years: 1 + years, as: draft.of.as });
}

// --- Pointers ---

function addPointer(
  drafts: readonly Draft[],
  draft: Draft,
  { one, at }: { readonly one: PointerRecipe; readonly at: number },
): void {
  const target = drafts[one.to % drafts.length] ?? draft;
  const toColumns = one.byEmail && target.isPeople ? ["Email"] : target.key;
  if (toColumns.length === 0) return;
  const isEmail = toColumns[0] === "Email";
  const also =
    one.also === null || toColumns.length > 1 ? undefined : otherTarget(drafts, target, { toColumns, number: one.also });
  const columns = toColumns.map((name) => `P${at}${name}`);
  const uniqueTarget = !isEmail || target.of.uniqueEmail;
  const holder = toColumns.length === 1 ? one.holder : undefined;
  const declared = one.declared && also === undefined && uniqueTarget && holder === undefined;
  const isEmpty = target.rows.length === 0 || also?.rows.length === 0;
  const nullable = one.nullable || isEmail || isEmpty;
  const single = isEmail ? "text" : target.keyType;
  const type = holder === undefined ? single : holderType(holder, single);
  for (const name of columns) draft.columns.push(plain(name, type, nullable));
  if (also) draft.columns.push(plain(`P${at}Type`, "text"));
  if (one.conditional) draft.columns.push(plain(`P${at}State`, "text"));
  for (const [line, row] of draft.rows.entries())
    fillPointer(row, { one, at, target, also, columns, toColumns, declared, holder, nullable, line, draft });
  if (declared) {
    const onDelete = one.onDelete.startsWith("set") && !nullable ? "no action" : one.onDelete;
    draft.foreignKeys.push({ columns, to: target.name, toColumns, onDelete });
  }
  addLink(draft, { one, at, target, also, columns, toColumns, declared, holder });
  addUpward(draft, { one, target, columns, toColumns, holder });
}

/** Another table whose key has the same type. */
function otherTarget(
  drafts: readonly Draft[],
  target: Draft,
  at: { readonly toColumns: readonly string[]; readonly number: number },
): Draft | undefined {
  if (at.toColumns[0] === "Email") return undefined;
  const fitting = drafts.filter((one) => one !== target && one.key.length === 1 && one.keyType === target.keyType);
  return fitting[at.number % Math.max(1, fitting.length)];
}

interface Filling {
  readonly one: PointerRecipe;
  readonly at: number;
  readonly target: Draft;
  readonly also: Draft | undefined;
  readonly columns: readonly string[];
  readonly toColumns: readonly string[];
  readonly declared: boolean;
  readonly holder: Holder | undefined;
  readonly nullable: boolean;
  readonly line: number;
  readonly draft: Draft;
}

function fillPointer(row: Record<string, Cell>, to: Filling): void {
  const { one, at, target, also, columns, toColumns, declared, holder, nullable, line, draft } = to;
  const chosen = pick(draft.of.rows, line, 7 + at);
  const isSecond = also !== undefined && chosen % 3 === 1;
  const goal = isSecond ? also : target;
  if (also) row[`P${at}Type`] = chosen === 22 ? "Other" : goal.name;
  if (one.conditional) row[`P${at}State`] = ["on", "off", null][(chosen + line) % 3] ?? null;
  const other = goal.rows[chosen % Math.max(1, goal.rows.length)];
  if (holder !== undefined) {
    const values = goal.rows.flatMap((each) => each[toColumns[0] ?? ""] ?? []);
    const isText = toColumns[0] === "Email" || target.keyType === "text";
    row[columns[0] ?? ""] =
      nullable && chosen === 19 ? null : fillHolder(holder, values, { chosen, line, isText, fold: one.fold });
    return;
  }
  const takesOdd = !declared && columns.length === 1 && (toColumns[0] === "Email" || target.keyType === "text");
  columns.forEach((name, part) => {
    const there = other?.[toColumns[part] ?? ""] ?? null;
    const spelt = one.fold && !declared && chosen % 2 === 1 && there !== null ? upper(there) : there;
    const value = takesOdd && chosen >= 20 ? (ODD[chosen - 20] ?? "") : spelt;
    row[name] = nullable && (chosen === 19 || value === null) ? null : (value ?? "");
  });
}

const upper = (text: string): string => (/^[a-z]/.test(text) ? text.toUpperCase() : text);

/** The line of the program for a pointer, if it has one. */
function addLink(draft: Draft, to: Omit<Filling, "line" | "nullable" | "draft">): void {
  const { one, at, target, also, columns, toColumns, declared, holder } = to;
  if (one.kind === "unwritten" || !target.named || (also && !also.named)) return;
  const targets = [target, ...(also ? [also] : [])].map((each) => ({
    ...{ table: each.name, columns: toColumns },
    ...(also ? { type: each.name } : {}),
  }));
  const isMention = one.kind === "mentions";
  const erasure = one.erasure === undefined || one.erasure === "constant" ? undefined : { kind: one.erasure };
  // A pseudonym in a foreign key would point at nobody: the store would refuse it.
  const fits =
    erasure !== undefined &&
    (holder === undefined ? isMention && !(declared && erasure.kind === "pseudonym") : erasure.kind !== "pseudonym");
  draft.links.push({
    ...{ columns, kind: one.kind, targets },
    // A row that names several people is somebody's alone where nobody else is among them.
    unshared: holder !== undefined && one.unshared && !isMention,
    fold: one.fold && !declared,
    ...(also ? { by: `P${at}Type` } : {}),
    ...(holder ? { holder } : {}),
    ...(one.conditional ? { where: { [`P${at}State`]: ["on"] } } : {}),
    ...(fits ? { erasure } : {}),
    ...(declared && one.bare && one.kind === "owned" && !one.conditional ? { bare: true } : {}),
  });
}

/** A line of the target's: its row is such to whoever points at it. One a table, since a column has one line. */
function addUpward(draft: Draft, to: Pick<Filling, "one" | "target" | "columns" | "toColumns" | "holder">): void {
  const { one, target, columns, toColumns, holder } = to;
  // Nothing can be pointed at inside a list that only its own link knows how to part.
  if (holder?.kind === "list") return;
  if (one.upward === undefined || (OPEN.pointersReferredTo && one.upward === "mentions")) return;
  if (!target.named || !draft.named) return;
  if (target.links.some((link) => link.columns.join() === toColumns.join())) return;
  const targets: Target[] = [{ table: draft.name, columns, ...(holder ? { holder } : {}) }];
  target.links.push({ columns: toColumns, kind: one.upward, targets, fold: false, unshared: one.unshared });
}

/** A table that the program does not speak of. */
const unnamed = (draft: Draft): Draft => {
  const { is: _is, erasure: _erasure, ...rest } = draft;
  return { ...rest, identity: [], links: [], fields: [], keeps: [] };
};

/** A program with personal fields in a table that nothing leads to does not compile. */
function withoutUnreached(drafts: readonly Draft[]): Table[] {
  const words: readonly (Word | "none")[] = ["none", "mentions", "shared", "owned"];
  const reached = new Map<string, number>();
  for (const draft of drafts) if (draft.identity.length > 0 || draft.links.some((link) => link.bare)) reached.set(draft.name, 3);
  for (let grew = true; grew; ) {
    grew = false;
    for (const draft of drafts)
      for (const link of draft.links)
        for (const target of link.targets) {
          const there = reached.get(target.table) ?? 0;
          const here = there <= 1 ? 0 : Math.min(words.indexOf(link.kind), there);
          if (here <= (reached.get(draft.name) ?? 0)) continue;
          reached.set(draft.name, here);
          grew = true;
        }
  }
  return drafts.map(({ of: _of, at: _at, isPeople: _isPeople, keyType: _keyType, ...table }) =>
    reached.has(table.name) ? table : { ...table, fields: [] },
  );
}
