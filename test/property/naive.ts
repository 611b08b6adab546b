// The naive engine: what an erasure should do, row by row, with nothing clever in it. It shares no code with the engine.
import { type Held, withoutElements } from "./naive-holders.ts";
import {
  answers,
  isNamedBy,
  isSame,
  isTheirOwn,
  isThePerson,
  keyPointsAt,
  linksOf,
  meets,
  pointsAt,
  type SomeLink,
  type Standing,
  somebodyElseUses,
  tuplesIn,
  whoseRows,
} from "./naive-whose.ts";
import {
  type Cell,
  type Column,
  columnOf,
  type Field,
  type Row,
  type Strategy,
  type Table,
  TODAY,
  tableOf,
  type Word,
  type World,
} from "./world.ts";

/** A column's new value: nothing, a given one, or a name that tells nobody who it was. */
export type NewValue = { readonly kind: "nothing" } | { readonly kind: "exactly"; readonly value: string } | Pseudonym | Held;
export interface Pseudonym {
  readonly kind: "pseudonym";
  readonly email: boolean;
}

/** What the naive engine says of one database. */
export interface Verdict {
  /** Which rows concern the people, and as what. */
  readonly standing: ReadonlyMap<Row, Word>;
  readonly each: Standing["each"];
  /** Why nothing may be done at all: `code table.column`. Empty: everything below is to be done. */
  readonly reasons: ReadonlySet<string>;
  readonly goes: ReadonlySet<Row>;
  readonly changes: ReadonlyMap<Row, ReadonlyMap<string, NewValue>>;
  /** Owned links by which the person's rows are somebody else's too; and those that lead to nobody but somebody else. */
  readonly alsoOthers: ReadonlySet<string>;
  readonly onlyOthers: ReadonlySet<string>;
  /** A value by which a link leads on from the person's rows is in somebody else's row too. */
  readonly othersHoldValues: boolean;
}

/** Everything that follows from the data and the program for this person. */
export function decide(world: World): Verdict {
  const { all: standing, each } = whoseRows(world);
  const goes = new Set([...standing.keys()].filter((row) => fateOf(world, standing, row) === "goes"));
  const reasons = new Set<string>([
    ...moreThanOnePerson(world),
    ...unfitFields(world, standing),
    ...unfitPointers(world, standing, goes),
    ...pointersAtWhatGoes(world, standing, goes),
    ...emptyKeysThatGo(world, goes),
  ]);
  const changes = new Map([...standing.keys()].map((row) => [row, changesOf({ world, standing, each, goes }, row)]));
  const alsoOthers = othersBehind(world, standing, (targets) => targets.some((other) => !isTheirOwn(standing, other)));
  const onlyOthers = othersBehind(world, standing, (targets) => targets.every((other) => !isTheirOwn(standing, other)));
  return { standing, each, reasons, goes, changes, alsoOthers, onlyOthers, othersHoldValues: othersHoldValues(world, standing) };
}

// --- What becomes of it? ---

type Fate = "goes" | "is changed" | "stays";

/** A row of theirs goes; a row that is others' too is changed; unless the program says otherwise, or a law keeps it. */
function fateOf(world: World, standing: ReadonlyMap<Row, Word>, row: Row): Fate {
  const table = tableWith(world, row);
  const word = standing.get(row);
  if (word === undefined || word === "mentions") return "stays";
  const keep = keepOf(table, row);
  if (keep !== undefined) return keep.as === "pseudonym" ? "is changed" : "stays";
  if (table.erasure === "keep") return "stays";
  return word === "owned" && table.erasure !== "fields" ? "goes" : "is changed";
}

/** The rule that keeps a row today; of several the one that lasts longest. A day that cannot be read keeps it. */
function keepOf(table: Table, row: Row): Table["keeps"][number] | undefined {
  const lasts = table.keeps.map((keep) => ({ keep, until: lastDay(row[keep.since] ?? null, keep.years) }));
  return lasts.filter(({ until }) => until >= TODAY).sort((one, other) => (one.until < other.until ? 1 : -1))[0]?.keep;
}

function lastDay(since: Cell, years: number): string {
  const day = /^(\d{4})-(\d{2}-\d{2})/.exec(since ?? "");
  return day === null ? "9999-12-31" : `${Number(day[1]) + years}-${day[2]}`;
}

interface Erased extends Whose {
  readonly world: World;
  readonly goes: ReadonlySet<Row>;
}
interface Whose {
  readonly standing: ReadonlyMap<Row, Word>;
  readonly each: Standing["each"];
}

/** Everything that is changed in a row that stays; pointers last, since they must not lead where nothing is any more. */
function changesOf({ world, standing, each, goes }: Erased, row: Row): Map<string, NewValue> {
  const table = tableWith(world, row);
  const changes = new Map<string, NewValue>();
  if (goes.has(row)) return changes;
  if (fateOf(world, standing, row) === "is changed")
    for (const field of table.fields) {
      if (standing.get(row) === "shared" && !isTheirPart({ world, standing, each }, table, { field, row })) continue;
      const value = newValue(strategyOf(table, field), field.category === "contact.email");
      if (value !== undefined) changes.set(field.column, value);
    }
  for (const link of holdersOf(world, standing, table, row)) {
    const [column = ""] = link.columns;
    if (link.holder === undefined) continue;
    const value = withoutElements(row[column] ?? null, link.holder, (one) => isAboutThem({ world, standing, row, link }, one));
    if (value !== undefined) changes.set(column, value);
  }
  for (const { link, columns } of mentionsIn(world, standing, table, row))
    for (const column of columns) {
      const value = newValue(link.erasure ?? { kind: "clear" }, false);
      if (value !== undefined) changes.set(column, value);
    }
  for (const key of table.foreignKeys) {
    const last = key.columns.at(-1) ?? "";
    const isLost = tableOf(world, key.to).rows.some((other) => goes.has(other) && keyPointsAt(row, key, other));
    if (isLost && !changes.has(last) && columnOf(table, last).nullable) changes.set(last, { kind: "nothing" });
  }
  return changes;
}

/**
 * Of a row that is others' too: a name only where it is the person's own, unless the program says what becomes of it; and
 * nothing at all besides where the row has an owner, who is somebody else.
 */
function isTheirPart(
  { world, standing, each }: Whose & { readonly world: World },
  table: Table,
  { field, row }: { readonly field: Field; readonly row: Row },
): boolean {
  const strategy = strategyOf(table, field);
  const isName = field.erasure === undefined && strategy.kind === "pseudonym";
  const cell = row[field.column] ?? null;
  if (isName) return cell !== null && ownNames(world, each, peopleOf(each, standing, row)).has(String(cell).toLowerCase());
  return !linksOf(world, table).some(
    (link) => link.kind === "owned" && link.targets.some((target) => isPeople(tableOf(world, target.table))),
  );
}

const isPeople = (table: Table): boolean => table.is !== undefined || table.identity.length > 0;

/** Whose a row is: as much as it is anybody's, or at least in part. */
const peopleOf = (each: Standing["each"], standing: ReadonlyMap<Row, Word>, row: Row): readonly number[] =>
  [...each.keys()].filter((person) => {
    const word = each[person]?.get(row);
    return word !== undefined && (word === standing.get(row) || word === "shared");
  });

/** The names and addresses in the rows that are these people's own. */
const ownNames = (world: World, each: Standing["each"], people: readonly number[]): ReadonlySet<string> =>
  new Set(
    world.tables.flatMap((table) =>
      table.rows
        .filter((row) => people.some((person) => each[person]?.get(row) === "owned"))
        .flatMap((row) =>
          table.fields
            .filter(isNamed)
            .flatMap((field) => (row[field.column] === null ? [] : [String(row[field.column]).toLowerCase()])),
        ),
    ),
  );

const isNamed = (field: Field): boolean => field.category === "name.full" || field.category === "contact.email";

function newValue(strategy: Strategy, email: boolean): NewValue | undefined {
  if (strategy.kind === "keep") return undefined;
  if (strategy.kind === "clear") return { kind: "nothing" };
  return strategy.kind === "pseudonym" ? { kind: "pseudonym", email } : { kind: "exactly", value: String(strategy.value) };
}

/** The mentions by which a row points at the person, with the columns that are changed because of it. */
function mentionsIn(world: World, standing: ReadonlyMap<Row, Word>, table: Table, row: Row) {
  return linksOf(world, table)
    .filter((link) => link.kind === "mentions" && link.holder === undefined)
    .filter((link) => pointsAt(world, row, link).some((other) => isTheirOwn(standing, other)))
    .filter((link) => !link.unshared || !somebodyElseUses(world, standing, { table, row, link }))
    .map((link) => ({ link, columns: link.erasure === undefined ? link.columns.slice(-1) : link.columns }));
}

/** Links by which a row that stays holds somebody of them among others: only they are taken out, whatever the row is to them. */
const holdersOf = (world: World, standing: ReadonlyMap<Row, Word>, table: Table, row: Row): SomeLink[] =>
  linksOf(world, table)
    .filter((link) => link.holder !== undefined && link.erasure?.kind !== "keep")
    .filter((link) => pointsAt(world, row, link).some((other) => isTheirOwn(standing, other)))
    .filter((link) => !link.unshared || !somebodyElseUses(world, standing, { table, row, link }));

interface HeldIn {
  readonly world: World;
  readonly standing: ReadonlyMap<Row, Word>;
  readonly row: Row;
  readonly link: SomeLink;
}

/** One of the things that a cell holds names a row of theirs. */
const isAboutThem = ({ world, standing, row, link }: HeldIn, one: string): boolean =>
  pointsAt(world, row, link)
    .filter((other) => isTheirOwn(standing, other))
    .some((other) =>
      link.targets.some((target) => tuplesIn(other, target).some(([cell]) => isSame(cell ?? null, one, link.fold))),
    );

/** What the program says of a field; if nothing, what its kind of data asks for, as far as the column can take it. */
function strategyOf(table: Table, field: Field): Strategy {
  if (field.erasure !== undefined) return field.erasure;
  const column = columnOf(table, field.column);
  const isText = isTextual(column);
  if (field.category === "payment.transaction") return { kind: "keep" };
  const names = field.category === "name.full" || field.category === "contact.email";
  const first: Strategy = names && isText ? { kind: "pseudonym" } : { kind: "clear" };
  const empty: Strategy[] = isText ? [{ kind: "constant", value: "" }] : [];
  return [first, { kind: "clear" } as const, ...empty].find((one) => fits(column, one)) ?? first;
}

const isTextual = (column: Column): boolean => column.type === "text" || column.type.startsWith("varchar");

const lengthOf = (column: Column): number => Number(/\((\d+)\)/.exec(column.type)?.[1] ?? "1000000");

function fits(column: Column, strategy: Strategy): boolean {
  if (strategy.kind === "keep") return true;
  if (strategy.kind === "clear") return column.nullable;
  if (strategy.kind === "pseudonym") return column.type === "uuid" || (isTextual(column) && lengthOf(column) >= 8);
  if (column.unique) return false;
  if (isTextual(column)) return String(strategy.value).length <= lengthOf(column);
  return column.type === "boolean" ? typeof strategy.value === "boolean" : typeof strategy.value === "number";
}

// --- Why may it not be done? ---

/** More than one row holds what names somebody; or an account number, which is one person's in one table only, in two. */
function moreThanOnePerson(world: World): string[] {
  const isTwo = world.people.some((named) => {
    const found = world.tables
      .map((table) => ({ table, rows: table.rows.filter((row) => isNamedBy(table, row, named)) }))
      .filter(({ rows }) => rows.length > 0);
    const byAccount = found.filter(({ table, rows }) =>
      table.identity.some((one) => one.kind === "account" && named.some((name) => answers(table, rows[0] ?? {}, one, name))),
    );
    return found.some(({ rows }) => rows.length > 1) || byAccount.length > 1;
  });
  return isTwo ? ["ambiguous"] : [];
}

/** A field of a row that stays and is changed, which cannot take what is to be written there. */
function unfitFields(world: World, standing: ReadonlyMap<Row, Word>): string[] {
  const changed = [...standing.keys()].filter((row) => fateOf(world, standing, row) === "is changed");
  return [...new Set(changed.map((row) => tableWith(world, row)))].flatMap((table) =>
    table.fields
      .filter((field) => {
        const strategy = strategyOf(table, field);
        if (strategy.kind === "keep") return false;
        return !fits(columnOf(table, field.column), strategy) || isReferredTo(world, table, field.column);
      })
      .map((field) => `strategy ${table.name}.${field.column}`),
  );
}

/** Rows point at the value of this column by a foreign key. */
const isReferredTo = (world: World, table: Table, column: string): boolean =>
  world.tables.some((other) => other.foreignKeys.some((key) => key.to === table.name && key.toColumns.includes(column)));

/** A pointer of a mention in a row that stays, which cannot take what is to be written there. */
function unfitPointers(world: World, standing: ReadonlyMap<Row, Word>, goes: ReadonlySet<Row>): string[] {
  return [...standing.keys()]
    .filter((row) => !goes.has(row))
    .flatMap((row) => {
      const table = tableWith(world, row);
      return mentionsIn(world, standing, table, row).flatMap(({ link, columns }) =>
        columns
          .filter((column) => {
            const strategy = link.erasure ?? { kind: "clear" };
            return strategy.kind !== "keep" && (!fits(columnOf(table, column), strategy) || isReferredTo(world, table, column));
          })
          .map((column) => `strategy ${table.name}.${column}`),
      );
    });
}

/** Rows that stay and point, by a foreign key, at a row that goes: others' may not be touched; theirs must be clearable. */
function pointersAtWhatGoes(world: World, standing: ReadonlyMap<Row, Word>, goes: ReadonlySet<Row>): string[] {
  return world.tables.flatMap((table) =>
    table.foreignKeys.flatMap((key) =>
      table.rows
        .filter((row) => !goes.has(row))
        .filter((row) => tableOf(world, key.to).rows.some((other) => goes.has(other) && keyPointsAt(row, key, other)))
        .flatMap((row) => {
          if (!standing.has(row)) return [`others-refer ${table.name}.${key.columns[0]}`];
          return columnOf(table, key.columns.at(-1) ?? "").nullable ? [] : [`kept-parent ${table.name}.${key.columns[0]}`];
        }),
    ),
  );
}

/** Foreign keys to rows that go and whose key is empty: a store cannot be asked who points at those. */
const emptyKeysThatGo = (world: World, goes: ReadonlySet<Row>): string[] =>
  world.tables.flatMap((table) =>
    table.foreignKeys
      .filter((key) => {
        const ends = [...goes].filter((row) => tableOf(world, key.to).rows.includes(row));
        const cells = ends.map((row) => key.toColumns.map((column) => row[column] ?? null));
        return cells.some((cell) => cell.includes("") && !cell.includes(null));
      })
      .map((key) => `others-refer ${table.name}.${key.columns[0]}`),
  );

/** Owned links of the person's rows, by whom they lead to. */
function othersBehind(world: World, standing: ReadonlyMap<Row, Word>, holds: (targets: readonly Row[]) => boolean): Set<string> {
  const places = [...standing].flatMap(([row, word]) => {
    const table = tableWith(world, row);
    if (word !== "owned" || isThePerson(world, table, row)) return [];
    return linksOf(world, table)
      .filter((link) => link.kind === "owned" && !link.unshared)
      .map((link) => ({ link, targets: pointsAt(world, row, link) }))
      .filter(({ targets }) => targets.length > 0 && holds(targets))
      .map(({ link }) => `${table.name}.${link.columns[0]}`);
  });
  return new Set(places);
}

function othersHoldValues(world: World, standing: ReadonlyMap<Row, Word>): boolean {
  const targets = world.tables.flatMap((table) =>
    linksOf(world, table).flatMap((link) => link.targets.map((to) => ({ ...to, fold: link.fold }))),
  );
  return targets.some((target) => {
    const rows = tableOf(world, target.table).rows;
    const mine = rows.filter((row) => isTheirOwn(standing, row));
    const others = rows.filter((row) => !isTheirOwn(standing, row));
    return mine.some((row) => others.some((other) => meets(row, target, other, target)));
  });
}

function tableWith(world: World, row: Row): Table {
  const found = world.tables.find((table) => table.rows.includes(row));
  if (!found) throw new Error("a row of no table");
  return found;
}
