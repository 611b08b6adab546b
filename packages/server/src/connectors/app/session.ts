import type { Description, Rows, Task, WireChange, WireErase, WireQuery } from "@troth/app/messages";
import type { ActSession, Assignment, Match, Row, StreamQuery } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import { distinctKeys, matchable } from "../values.ts";
import { type Asking, requireNames, rowFromWire, rowToWire, toWire } from "./asking.ts";
import { countSchema, rowsSchema } from "./schemas.ts";

/** A session, what it gathered where the application acts in one call, and its end. */
export interface OpenSession {
  readonly session: ActSession;
  readonly changes: readonly WireChange[];
  readonly deletes: readonly WireErase[];
  /** The first error that a message had: nothing may be committed after it. */
  failure(): unknown;
  end(): void;
}

const PAGE_ROWS = 2_000;

const matchOf = (match: Match): NonNullable<WireQuery["match"]> => ({ ...match, values: matchable(match).map(rowToWire) });

const queryOf = ({ dataset, columns, match, where }: StreamQuery): WireQuery => ({
  dataset,
  columns,
  ...(match === undefined ? {} : { match: matchOf(match) }),
  ...(where === undefined ? {} : { where }),
});

const nothing = (query: Pick<StreamQuery, "match">): boolean => query.match !== undefined && matchable(query.match).length === 0;

/** Makes the session of one process of the application. `session`: its id there. */
export function openSession(at: {
  readonly store: string;
  readonly about: Description;
  readonly asking: Asking;
  readonly session: string;
}): OpenSession {
  const { store, about, asking, session: id } = at;
  const changes: WireChange[] = [];
  const deletes: WireErase[] = [];
  const known = knownKeys();
  let isOver = false;
  let failure: unknown;

  const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
    if (isOver) throw new ConnectorError("connector.failed", store, "the session has ended");
    if (failure !== undefined) throw failure;
    try {
      return await work();
    } catch (error) {
      // What is missing is found before anything is sent.
      if (!(error instanceof ConnectorError) || error.code !== "connector.missing") failure = error;
      throw error;
    }
  };
  const check = (query: Pick<StreamQuery, "dataset" | "match" | "where">, columns: readonly string[]) =>
    requireNames(store, about, query.dataset, [...columns, ...(query.match?.columns ?? []), ...Object.keys(query.where ?? {})]);

  async function* pages(task: Omit<Extract<Task, { kind: "find" | "read" }>, "reading">): AsyncGenerator<readonly Row[]> {
    const reading = crypto.randomUUID();
    const width = task.query.columns.length;
    const asked = (question: Task): Promise<Rows> =>
      attempt(async () => {
        const page = await asking.ask(question, rowsSchema);
        const isWrong = page.rows.some((row) => row.length !== width) || (page.rows.length === 0 && !page.done);
        if (isWrong)
          throw new ConnectorError(
            "connector.failed",
            store,
            `the application's rows of \`${task.query.dataset}\` are not as asked`,
            {
              advice: "bring `@troth/app` and the server to the same version",
            },
          );
        return page;
      });
    let page = await asked({ ...task, reading });
    let done = false;
    try {
      for (let next = 1; ; next += 1) {
        done = page.done;
        if (page.rows.length > 0) yield page.rows.map(rowFromWire);
        if (done) return;
        page = await asked({ kind: "next", session: id, of: reading, at: next });
      }
    } finally {
      if (!done) asking.tell({ kind: "drop", session: id, of: reading });
    }
  }

  const countOf = (query: Omit<StreamQuery, "columns">): Promise<number> =>
    asking.ask({ kind: "count", session: id, query: queryOf({ ...query, columns: [] }) }, countSchema);

  /** Where nothing is done before the end, rows that this session has not seen are counted now. */
  async function met(dataset: string, key: readonly string[], keys: readonly Row[]): Promise<number> {
    const unseen = known.unseen(dataset, key, keys);
    const seen = keys.length - unseen.length;
    return unseen.length === 0 ? seen : seen + (await countOf({ dataset, match: { columns: key, values: unseen, fold: false } }));
  }

  const session: ActSession = {
    capture: (query) =>
      attempt(async () => {
        check(query, query.columns);
        if (nothing(query)) return [];
        const found: Row[] = [];
        for await (const page of pages({ kind: "find", session: id, query: queryOf(query), rows: PAGE_ROWS }))
          found.push(...page);
        known.add(query, about, found);
        return found;
      }),
    count: (query) =>
      attempt(async () => {
        check(query, []);
        return nothing(query) ? 0 : countOf(query);
      }),
    async *stream(query, batchRows) {
      await attempt(async () => check(query, query.columns));
      if (nothing(query)) return;
      yield* pages({ kind: "read", session: id, query: queryOf(query), rows: batchRows });
    },
    size: (dataset) =>
      attempt(async () => {
        requireNames(store, about, dataset, []);
        return { rows: await asking.ask({ kind: "size", session: id, dataset }, countSchema), estimated: false };
      }),
    delete: (dataset, keyColumns, keys) =>
      attempt(async () => {
        requireNames(store, about, dataset, keyColumns);
        const work: WireErase = { dataset, key: keyColumns, keys: distinctKeys(keys, []).keys.map(rowToWire) };
        if (work.keys.length === 0) return 0;
        if (about.acts === "steps") return asking.ask({ kind: "erase", session: id, work }, countSchema);
        const count = await met(dataset, keyColumns, distinctKeys(keys, []).keys);
        deletes.push(work);
        return count;
      }),
    change: (dataset, keyColumns, keys, assignments) =>
      attempt(async () => {
        requireNames(store, about, dataset, [...keyColumns, ...assignments.map((one) => one.column)]);
        const work = changeOf(dataset, keyColumns, keys, assignments);
        if (work.keys.length === 0) return 0;
        if (about.acts === "steps") return asking.ask({ kind: "change", session: id, work }, countSchema);
        const count = await met(dataset, keyColumns, distinctKeys(keys, []).keys);
        changes.push(work);
        return count;
      }),
  };
  return {
    session,
    changes,
    deletes,
    failure: () => failure,
    end: () => {
      isOver = true;
    },
  };
}

function changeOf(dataset: string, key: readonly string[], keys: readonly Row[], assignments: readonly Assignment[]): WireChange {
  const distinct = distinctKeys(keys, assignments);
  const set = distinct.assignments.map((one) => [
    one.column,
    distinct.keys.map((_, at) => toWire("values" in one ? (one.values[at] ?? null) : one.value)),
  ]);
  return { dataset, key, keys: distinct.keys.map(rowToWire), set: Object.fromEntries(set) };
}

/** Which rows a session has seen, by dataset: those it may count without asking again. */
function knownKeys() {
  const seen = new Map<string, Set<string>>();
  const text = (row: Row): string => JSON.stringify(row.map(toWire));
  return {
    add({ dataset, columns }: Pick<StreamQuery, "dataset" | "columns">, about: Description, rows: readonly Row[]): void {
      const key = about.datasets.find((one) => one.name === dataset)?.rowKey ?? [];
      const places = key.map((column) => columns.indexOf(column));
      if (places.includes(-1)) return;
      const had = seen.get(`${dataset}\n${key.join("\n")}`) ?? new Set<string>();
      for (const row of rows) had.add(text(places.map((place) => row[place] ?? null)));
      seen.set(`${dataset}\n${key.join("\n")}`, had);
    },
    unseen(dataset: string, key: readonly string[], keys: readonly Row[]): readonly Row[] {
      const had = seen.get(`${dataset}\n${key.join("\n")}`);
      return had === undefined ? keys : keys.filter((one) => !had.has(text(one)));
    },
  };
}
