// A random company as SQL and as a program: what the engine is given, and what a counterexample shows.
import { stringify } from "yaml";
import { type Field, type Holder, type Link, type Strategy, type Table, type Target, tableOf, type World } from "./world.ts";

const quote = (name: string): string => `"${name}"`;
const list = (names: readonly string[]): string => names.map(quote).join(", ");
const literal = (value: string | null): string => (value === null ? "NULL" : `'${value.replaceAll("'", "''")}'`);

/** An array stands as JSON. */
const literalOf = (type: string, value: string | null): string =>
  type.endsWith("[]") && value !== null
    ? `ARRAY[${(JSON.parse(value) as unknown[]).map((one) => literal(one === null ? null : String(one))).join(", ")}]::${type}`
    : literal(value);

/** The tables. Foreign keys come with the data. */
export function ddlOf(world: World): string[] {
  return world.tables.map((table) => {
    const columns = table.columns.map(
      (column) => `${quote(column.name)} ${column.type}${column.nullable ? "" : " NOT NULL"}${column.unique ? " UNIQUE" : ""}`,
    );
    const key = table.key.length > 0 ? [`PRIMARY KEY (${list(table.key)})`] : [];
    return `CREATE TABLE ${quote(table.name)} (${[...columns, ...key].join(", ")})`;
  });
}

/** The rows, then the foreign keys, which may go in circles. */
export function dataOf(world: World): string[] {
  const inserts = world.tables.flatMap((table) => {
    if (table.rows.length === 0) return [];
    const rows = table.rows.map(
      (row) => `(${table.columns.map(({ name, type }) => literalOf(type, row[name] ?? null)).join(", ")})`,
    );
    return [`INSERT INTO ${quote(table.name)} VALUES ${rows.join(", ")}`];
  });
  const keys = world.tables.flatMap((table) =>
    table.foreignKeys.map(
      (key) =>
        `ALTER TABLE ${quote(table.name)} ADD FOREIGN KEY (${list(key.columns)}) REFERENCES ${quote(key.to)} (${list(key.toColumns)}) ON DELETE ${key.onDelete.toUpperCase()}`,
    ),
  );
  return [...inserts, ...keys];
}

/** The program, as data. */
export function programOf(world: World): Record<string, unknown> {
  const named = world.tables.filter((table) => table.named);
  const keeps = named.flatMap((table) =>
    table.keeps.map((keep) => [
      keep.id,
      {
        datasets: [`store/${table.name}`],
        keep: `${keep.years} years since ${keep.since}`,
        because: "Companies Act",
        as: keep.as,
      },
    ]),
  );
  return {
    troth: 1,
    organization: { name: "Company", country: "IE", contact: "privacy@company.example" },
    laws: ["gdpr"],
    subjects: ["person"],
    purposes: { account: { basis: "contract", data: ["name", "contact", "content", "auth.password", "payment"] } },
    stores: {
      store: {
        connector: "postgres",
        url: `\${STORE}`,
        datasets: Object.fromEntries(named.map((table) => [table.name, datasetOf(world, table)])),
      },
    },
    ...(keeps.length > 0 ? { retention: Object.fromEntries(keeps) } : {}),
  };
}

function datasetOf(world: World, table: Table): Record<string, unknown> {
  return {
    ...(table.tenant ? { tenant: table.tenant } : {}),
    ...(table.is ? { is: { person: table.is } } : table.identity.length > 0 ? { is: "person" } : {}),
    ...(table.identity.length > 0 ? { identity: Object.fromEntries(table.identity.map((one) => [one.kind, one.column])) } : {}),
    ...(table.fields.length > 0 ? { fields: Object.fromEntries(table.fields.map((one) => [one.column, fieldOf(one)])) } : {}),
    ...(table.links.length > 0
      ? {
          links: Object.fromEntries(
            table.links.map((one) => [`${one.columns.join(", ")}${pathOf(one.holder)}`, linkOf(world, one)]),
          ),
        }
      : {}),
    ...(table.erasure ? { erasure: table.erasure } : {}),
    rest: "none",
  };
}

const strategyOf = (strategy: Strategy): unknown => (strategy.kind === "constant" ? { constant: strategy.value } : strategy.kind);

const fieldOf = ({ category, erasure }: Field): unknown =>
  erasure === undefined ? category : { is: category, erasure: strategyOf(erasure) };

function linkOf(world: World, link: Link): unknown {
  if (link.kind === "none") return "none";
  if (link.bare) return link.kind;
  const places = link.targets.map((target) => [target.type ?? "", placeOf(world, target)] as const);
  return {
    [link.kind]: link.by === undefined ? places[0]?.[1] : Object.fromEntries(places),
    ...(link.by ? { by: link.by } : {}),
    ...(link.where ? { where: Object.fromEntries(Object.entries(link.where).map(([name, values]) => [name, values[0]])) } : {}),
    ...(link.holder?.kind === "list" ? { split: link.holder.split } : {}),
    ...(link.fold ? { fold: true } : {}),
    ...(link.unshared ? { unshared: true } : {}),
    ...(link.erasure ? { erasure: strategyOf(link.erasure) } : {}),
  };
}

const pathOf = (holder: Holder | undefined): string =>
  holder?.kind === "json" ? holder.path.map((key) => `.${key}`).join("") : "";

/** A key needs no columns. */
function placeOf(world: World, { table, columns, holder }: Target): string {
  if (holder !== undefined) return `${table}.${columns[0]}${pathOf(holder)}`;
  if (columns.join() === tableOf(world, table).key.join()) return table;
  return columns.length === 1 ? `${table}.${columns[0]}` : `${table}.(${columns.join(", ")})`;
}

/** A company as people read it: SQL, the program's part of it, and the request. */
export function toText(world: World): string {
  const { stores, retention } = programOf(world) as { readonly stores: { readonly store: object }; readonly retention?: unknown };
  const program = stringify({ ...stores.store, ...(retention ? { retention } : {}) }, { lineWidth: 140 });
  const sql = [...ddlOf(world), ...dataOf(world)].map((line) => `${line};`).join("\n");
  return `\n${sql}\n\n${program}\n${world.people.map((named) => `erase: ${named.map((one) => `${one.kind}=${one.value}`).join(" ")}\n`).join("")}`;
}
