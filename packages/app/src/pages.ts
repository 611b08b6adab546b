// Answers of many rows go page by page, each when it is asked for: memory does not grow with the answer.
import { StoreError } from "./errors.ts";
import type { Rows, WireQuery, WireRow } from "./messages.ts";
import type { FoundRow } from "./store.ts";
import { toWire } from "./wire.ts";

/** A post stays far below what the server takes. */
const PAGE_CHARACTERS = 4_000_000;
const ROW_CHARACTERS = 12_000_000;

type Source = AsyncIterable<FoundRow | readonly FoundRow[]> | Iterable<FoundRow | readonly FoundRow[]>;

interface Reading {
  readonly rows: AsyncIterator<WireRow>;
  readonly most: number;
  /** The page that was answered last, for whoever did not hear it. */
  last: { at: number; page: Rows };
  waiting: WireRow | undefined;
}

/** The readings of one session. */
export function pagesOf() {
  const open = new Map<string, Reading>();
  return {
    async first(
      at: { readonly reading: string; readonly query: WireQuery; readonly rows: number },
      source: Source,
    ): Promise<Rows> {
      const reading: Reading = {
        rows: wired(source, at.query),
        most: at.rows,
        last: { at: 0, page: { rows: [], done: false } },
        waiting: undefined,
      };
      open.set(at.reading, reading);
      return page(at.reading, reading, 0);
    },
    async next({ of, at }: { readonly of: string; readonly at: number }): Promise<Rows> {
      const reading = open.get(of);
      if (!reading) throw new StoreError("session", "there is no such reading");
      if (at === reading.last.at) return reading.last.page;
      return page(of, reading, at);
    },
    async drop(of: string): Promise<true> {
      await open.get(of)?.rows.return?.();
      open.delete(of);
      return true;
    },
    async close(): Promise<void> {
      for (const reading of open.values()) await Promise.resolve(reading.rows.return?.()).catch(() => undefined);
      open.clear();
    },
  };

  async function page(of: string, reading: Reading, at: number): Promise<Rows> {
    const rows: WireRow[] = [];
    let size = 0;
    let done = false;
    while (rows.length < reading.most) {
      const row = reading.waiting ?? (await take(reading));
      reading.waiting = undefined;
      if (row === undefined) {
        done = true;
        break;
      }
      const length = lengthOf(row);
      if (length > ROW_CHARACTERS) throw new StoreError("failed", "a row is larger than a message may be");
      if (rows.length > 0 && size + length > PAGE_CHARACTERS) {
        reading.waiting = row;
        break;
      }
      rows.push(row);
      size += length;
    }
    reading.last = { at, page: { rows, done } };
    if (done) open.delete(of);
    return { rows, done };
  }
}

async function take({ rows }: Reading): Promise<WireRow | undefined> {
  const step = await rows.next();
  return step.done ? undefined : step.value;
}

async function* wired(source: Source, { columns }: WireQuery): AsyncGenerator<WireRow> {
  for await (const one of source) {
    for (const row of (Array.isArray(one) ? one : [one]) as readonly FoundRow[])
      yield columns.map((column) => toWire(row[column]));
  }
}

const lengthOf = (row: WireRow): number =>
  row.reduce<number>(
    (sum, value) =>
      sum + (typeof value === "string" ? value.length : typeof value === "object" && value !== null ? value.$b.length : 8),
    0,
  );
