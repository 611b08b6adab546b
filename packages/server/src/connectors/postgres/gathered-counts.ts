import type { StreamQuery } from "../connector.ts";
import type { TableShape } from "./catalog.ts";
import { countStatement, Parameters, type Statement } from "./statements.ts";

/** So many in one statement; the server takes at most 1,664 columns and 65,535 parameters. */
const MOST_TOGETHER = 64;

/** Of what is counted, and what becomes of it. */
interface Counting {
  readonly dataset: string;
  readonly sql: string;
  readonly settle: (count: number) => void;
  readonly fail: (error: unknown) => void;
}

/** A statement of counts failed: `at` names the datasets that it counted in. */
export class CountsFailed extends Error {
  readonly at: string;
  constructor(datasets: readonly string[], cause: unknown) {
    super("a statement of counts failed", { cause });
    this.at = datasets.join("`, `");
  }
}

async function send(some: readonly Counting[], ask: Promise<readonly unknown[]>): Promise<void> {
  try {
    const counts = await ask;
    for (const [at, { settle }] of some.entries()) settle(Number(counts[at]));
  } catch (error) {
    const failed = new CountsFailed([...new Set(some.map(({ dataset }) => dataset))], error);
    for (const { fail } of some) fail(failed);
  }
}

/**
 * Counts that are asked for in one turn go as one statement: of a read-back over sixty datasets most of the time is what each
 * statement costs by itself. `ask` sends a statement and gives its row.
 */
export function gatherCounts(
  ask: (statement: Statement) => Promise<readonly unknown[]>,
): (shape: TableShape, query: Omit<StreamQuery, "columns">) => Promise<number> {
  let waiting: Counting[] = [];
  let values: unknown[] = [];

  const flush = (): void => {
    if (waiting.length === 0) return;
    void send(waiting, ask({ sql: `SELECT ${waiting.map(({ sql }) => `(${sql})`).join(", ")}`, values }));
    waiting = [];
    values = [];
  };

  return (shape, query) =>
    new Promise((settle, fail) => {
      // A column that is not known is said now, and leaves nothing behind in the statement of the others.
      const { sql, values: own } = countStatement(shape, query, new Parameters(values.length));
      values.push(...own);
      waiting.push({ dataset: query.dataset, sql, settle, fail });
      if (waiting.length === 1) setImmediate(flush);
      else if (waiting.length === MOST_TOGETHER) flush();
    });
}
