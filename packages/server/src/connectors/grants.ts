import type { DatasetNeed, DatasetSchema, StoreSchema } from "@troth/core/subject-graph";
import { JOURNAL, JOURNAL_COLUMNS } from "./mysql/index.ts";

/** What the printed statements are made from. */
export interface GrantRequest {
  readonly store: string;
  readonly schema: StoreSchema;
  readonly needs: readonly DatasetNeed[];
  readonly roles?: { readonly read: string; readonly act: string };
}

const FILES = (store: string): string =>
  `# ${store} is a folder. Troth's user must be able to\n#   look into it and every folder below it, and read its files: for copies\n#   write in it and in the folders of files that are deleted: for erasures, which also make the hidden folder .troth in it\n#   write files whose content is cleared\n# Files in folders that may not be looked into are not passed over: the store then fails.\n`;

/** The least policy of a bucket's key. The bucket's name stands in the program as a secret may: it is left to be filled in. */
function bucketPolicy({ needs }: GrantRequest): string {
  const bucket = "arn:aws:s3:::BUCKET";
  const list = ["s3:ListBucket", "s3:ListBucketVersions", "s3:GetBucketVersioning", "s3:ListBucketMultipartUploads"];
  const objects = [
    "s3:GetObject",
    ...(needs.length === 0 || needs.some((need) => need.delete) ? ["s3:DeleteObject", "s3:DeleteObjectVersion"] : []),
    ...(needs.some((need) => need.change.length > 0) ? ["s3:PutObject"] : []),
  ];
  const statement = (actions: readonly string[], resource: string) => ({ Effect: "Allow", Action: actions, Resource: resource });
  const policy = { Version: "2012-10-17", Statement: [statement(list, bucket), statement(objects, `${bucket}/*`)] };
  return `${JSON.stringify(policy, null, 2)}\n`;
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
  // A row of a MySQL table without a key is named by all of its columns.
  const named = key.includes("@row") ? (dataset?.columns.map((column) => column.name) ?? []) : key;
  return [...named.map((column) => column.replace(/^@/, "")), ...need.read, ...need.change];
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
  const { store, schema, needs, defaultSchema = schema.defaultSchema ?? "public" } = request;
  if (schema.kind === "sqlite")
    return `-- ${store} is a SQLite file: its permissions are all the rights there are. Troth must be able to read it, and to\n-- write it and its folder when a request is executed.\n`;
  if (schema.kind === "files") return FILES(store);
  if (schema.kind === "s3") return bucketPolicy(request);
  const named = request.roles ?? { read: `troth_${store}_read`, act: `troth_${store}_act` };
  if (schema.kind === "mysql") return mysqlGrants({ ...request, roles: named, defaultSchema });
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

const tick = (name: string): string => `\`${name.replaceAll("`", "``")}\``;
const account = (name: string): string => `'${name.replaceAll("'", "''")}'@'%'`;

function mysqlGrantsOf(
  need: DatasetNeed,
  request: GrantRequest & { readonly defaultSchema: string },
  read: string,
  act: string,
): string[] {
  const { schema, table } = place(need.dataset, request.defaultSchema);
  const dataset = request.schema.datasets[need.dataset];
  const target = `${tick(schema)}.${tick(table)}`;
  const list = (columns: readonly string[]): string => [...new Set(columns)].map(tick).join(", ");
  const changed = need.change.length > 0 ? [`GRANT UPDATE (${list(need.change)}) ON ${target} TO ${act};`] : [];
  // MariaDB locks rows for whoever may read them; MySQL asks for one right more.
  const lock = need.delete || !request.schema.product.startsWith("MySQL") ? undefined : lockColumn(need, dataset);
  return [
    `GRANT SELECT (${list(readColumns(need, dataset))}) ON ${target} TO ${read}, ${act};`,
    ...(need.delete ? [`GRANT DELETE ON ${target} TO ${act};`] : []),
    ...changed,
    ...(lock === undefined ? [] : [`GRANT UPDATE (${tick(lock)}) ON ${target} TO ${act}; -- to lock rows, which asks for it`]),
  ];
}

function mysqlGrants(
  request: GrantRequest & { readonly roles: { readonly read: string; readonly act: string }; readonly defaultSchema: string },
): string {
  const { store, needs, roles, defaultSchema } = request;
  const [read, act] = [account(roles.read), account(roles.act)];
  const schemas = [...new Set([defaultSchema, ...needs.map((need) => place(need.dataset, defaultSchema).schema)])].sort();
  const journal = `${tick(defaultSchema)}.${JOURNAL}`;
  const lines = [
    `-- The least rights for Troth on ${store}. Run as the owner of the database; put the host that Troth calls from in place of %.`,
    "-- The accounts are locked until you give each a password: ALTER USER ... IDENTIFIED BY '...' ACCOUNT UNLOCK",
    ...[read, act].map((one) => `CREATE USER ${one} ACCOUNT LOCK;`),
    "-- MySQL hides tables and foreign keys from whoever has no right to them; this right shows them, and gives nothing else.",
    ...schemas.map((name) => `GRANT REFERENCES ON ${tick(name)}.* TO ${read}, ${act};`),
    "-- It hides triggers, too, unless one may make some. Without this line Troth cannot name those that fire on what it does:",
    ...schemas.map((name) => `--   GRANT TRIGGER ON ${tick(name)}.* TO ${read};`),
    "-- Here the store says which of Troth's transactions were committed. Without it Troth reads back what it cannot know.",
    `CREATE TABLE IF NOT EXISTS ${journal} (${JOURNAL_COLUMNS}) ENGINE = InnoDB;`,
    `GRANT SELECT, INSERT ON ${journal} TO ${act};`,
    ...needs.flatMap((need) => mysqlGrantsOf(need, request, read, act)),
  ];
  return `${lines.join("\n")}\n`;
}
