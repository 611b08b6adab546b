// What a row of a store says of a person, as facts: what is known already, by declaration.
import { hashOf } from "../foundation/index.ts";
import type { ColumnPlace, DatasetRule, Program } from "../program/index.ts";
import { FUTURE_MS } from "./check-facts.ts";
import type { Fact } from "./fact.ts";
import { isDay, isFilled, isValue, keyOf, momentOf, type RowCells, scopesOf, textOf } from "./row-cells.ts";

/** What the rows of one dataset say, and in which columns. */
export interface RowReading {
  readonly store: string;
  readonly dataset: string;
  /** The column with the id of the person's account. */
  readonly person: string;
  readonly columns: readonly string[];
  readonly points: readonly PointReading[];
  readonly country: string | undefined;
  readonly region: string | undefined;
  readonly born: string | undefined;
  readonly is: DatasetRule["is"];
  /** What tells the rows of one person apart; absent: everyone has one row at most. */
  readonly key?: readonly string[];
  /** The same id may be another account's in another tenant. */
  readonly isOfTenant: boolean;
}

/** What of a dataset's schema says by what its rows are told apart. */
export interface RowsToldApart {
  readonly columns: readonly { readonly name: string; readonly unique: boolean }[];
  readonly primaryKey: readonly string[];
}

interface PointReading {
  readonly point: string;
  /** Categories of the columns that came from there. */
  readonly fields: readonly PointField[];
  readonly takes: readonly string[];
  readonly since: string | undefined;
  readonly stamp: string | undefined;
  readonly granted: string | undefined;
}

/** `path`: into a column of JSON. */
interface PointField {
  readonly column: string;
  readonly path: readonly string[];
  readonly categories: readonly string[];
}

/** A fact of a row. `base` names what it is about, whatever it says: a changed value corrects the fact of before. */
export interface RowFact {
  readonly base: string;
  readonly fact: Fact;
  /** The row says when; else it is told as older than all that was told with a day. */
  readonly isDated: boolean;
}

/** What of a row is empty: had it said something before, that is so no more. */
export type RowCleared = Pick<RowFact, "base"> & Pick<Fact, "person" | "origin">;

/** What of a row says nothing, and why. */
export type Unread =
  | "no account"
  | "an account of several tenants"
  | "no day"
  | "no day in its own dataset"
  | "no country code"
  | "no birth date"
  | "no scopes";

const ACCOUNT = "account";

/**
 * When what a row says without a day is told to have been so: it may be as old as the row, and goes before nothing that somebody has said
 * since they are known.
 */
const UNDATED = new Date(0).toISOString();

/** How the datasets of a store are read; only those whose rows are about one account each, and say something. */
export function readingsOf(program: Program, store: string): readonly RowReading[] {
  const datasets = Object.values(program.stores[store]?.datasets ?? {});
  return datasets.flatMap((dataset) => {
    const person = personColumn(dataset, datasets);
    const reading = person === undefined ? undefined : readingOf(program, dataset, person);
    const says = reading && (reading.points.length > 0 || reading.country !== undefined || reading.born !== undefined);
    return says ? [reading] : [];
  });
}

/**
 * The reading of a dataset as it is in its store. Somebody may have several rows in it: then each is told apart by its key, and
 * where it has none by all that it says.
 */
export function withKey(reading: RowReading, { columns, primaryKey }: RowsToldApart): RowReading {
  const { person } = reading;
  const isAlone = primaryKey.length === 1 && primaryKey[0] === person;
  if (isAlone || columns.some(({ name, unique }) => name === person && unique)) return { ...reading, isOfTenant: false };
  const key = primaryKey.length > 0 ? primaryKey : reading.columns;
  return { ...reading, key, columns: [...new Set([...reading.columns, ...key])] };
}

/** The column with the account: of its own identity, or of an `owned` link to the dataset of accounts by its key. */
function personColumn(dataset: DatasetRule, all: readonly DatasetRule[]): string | undefined {
  const own = accountColumn(dataset);
  if (own !== undefined) return own;
  const link = dataset.links.find(
    (one) =>
      one.kind === "owned" &&
      one.columns.length === 1 &&
      one.within === undefined &&
      one.targets.length === 1 &&
      all.some((other) => {
        const [target] = one.targets;
        const account = accountColumn(other);
        if (target?.store !== other.store || target.dataset !== other.name || account === undefined) return false;
        return target.columns === undefined ? account === "id" : target.columns.length === 1 && target.columns[0] === account;
      }),
  );
  return link?.columns[0];
}

function accountColumn(dataset: DatasetRule): string | undefined {
  const columns = dataset.identity.find(({ kind }) => kind === ACCOUNT)?.columns;
  return columns?.length === 1 ? columns[0] : undefined;
}

function readingOf(program: Program, dataset: DatasetRule, person: string): RowReading {
  const here = (place: ColumnPlace | undefined): string | undefined =>
    place?.store === dataset.store && place.dataset === dataset.name ? place.column : undefined;
  const plain = dataset.fields.filter(({ path, free }) => path.length === 0 && !free);
  const columnOf = (category: string) =>
    plain.find(({ categories }) => categories.length === 1 && categories[0] === category)?.column;
  const points = Object.values(program.collection).flatMap((point): readonly PointReading[] => {
    const fields = dataset.fields
      .filter(({ at, categories }) => at === point.id && categories.length > 0)
      .map(({ column, path, categories }) => ({ column, path, categories }));
    const kept = { since: here(point.kept.since), stamp: here(point.kept.stamp), granted: here(point.kept.granted) };
    if (fields.length === 0 && kept.since === undefined && kept.granted === undefined) return [];
    return [{ point: point.id, fields, takes: point.takes.map(({ id }) => id), ...kept }];
  });
  const [country, region, born] = ["contact.country", "contact.region", "demographic.birth-date"].map(columnOf);
  const used = points.flatMap(({ fields, since, stamp, granted }) => [
    ...fields.map(({ column }) => column),
    since,
    stamp,
    granted,
  ]);
  const where = Object.values(dataset.is).flatMap((one) => Object.keys(one));
  const columns = [person, country, region, born, ...used, ...where].filter((column) => column !== undefined);
  const { store, name, is } = dataset;
  const isOfTenant = dataset.tenant !== undefined;
  return { store, dataset: name, person, columns: [...new Set(columns)], points, country, region, born, is, isOfTenant };
}

/** The facts of one row. `now`, in milliseconds since 1970: a day that has not come takes nothing else of its row with it. */
export function factsOfRow(
  reading: RowReading,
  cells: RowCells,
  now: number,
): { readonly facts: readonly RowFact[]; readonly cleared: readonly RowCleared[]; readonly unread: readonly Unread[] } {
  const person = textOf(cells[reading.person]);
  if (person === undefined || person.length > MOST_ID) return { facts: [], cleared: [], unread: ["no account"] };
  // Facts name an account by its id alone: of two people they would make one.
  if (reading.isOfTenant) return { facts: [], cleared: [], unread: ["an account of several tenants"] };
  const unread: Unread[] = [];
  const facts: RowFact[] = [];
  const cleared: RowCleared[] = [];
  const origin = `store:${reading.store}/${reading.dataset}`;
  const row = reading.key === undefined ? [] : [reading.key.map((column) => keyOf(cells[column]))];
  const baseOf = (about: string): string => `row-${hashOf([reading.store, reading.dataset, person, about, ...row]).slice(0, 40)}`;
  const put = (at: string, about: string, says: Readonly<Record<string, unknown>>): void => {
    const base = baseOf(about);
    facts.push({ base, isDated: at !== UNDATED, fact: { id: base, person, at, origin, ...says } as Fact });
  };
  const clear = (about: string) => void cleared.push({ base: baseOf(about), person, origin });
  const days = reading.points.flatMap(({ since }) => (since === undefined ? [] : (momentOf(cells[since]) ?? [])));
  for (const point of reading.points) unread.push(...pointFacts(point, { reading, cells, put, clear }));
  const at = days.filter((day) => Date.parse(day) <= now + FUTURE_MS).toSorted()[0] ?? UNDATED;
  const country = reading.country && (textOf(cells[reading.country]) ?? "");
  if (country === "") clear("resides");
  else if (country !== undefined) {
    const region = reading.region && textOf(cells[reading.region]);
    if (/^[A-Za-z]{2}$/.test(country))
      put(at, "resides", { kind: "resides", country: country.toUpperCase(), ...(region ? { region } : {}), evidence: "stated" });
    else unread.push("no country code");
  }
  const born = reading.born && (textOf(cells[reading.born]) ?? "");
  if (born === "") clear("born");
  else if (born !== undefined) {
    const day = /^\d{4}-\d{2}-\d{2}(?=$|[T ])/.exec(born)?.[0];
    if (day !== undefined && isDay(day)) put(at, "born", { kind: "born", day });
    else unread.push("no birth date");
  }
  return { facts, cleared, unread };
}

const MOST_ID = 200;

interface Putting {
  readonly reading: RowReading;
  readonly cells: RowCells;
  readonly put: (at: string, about: string, says: Readonly<Record<string, unknown>>) => void;
  readonly clear: (about: string) => void;
}

function pointFacts(point: PointReading, { reading, cells, put, clear }: Putting): readonly Unread[] {
  const unread: Unread[] = [];
  const day = point.since === undefined ? undefined : momentOf(cells[point.since]);
  if (point.granted !== undefined) {
    const about = `granted ${point.point}`;
    const text = textOf(cells[point.granted]);
    const scopes = scopesOf(text);
    if (text === undefined) clear(about);
    else if (scopes === undefined) unread.push("no scopes");
    else put(day ?? UNDATED, about, { kind: "granted", point: point.point, scopes });
  }
  if (point.since === undefined) return point.fields.length === 0 ? unread : [...unread, "no day in its own dataset"];
  if (day === undefined) return [...unread, "no day"];
  const filled = point.fields.filter(({ column, path }) => isFilled(cells[column], path));
  const categories = point.fields.length === 0 ? point.takes : [...new Set(filled.flatMap((field) => field.categories))];
  const notice = point.stamp === undefined ? undefined : textOf(cells[point.stamp]);
  const kinds = Object.keys(reading.is).filter((kind) => isOfKind(reading.is[kind] ?? {}, cells));
  const about = (as: string | undefined): string => `collected ${point.point} ${as ?? ""}`;
  const ases: readonly (string | undefined)[] = kinds.length === 0 ? [undefined] : kinds;
  // What the row was as another kind of people it is no more.
  for (const as of [undefined, ...Object.keys(reading.is)]) if (categories.length === 0 || !ases.includes(as)) clear(about(as));
  for (const as of categories.length === 0 ? [] : ases)
    put(day, about(as), {
      ...{ kind: "collected", point: point.point, categories },
      ...(notice ? { notice } : {}),
      ...(as === undefined ? {} : { as }),
    });
  return unread;
}

/** Whether a row is such a person, by the columns that the program names. */
const isOfKind = (where: Readonly<Record<string, readonly (string | number | boolean)[]>>, cells: RowCells): boolean =>
  Object.entries(where).every(([column, values]) => values.some((value) => isValue(value, textOf(cells[column]))));
