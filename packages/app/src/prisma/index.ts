// A store out of a Prisma client: tables from the schema's data model, statements through the client.
import { StoreError } from "../errors.ts";
import { type Declared, datasetName, declareModel, type Model, type ModelColumn } from "../sql/model.ts";
import { type SqlOptions, sqlStore } from "../sql/sql-store.ts";
import { type Dialect, isolationOf, PRODUCTS, type Statement } from "../sql/statements.ts";
import type { ColumnSpec, DatasetSpec, StepStore } from "../store.ts";
import type { PrismaDatamodel } from "./datamodel.ts";
import { readPrismaError } from "./read-error.ts";
import { readModels } from "./read-models.ts";

export type { ActDone } from "../sql/journal.ts";
export { journalTable } from "../sql/journal.ts";
export type { PrismaDatamodel } from "./datamodel.ts";

/** What runs statements: a Prisma client, or a transaction of it. */
export interface PrismaTransaction {
  $queryRawUnsafe(sql: string, ...values: unknown[]): PromiseLike<unknown>;
  $executeRawUnsafe(sql: string, ...values: unknown[]): PromiseLike<number>;
}

export interface PrismaDatabase extends PrismaTransaction {
  $transaction(body: (tx: PrismaTransaction) => Promise<void>, options?: object): Promise<unknown>;
}

/** What Prisma's schema does not tell of a dataset: checks, lengths; or all of a table that it has no model of. */
export interface PrismaDataset extends Partial<Pick<DatasetSpec, "key" | "references" | "readOnly">> {
  readonly columns?: Readonly<Record<string, Partial<Exclude<ColumnSpec, string>>>>;
}

export interface PrismaOptions extends SqlOptions {
  readonly dialect: Dialect;
  /** `(await getDMMF({ datamodel: schema })).datamodel`, with `getDMMF` of `@prisma/get-dmmf`. */
  readonly datamodel: PrismaDatamodel;
  /** By the name in the database. */
  readonly datasets?: Readonly<Record<string, PrismaDataset>>;
}

/** Troth ends its transactions itself; Prisma's own limit of five seconds would end them while the server thinks. */
const TRANSACTION_MS = 3_600_000;

const LEVELS = { "repeatable read": "RepeatableRead", "read committed": "ReadCommitted" } as const;

/** Makes a store of a Prisma client. */
export function prismaStore(prisma: PrismaDatabase, options: PrismaOptions): StepStore<PrismaTransaction> {
  const { dialect, timeouts = {} } = options;
  return sqlStore<PrismaTransaction>({
    dialect,
    product: `Prisma on ${PRODUCTS[dialect]}`,
    options,
    datasets: async () => readDatasets(options),
    runner: (tx) => ({ run: (statement) => runOn(tx ?? prisma, statement, dialect) }),
    async transaction(act, body) {
      const isolation = isolationOf(dialect, act);
      const isolated = isolation === undefined ? {} : { isolationLevel: LEVELS[isolation] };
      const limits = { maxWait: timeouts.lock ?? 5_000, timeout: TRANSACTION_MS };
      try {
        await prisma.$transaction(body, { ...limits, ...isolated });
      } catch (error) {
        throw readPrismaError(error, dialect);
      }
    },
  });
}

async function runOn(prisma: PrismaTransaction, { sql, values, gives }: Statement, dialect: Dialect) {
  try {
    if (gives === "count") return { rows: [], changed: await prisma.$executeRawUnsafe(sql, ...values) };
    return { rows: (await prisma.$queryRawUnsafe(sql, ...values)) as Readonly<Record<string, unknown>>[], changed: undefined };
  } catch (error) {
    throw readPrismaError(error, dialect);
  }
}

function readDatasets({ datamodel, dialect, datasets = {} }: PrismaOptions): Record<string, Declared> {
  const models = new Map(readModels(datamodel, dialect).map((model) => [datasetName(model), model]));
  for (const [name, more] of Object.entries(datasets)) models.set(name, withMore(models.get(name) ?? tableOf(name), more));
  return Object.fromEntries([...models].map(([name, model]) => [name, declareModel(model)]));
}

const tableOf = (name: string): Model => ({ name, key: [], columns: [] });

function withMore(model: Model, { columns = {}, ...more }: PrismaDataset): Model {
  const known = new Map(model.columns.map((column) => [column.name, column]));
  for (const [name, own] of Object.entries(columns)) known.set(name, columnWith(model, { ...known.get(name), ...own, name }));
  return { ...model, ...more, columns: [...known.values()] };
}

function columnWith(model: Model, { type, ...column }: Partial<ModelColumn> & { readonly name: string }): ModelColumn {
  if (type !== undefined) return { ...column, type };
  throw new StoreError("missing", `\`${model.name}\` has no column \`${column.name}\` in Prisma's schema: say its \`type\``);
}
