import type { DatasetNeed, DatasetSchema, StoreSchema } from "@troth/core/subject-graph";

/** What the printed statements are made from. */
export interface GrantRequest {
  readonly store: string;
  readonly schema: StoreSchema;
  readonly needs: readonly DatasetNeed[];
  readonly roles?: { readonly read: string; readonly act: string };
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Schema and table of a dataset's name; `defaultSchema` where it is plain. */
function place(dataset: string, defaultSchema: string): { readonly schema: string; readonly table: string } {
  const dot = dataset.indexOf(".");
  return dot === -1
    ? { schema: defaultSchema, table: dataset }
    : { schema: dataset.slice(0, dot), table: dataset.slice(dot + 1) };
}

const columnList = (columns: readonly string[]): string => [...new Set(columns)].map(quote).join(", ");

function readColumns(need: DatasetNeed, dataset: DatasetSchema | undefined): readonly string[] {
  const key = dataset?.rowKey ?? [];
  return [...key.map((column) => column.replace(/^@/, "")), ...need.read, ...need.change];
}

/**
 * The column whose UPDATE lets rows be locked. PostgreSQL asks for UPDATE on one column before `FOR UPDATE`; a generated
 * column cannot be written anyway, so that right gives nothing else.
 */
function lockColumn(need: DatasetNeed, dataset: DatasetSchema | undefined): string | undefined {
  if (need.change.length > 0 || (dataset?.kind !== "table" && dataset?.kind !== "partitioned")) return undefined;
  return dataset.columns.find((column) => column.generated)?.name ?? dataset.primaryKey[0] ?? need.read[0];
}

function grantsOf(
  need: DatasetNeed,
  request: GrantRequest,
  roles: { read: string; act: string },
  defaultSchema: string,
): string[] {
  const dataset = request.schema.datasets[need.dataset];
  const { schema, table } = place(need.dataset, defaultSchema);
  const target = `${quote(schema)}.${quote(table)}`;
  const columns = columnList(readColumns(need, dataset));
  const lock = lockColumn(need, dataset);
  const lines = [`GRANT SELECT (${columns}) ON ${target} TO ${roles.read}, ${roles.act};`];
  if (need.delete) lines.push(`GRANT DELETE ON ${target} TO ${roles.act};`);
  if (need.change.length > 0) lines.push(`GRANT UPDATE (${columnList(need.change)}) ON ${target} TO ${roles.act};`);
  if (lock !== undefined)
    lines.push(`GRANT UPDATE (${quote(lock)}) ON ${target} TO ${roles.act}; -- to lock rows, which asks for it`);
  return lines;
}

/** The least rights with which a store's program runs, as SQL to be read and applied by the database's owner. Pure. */
export function grantsFor(request: GrantRequest & { readonly defaultSchema?: string }): string {
  const { store, schema, needs, defaultSchema = "public" } = request;
  if (schema.kind === "sqlite")
    return `-- ${store} is a SQLite file: its permissions are all the rights there are. Troth must be able to read it, and to\n-- write it and its folder when a request is executed.\n`;
  const named = request.roles ?? { read: `troth_${store}_read`, act: `troth_${store}_act` };
  const roles = { read: quote(named.read), act: quote(named.act) };
  const schemas = [...new Set(needs.map((need) => place(need.dataset, defaultSchema).schema))].sort();
  const lines = [
    `-- The least rights for Troth on ${store}. Run as the owner of the tables; set passwords with \\password.`,
    ...[roles.read, roles.act].flatMap((role) => [
      `CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;`,
      `ALTER ROLE ${role} SET row_security = off;`,
      `ALTER ROLE ${role} SET statement_timeout = '2min';`,
      `ALTER ROLE ${role} SET lock_timeout = '5s';`,
      `ALTER ROLE ${role} SET idle_in_transaction_session_timeout = '1min';`,
    ]),
    `ALTER ROLE ${roles.read} SET default_transaction_read_only = on;`,
    ...schemas.map((name) => `GRANT USAGE ON SCHEMA ${quote(name)} TO ${roles.read}, ${roles.act};`),
    ...needs.flatMap((need) => grantsOf(need, request, roles, defaultSchema)),
  ];
  return `${lines.join("\n")}\n`;
}
