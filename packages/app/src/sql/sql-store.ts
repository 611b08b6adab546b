// A store over any database that takes SQL: what the helpers for query builders have in common.

import { StoreError } from "../errors.ts";
import type { FoundRow, Query, StepStore, Value } from "../store.ts";
import { fromWire } from "../wire.ts";
import { readFault } from "./faults.ts";
import { type ActDone, actsOf, journalStatements, journalTable } from "./journal.ts";
import type { Declared } from "./model.ts";
import { levelsIn } from "./mysql/levels-in.ts";
import { readShapes } from "./mysql/read-shapes.ts";
import { giveSettingsBack, takeSettings } from "./mysql/settings.ts";
import { mysqlStatements } from "./mysql/statements.ts";
import { type Dialect, requireKnown, type Statement, type Statements, standardStatements } from "./statements.ts";

/** What runs statements: a database, or a transaction of it. */
export interface Runner {
  /** `changed` undefined: the driver does not say how many rows there were. */
  run(
    statement: Statement,
  ): Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[]; readonly changed: number | undefined }>;
}

export interface SqlOptions {
  /** Where names of transactions are kept, and what must still be told; `false`: outcomes are found by reading back. */
  readonly journal?: string | false;
  /** Told of every act after it is committed, at least once: caches, search indexes. Throwing brings it again. */
  readonly told?: (acts: readonly ActDone[]) => Promise<void>;
  /** Milliseconds. */
  readonly timeouts?: { readonly statement?: number; readonly lock?: number };
}

export interface SqlParts<Tx> {
  readonly dialect: Dialect;
  readonly product: string;
  readonly datasets: () => Promise<Readonly<Record<string, Declared>>>;
  readonly runner: (tx: Tx | undefined) => Runner;
  readonly transaction: (act: boolean, body: (tx: Tx) => Promise<void>) => Promise<void>;
  readonly options: SqlOptions;
}

const PAGE = 1_000;

export function sqlStore<Tx>(parts: SqlParts<Tx>): StepStore<Tx> {
  const { dialect, options } = parts;
  requireKnown(dialect);
  const { journal = "troth_journal", told } = options;
  const own = journal === false ? undefined : journalStatements(dialect, journal);
  const say = dialect === "mysql" ? mysqlStatements : standardStatements(dialect);
  let read: ReturnType<typeof parts.datasets> | undefined;
  const datasets = () => {
    read ??= readDatasets().catch((error: unknown) => {
      read = undefined;
      throw error;
    });
    return read;
  };
  async function readDatasets() {
    const declared = await parts.datasets();
    return dialect === "mysql" ? readShapes(declared, async (statement) => (await run(undefined, statement)).rows) : declared;
  }
  const run = (tx: Tx | undefined, statement: Statement) =>
    parts
      .runner(tx)
      .run(statement)
      .catch((error: unknown) => {
        throw readFault(error);
      });
  const tableOf = async (name: string) => {
    const found = (await datasets())[name];
    if (!found) throw new Error("bug: the server asked for a dataset that is not declared");
    return found;
  };
  let prepared: Promise<unknown> | undefined;
  const prepare = () => {
    if (journal === false) return undefined;
    prepared ??= run(undefined, { sql: journalTable(journal, dialect), values: [], gives: "count" }).catch((error: unknown) => {
      // A database that was away a moment is asked again.
      prepared = undefined;
      throw error;
    });
    return prepared;
  };

  const store: StepStore<Tx> = {
    product: parts.product,
    locks: dialect === "sqlite" ? "database" : "rows",
    snapshots: dialect !== "sqlite",
    // Read anew whenever the server asks what there is: schemas change.
    datasets: async () => {
      read = undefined;
      return Object.fromEntries(Object.entries(await datasets()).map(([name, { spec }]) => [name, spec]));
    },
    async find(query, tx) {
      const { table, spec } = await tableOf(query.dataset);
      const order = spec.key.filter((column) => !column.startsWith("@"));
      const lock = tx !== undefined && acting.has(tx as object) && spec.readOnly !== true;
      const { rows } = await run(tx, say.select(table, query, { order, lock }));
      return rows.map((row) => named(query.columns, row));
    },
    async *read(query, tx) {
      yield* readPages(query, await tableOf(query.dataset), (statement) => run(tx, statement), say);
    },
    async count(query, tx) {
      const { table } = await tableOf(query.dataset);
      return Number((await run(tx, say.count(table, query))).rows[0]?.c0);
    },
    async transaction({ act }, body) {
      // Before a connection is taken: the application may have no second one.
      await datasets();
      if (act) await prepare();
      try {
        await parts.transaction(act, (tx) =>
          limited(tx, async () => {
            if (act) {
              acting.add(tx as object);
              // SQLite takes its write lock now, rather than fail half-way.
              if (dialect === "sqlite" && own) await run(tx, own.lock());
            }
            await body(tx);
          }),
        );
      } catch (error) {
        throw readFault(error);
      }
    },
    async change(work, tx) {
      const { table } = await tableOf(work.dataset);
      return counted(await run(tx, say.change(table, work)).catch(naming(work.dataset)));
    },
    async erase(work, tx) {
      const declared = await tableOf(work.dataset);
      const ask = (statement: Statement) => run(tx, statement).catch(naming(work.dataset));
      const turns = dialect === "mysql" ? await levelsIn(declared, work, async (one) => (await ask(one)).rows) : [work.keys];
      let met = 0;
      for (const keys of turns) met += counted(await ask(say.erase(declared.table, { ...work, keys })));
      return met;
    },
  };
  const acting = new WeakSet<object>();

  async function limited(tx: Tx, work: () => Promise<void>): Promise<void> {
    const { statement = 120_000, lock = 5_000 } = options.timeouts ?? {};
    const set = (sql: string) => run(tx, { sql, values: [], gives: "count" });
    if (dialect === "postgres") {
      await set(`set local statement_timeout = ${Math.ceil(statement)}`);
      await set(`set local lock_timeout = ${Math.ceil(lock)}`);
    }
    if (dialect !== "mysql") return work();
    await set(takeSettings({ statement, lock }));
    // A connection that does not take them back is gone, and its settings with it: the commit says so.
    return work().finally(() => set(giveSettingsBack({ statement, lock })).catch(() => undefined));
  }

  if (!own) return told === undefined ? store : withoutJournal(store, told);
  return {
    ...store,
    async keep(name, work, tx) {
      await run(tx, own.keep(name, work, told !== undefined));
    },
    async outcome(name) {
      await prepare();
      await run(undefined, own.settleName(name));
      return (await run(undefined, own.stateOf(name))).rows[0]?.c0 === "committed" ? "committed" : "aborted";
    },
    ...(told === undefined
      ? {}
      : {
          async settle() {
            await prepare();
            let count = 0;
            for (;;) {
              const { rows } = await run(undefined, own.untold());
              if (rows.length === 0)
                return [`application: its caches and indexes were told of ${count} ${count === 1 ? "act" : "acts"}`];
              for (const { c0, c1 } of rows) {
                await told(actsFrom(String(c1)));
                await run(undefined, own.told(String(c0)));
                count += 1;
              }
            }
          },
        }),
  };
}

/** Without a journal nobody remembers what is still to be told: it is told before the commit, and said to be so. */
function withoutJournal<Tx>(store: StepStore<Tx>, told: NonNullable<SqlOptions["told"]>): StepStore<Tx> {
  return { ...store, keep: async (_, work) => told(actsOf(work)) };
}

/** Every statement's count is held against what was captured: a driver that keeps it back cannot be acted through. */
function counted({ changed }: Awaited<ReturnType<Runner["run"]>>): number {
  if (changed === undefined)
    throw new StoreError("failed", "the application's driver does not say how many rows a statement met");
  return changed;
}

/** SQLite does not say whose foreign key it was: at least where the rows lie. */
const naming =
  (dataset: string) =>
  (error: unknown): never => {
    if (!(error instanceof StoreError) || error.code !== "constraint" || error.message.includes("(")) throw error;
    throw new StoreError("constraint", `${error.message} (rows of ${dataset})`);
  };

const actsFrom = (text: string): ActDone[] =>
  (JSON.parse(text) as ActDone[]).map((one) => ({
    ...one,
    keys: one.keys.map((key) => key.map((value) => fromWire(value as Parameters<typeof fromWire>[0]))),
  }));

const named = (columns: readonly string[], row: Readonly<Record<string, unknown>>): FoundRow =>
  Object.fromEntries(columns.map((column, at) => [column, row[`c${at}`]]));

/** By the key, page after page: no cursor is held open, and memory does not grow. Without a key, all at once. */
async function* readPages(
  query: Query,
  { table, spec }: Declared,
  run: (statement: Statement) => ReturnType<Runner["run"]>,
  say: Statements,
): AsyncGenerator<readonly FoundRow[]> {
  const order = spec.key.filter((column) => !column.startsWith("@"));
  if (order.length === 0) {
    const { rows } = await run(say.select(table, query));
    yield rows.map((row) => named(query.columns, row));
    return;
  }
  const columns = [...query.columns, ...order];
  let after: readonly Value[] | undefined;
  for (;;) {
    const { rows } = await run(say.select(table, { ...query, columns }, { order, after, limit: PAGE }));
    if (rows.length > 0) yield rows.map((row) => named(query.columns, row));
    const last = rows.at(-1);
    if (rows.length < PAGE || last === undefined) return;
    after = order.map((_, at) => fromWireish(last[`c${query.columns.length + at}`]));
  }
}

/** A key as the driver gave it, as a value to ask by. */
const fromWireish = (value: unknown): Value =>
  value instanceof Date ? value.toISOString() : typeof value === "bigint" ? value.toString() : (value as Value);
