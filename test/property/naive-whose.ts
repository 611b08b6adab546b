// The naive engine: whose a row is. It shares no code with the engine.
import { elementsIn } from "./naive-holders.ts";
import {
  type Cell,
  type ForeignKey,
  type Link,
  type Named,
  type Row,
  type Table,
  type Target,
  tableOf,
  type Word,
  type World,
} from "./world.ts";

const RANK: readonly Word[] = ["mentions", "shared", "owned"];
const isWeaker = (one: Word, other: Word): boolean => RANK.indexOf(one) < RANK.indexOf(other);
const weaker = (one: Word, other: Word): Word => (isWeaker(one, other) ? one : other);

/** Which rows concern the people of a request: as what to each of them, and what to any of them at most. */
export interface Standing {
  readonly each: readonly ReadonlyMap<Row, Word>[];
  readonly all: ReadonlyMap<Row, Word>;
}

/**
 * The rows that hold what the request names are the person. Whatever points at a row of theirs is theirs too: as its
 * link says, and never more than the row it points at. Reached in two ways, the stronger one holds.
 * Nothing is reached through a row that only mentions them. To each person of a batch a row is what it would be to them
 * alone; somebody else is whoever the request is not about.
 */
export function whoseRows(world: World): Standing {
  const each = world.people.map(() => new Map<Row, Word>());
  const all = new Map<Row, Word>();
  const put = (person: number, row: Row, word: Word): boolean => {
    const had = each[person]?.get(row);
    if (had !== undefined && !isWeaker(had, word)) return false;
    each[person]?.set(row, word);
    const most = all.get(row);
    if (most === undefined || isWeaker(most, word)) all.set(row, word);
    return true;
  };
  for (const table of world.tables)
    for (const row of table.rows)
      for (const [person, named] of world.people.entries()) if (isNamedBy(table, row, named)) put(person, row, "owned");
  for (let found = true; found; ) {
    found = false;
    for (const table of world.tables) {
      for (const row of table.rows) {
        for (const link of linksOf(world, table)) {
          for (const target of pointsAt(world, row, link)) {
            for (const person of world.people.keys()) {
              const there = each[person]?.get(target);
              if (there === undefined || there === "mentions") continue;
              if (link.unshared && somebodyElseUses(world, all, { table, row, link })) continue;
              if (put(person, row, weaker(link.kind, there))) found = true;
            }
          }
        }
      }
    }
  }
  return { each, all };
}

/** A row is one of the people. */
export const isThePerson = (world: World, table: Table, row: Row): boolean =>
  world.people.some((named) => isNamedBy(table, row, named));

/** Whoever names a tenant means people of that one. */
export function isNamedBy(table: Table, row: Row, named: Named): boolean {
  if (table.is !== undefined && !allows(table.is, row)) return false;
  const tenant = named.find((one) => one.kind === "tenant")?.value;
  if (table.tenant !== undefined && tenant !== undefined && row[table.tenant] !== tenant) return false;
  return named.some((one) => table.identity.some((identity) => answers(table, row, identity, one)));
}

export function answers(table: Table, row: Row, identity: Table["identity"][number], named: Named[number]): boolean {
  const isKind = named.kind === identity.kind || named.kind === `${identity.kind}@${table.name}`;
  return isKind && isSame(row[identity.column] ?? null, named.value, identity.fold);
}

export type SomeLink = Omit<Link, "kind"> & { readonly kind: Word; readonly from: Table };

/** The links of a table: those of the program, and each foreign key between named tables that it has no line for. */
export function linksOf(world: World, table: Table): SomeLink[] {
  if (!table.named) return [];
  const written = table.links.flatMap((link) => (link.kind === "none" ? [] : [{ ...link, kind: link.kind, from: table }]));
  const unwritten = table.foreignKeys.filter(
    (key) => tableOf(world, key.to).named && !table.links.some((link) => link.columns.join() === key.columns.join()),
  );
  return [
    ...written,
    ...unwritten.map((key) => ({
      columns: key.columns,
      from: table,
      kind: "mentions" as const,
      targets: [{ table: key.to, columns: key.toColumns }],
      fold: false,
      unshared: false,
    })),
  ];
}

/** The rows at which a row points by a link. */
export function pointsAt(world: World, row: Row, link: Omit<SomeLink, "kind">): Row[] {
  if (link.where !== undefined && !allows(link.where, row)) return [];
  return link.targets
    .filter((target) => target.type === undefined || row[link.by ?? ""] === target.type)
    .flatMap((target) =>
      tableOf(world, target.table).rows.filter(
        (other) =>
          meets(row, link, other, target) &&
          isInTenant({ link, target: { ...target, rows: tableOf(world, target.table) } }, row, other),
      ),
    );
}

/** A link by value leads to rows of the same tenant, where both tables have one; a key is one row's in any tenant. */
function isInTenant(
  { link, target }: { readonly link: Pick<SomeLink, "from">; readonly target: Target & { readonly rows: Table } },
  row: Row,
  other: Row,
): boolean {
  const [from, to] = [link.from.tenant, target.rows.tenant];
  if (from === undefined || to === undefined || isOneRow(target.rows, target.columns)) return true;
  return row[from] !== null && row[from] === other[to];
}

const isOneRow = (table: Table, columns: readonly string[]): boolean =>
  [...columns].sort().join() === [...table.key].sort().join() ||
  (columns.length === 1 && table.columns.some((one) => one.name === columns[0] && one.unique));

/** What stands in the columns of a link or of its target: several things where a column holds several. */
export const tuplesIn = (row: Row, { columns, holder }: Pick<Target, "columns" | "holder">): readonly (readonly Cell[])[] =>
  holder === undefined
    ? [columns.map((column) => row[column] ?? null)]
    : elementsIn(row[columns[0] ?? ""] ?? null, holder).map((one) => [one]);

export const meets = (row: Row, link: Pick<Link, "columns" | "fold" | "holder">, other: Row, target: Target): boolean =>
  tuplesIn(row, link).some((one) =>
    tuplesIn(other, target).some((there) => one.every((cell, at) => isSame(cell, there[at] ?? null, link.fold))),
  );

export const keyPointsAt = (row: Row, key: ForeignKey, other: Row): boolean =>
  key.columns.every((column, at) => row[column] !== null && row[column] === other[key.toColumns[at] ?? ""]);

const allows = (where: Readonly<Record<string, readonly string[]>>, row: Row): boolean =>
  Object.entries(where).every(([column, values]) => values.includes(row[column] ?? "\0"));

/** Values that stand for nothing: they lead nowhere. */
const NOTHING = ["-", "n/a", "na", "none", "null", "unknown", "undefined", "00000000-0000-0000-0000-000000000000"];

export function isSame(one: Cell, other: Cell, fold: boolean): boolean {
  if (one === null || other === null || one.trim() === "" || other.trim() === "") return false;
  if (NOTHING.includes(one.trim().toLowerCase()) || NOTHING.includes(other.trim().toLowerCase())) return false;
  return fold ? one.toLowerCase() === other.toLowerCase() : one === other;
}

/**
 * Whether a row is used by a row that is not this person's: one that points at it by a foreign key or by a link, at
 * whichever of its columns; or one that it belongs to by another of its links,
 * whether that is there or not. That it points at itself does not count.
 */
export function somebodyElseUses(
  world: World,
  standing: ReadonlyMap<Row, Word>,
  at: { table: Table; row: Row; link: SomeLink },
): boolean {
  const { table, row, link } = at;
  const isTheirs = (other: Row): boolean => other !== row && !isTheirOwn(standing, other);
  const pointed = world.tables.some((other) =>
    other.rows.filter(isTheirs).some((one) => {
      const byKey = other.foreignKeys.some((key) => key.to === table.name && keyPointsAt(one, key, row));
      const known = linksOf(world, other).map((each) => ({
        ...each,
        targets: each.targets.filter((target) => target.table === table.name),
      }));
      return byKey || known.some((each) => pointsAt(world, one, each).includes(row));
    }),
  );
  // A mention belongs to nobody, but if it is the very link that counts only what nobody else reaches.
  const belongs = linksOf(world, table).filter((each) => each.kind !== "mentions" || each.columns.join() === link.columns.join());
  return pointed || belongs.some((each) => pointsAt(world, row, each).some(isTheirs) || namesSomebodyGone(world, row, each));
}

/** Whether a row names, by a link, somebody who is not there (any more): not this person in any case. */
function namesSomebodyGone(world: World, row: Row, link: SomeLink): boolean {
  const isMeant = link.targets.some((target) => target.type === undefined || row[link.by ?? ""] === target.type);
  const holds = link.where === undefined || allows(link.where, row);
  if (link.unshared || !isMeant || !holds) return false;
  const there = pointsAt(world, row, link);
  return tuplesIn(row, link)
    .filter((tuple) => tuple.every((cell) => isSame(cell, cell, false)))
    .some(
      (tuple) =>
        !there.some((other) =>
          link.targets.some((target) =>
            tuplesIn(other, target).some((one) => one.every((cell, at) => isSame(tuple[at] ?? null, cell, link.fold))),
          ),
        ),
    );
}

/** Owned or shared: a row of the person, which others may point at. */
export const isTheirOwn = (standing: ReadonlyMap<Row, Word>, row: Row): boolean =>
  standing.get(row) === "owned" || standing.get(row) === "shared";
