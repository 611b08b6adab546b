// The server hides from a role whatever it has no right to, tables too: what the role that reads cannot see is told by the role
// that acts, where it sees more, and what neither sees is said to be unknown.
import type { StoreRole } from "@troth/core/subject-graph";
import type { Row } from "../connector.ts";
import { byFirst } from "../values.ts";
import { datasetName, JOURNAL, type Query } from "./catalog.ts";
import * as sql from "./inspect-sql.ts";

/** What one role is shown of the store's schemas. */
export interface Sight {
  readonly user: string;
  readonly version: string;
  readonly schemas: readonly {
    readonly schema: string;
    /** Rights to the whole schema, or the whole server. */
    readonly rights: ReadonlySet<string>;
    /** Table -> its columns. */
    readonly tables: ReadonlyMap<string, readonly string[]>;
  }[];
}

/** Asks what a role is shown. */
export async function sightOf(schemas: readonly string[], query: Query): Promise<Sight> {
  const seen: Sight["schemas"][number][] = [];
  let [user, version] = ["", ""];
  for (const schema of schemas) {
    const [name, number, global, own] = (await query(sql.ROLE, [schema]))[0] ?? [];
    [user, version] = [String(name), String(number)];
    const tables = (await query(sql.tables(), [schema])).filter(([table, type]) => table !== JOURNAL && !isView(type));
    const columns = byFirst(await query(sql.columns(), [schema]));
    const rights = new Set(`${global ?? ""},${own ?? ""}`.split(","));
    const named = tables.map(
      ([table]) => [String(table), (columns.get(String(table)) ?? []).map(([name]) => String(name))] as const,
    );
    seen.push({ schema, rights, tables: new Map(named) });
  }
  return { user, version, schemas: seen };
}

const isView = (type: unknown): boolean => String(type).endsWith("VIEW");

/** Any of these to a whole schema shows all of its tables. */
const SHOWING = ["SELECT", "INSERT", "UPDATE", "REFERENCES"] as const;
const seesAll = (sight: Sight | undefined, schema: string): boolean => {
  const rights = sight?.schemas.find((one) => one.schema === schema)?.rights;
  return rights !== undefined && SHOWING.some((right) => rights.has(right));
};

/** What is known of one schema through the role that reads. */
interface Facts {
  readonly schemas: readonly string[];
  readonly schema: string;
  readonly tables: readonly Row[];
  readonly columns: ReadonlyMap<string, readonly Row[]>;
}

const mayRead = (column: Row): boolean => String(column[10]).includes("select");

/** What the role is, and what it may not read or is not shown. */
export function roleOf(
  all: readonly Facts[],
  { reading, acting }: { readonly reading: Sight; readonly acting: Sight | undefined },
): StoreRole {
  const { user } = reading;
  const has = (right: string): boolean => reading.schemas.every((one) => one.rights.has(right));
  const hasSome = (right: string): boolean => reading.schemas.some((one) => one.rights.has(right));
  const blind = reading.schemas.map((one) => one.schema).filter((schema) => !seesAll(reading, schema));
  const unread = [...unreadColumns(all), ...hiddenColumns(reading, acting)];
  const blindBoth = blind.filter((schema) => !seesAll(acting, schema));
  return {
    name: user,
    warnings: [
      ...(user.startsWith("root@") || hasSome("SUPER") ? ["superuser"] : []),
      ...(hasSome("DROP") || hasSome("ALTER") ? ["owner"] : []),
      ...(blind.length === 0
        ? []
        : [
            "hidden: the server shows this role no table that it has no right to; `troth grants` prints REFERENCES, which shows them",
          ]),
      ...(has("TRIGGER") ? [] : ["hidden: the server shows this role no triggers, since it lacks TRIGGER"]),
      ...[...unreadTables(all), ...hiddenTables(reading, acting)].map((name) => `unreadable: ${name}`),
    ],
    ...(unread.length > 0 ? { unread: joined(unread) } : {}),
    ...(blindBoth.length > 0 ? { blind: blindBoth } : {}),
  };
}

/** Tables that it is shown, and of which it may read nothing. */
const unreadTables = (all: readonly Facts[]): string[] =>
  all.flatMap((facts) =>
    facts.tables
      .filter(([table]) => !(facts.columns.get(String(table)) ?? []).some(mayRead))
      .map(([table]) => datasetName(facts.schemas, facts.schema, String(table))),
  );

/** What the role that acts is shown: each table with its columns, beside those of the role that reads. */
function compared(reading: Sight, acting: Sight | undefined) {
  const schemas = reading.schemas.map((one) => one.schema);
  return (acting?.schemas ?? []).flatMap(({ schema, tables }) => {
    const seen = reading.schemas.find((one) => one.schema === schema)?.tables;
    return [...tables].map(([table, columns]) => ({
      dataset: datasetName(schemas, schema, table),
      columns,
      seen: seen?.get(table),
    }));
  });
}

/** Tables that only the role that acts is shown. */
const hiddenTables = (reading: Sight, acting: Sight | undefined): string[] =>
  compared(reading, acting).flatMap(({ dataset, seen }) => (seen === undefined ? [dataset] : []));

/** Columns that only the role that acts is shown, of tables that both are. */
const hiddenColumns = (reading: Sight, acting: Sight | undefined): (readonly [string, readonly string[]])[] =>
  compared(reading, acting).flatMap(({ dataset, columns, seen }) => {
    const hidden = seen === undefined ? [] : columns.filter((column) => !seen.includes(column));
    return hidden.length === 0 ? [] : [[dataset, hidden] as const];
  });

function joined(all: readonly (readonly [string, readonly string[]])[]): Readonly<Record<string, readonly string[]>> {
  const columns = new Map<string, readonly string[]>();
  for (const [dataset, more] of all) columns.set(dataset, [...(columns.get(dataset) ?? []), ...more]);
  return Object.fromEntries(columns);
}

const unreadColumns = (all: readonly Facts[]): (readonly [string, readonly string[]])[] =>
  all.flatMap((facts) =>
    facts.tables.flatMap(([table]) => {
      const columns = facts.columns.get(String(table)) ?? [];
      const hidden = columns.filter((column) => !mayRead(column)).map(([name]) => String(name));
      if (hidden.length === 0 || hidden.length === columns.length) return [];
      return [[datasetName(facts.schemas, facts.schema, String(table)), hidden] as const];
    }),
  );
