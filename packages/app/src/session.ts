import { StoreError } from "./errors.ts";
import type { Task, WireChange, WireErase, WireQuery } from "./messages.ts";
import { pagesOf } from "./pages.ts";
import type { AppStore, ChangeWork, EraseWork, Query, StepStore, WholeWork } from "./store.ts";
import { fromWire, rowFromWire } from "./wire.ts";

/** One session of the server with this process: a transaction that stays open, or reads that hang together. */
export interface Session {
  /** A step: in the order in which they come, one after another. */
  run(task: Task & { readonly id: string }): Promise<unknown>;
  /** Undoes what is open, unless the end has been asked for already. */
  abandon(): void;
  readonly isOver: () => boolean;
}

export const queryOf = ({ dataset, columns, match, where }: WireQuery): Query => ({
  dataset,
  columns,
  ...(match === undefined ? {} : { match: { ...match, values: match.values.map(rowFromWire) } }),
  ...(where === undefined ? {} : { where }),
});

export const eraseOf = ({ dataset, key, keys }: WireErase): EraseWork => ({ dataset, key, keys: keys.map(rowFromWire) });

export const changeOf = (work: WireChange): ChangeWork => ({
  ...eraseOf(work),
  set: Object.fromEntries(Object.entries(work.set).map(([column, values]) => [column, values.map(fromWire)])),
});

class RolledBack extends Error {}

/** A transaction of the application, held open between messages. */
interface Held<Tx> {
  readonly tx: Tx | undefined;
  end(commit: boolean): Promise<void>;
}

async function hold<Tx>(
  store: StepStore<Tx>,
  at: { readonly act: boolean; readonly name: string | undefined },
): Promise<Held<Tx>> {
  let end: (commit: boolean) => void = () => undefined;
  const ending = new Promise<boolean>((resolve) => {
    end = resolve;
  });
  let finished: Promise<void> = Promise.resolve();
  const tx = await new Promise<Tx>((opened, failed) => {
    finished = store.transaction(at, async (own) => {
      opened(own);
      if (!(await ending)) throw new RolledBack();
    });
    finished.catch(failed);
  });
  return {
    tx,
    async end(commit) {
      end(commit);
      await finished.catch((error: unknown) => {
        if (commit || !(error instanceof RolledBack)) throw error;
      });
    },
  };
}

/** Begins a session. @throws whatever the application's `transaction` throws */
export async function beginSession<Tx>(
  store: AppStore<Tx>,
  at: { readonly act: boolean; readonly name: string | undefined },
): Promise<Session> {
  const steps = store.transaction === undefined ? undefined : store;
  const held: Held<Tx> | undefined = steps && (at.act || steps.snapshots) ? await hold(steps, at) : undefined;
  const pages = pagesOf();
  const done: { changes: ChangeWork[]; deletes: EraseWork[] } = { changes: [], deletes: [] };
  let over = false;
  let turn: Promise<unknown> = Promise.resolve();
  const open = held?.tx as Tx & undefined;

  const inTransaction = (): { readonly steps: StepStore<Tx>; readonly tx: Tx } => {
    if (!steps || !held || !at.act) throw new StoreError("session", "the session is none that changes anything");
    return { steps, tx: held.tx as Tx };
  };

  async function step(task: Task & { readonly id: string }): Promise<unknown> {
    if (over) throw new StoreError("session", "the session has ended");
    switch (task.kind) {
      case "find":
        return pages.first(task, [await store.find(queryOf(task.query), open)]);
      case "read":
        return pages.first(task, store.read(queryOf(task.query), open));
      case "next":
        return pages.next(task);
      case "drop":
        return pages.drop(task.of);
      case "count":
        return store.count ? store.count(queryOf(task.query), open) : countRows(store.read(queryOf(task.query), open));
      case "size":
        return sizeOf(store, task.dataset, open);
      case "change": {
        const { steps: acting, tx } = inTransaction();
        const work = changeOf(task.work);
        const met = await acting.change(work, tx);
        done.changes.push(work);
        return met;
      }
      case "erase": {
        const { steps: acting, tx } = inTransaction();
        const work = eraseOf(task.work);
        const met = await acting.erase(work, tx);
        done.deletes.push(work);
        return met;
      }
      case "whole":
        return wholly(store, { changes: task.changes.map(changeOf), deletes: task.deletes.map(eraseOf) }, task.name);
      case "end":
        return finish(task.commit);
      default:
        throw new StoreError("session", "this is no step of a session");
    }
  }

  async function finish(commit: boolean): Promise<true> {
    over = true;
    await pages.close();
    try {
      if (commit && at.act && steps?.keep && held && at.name !== undefined) await steps.keep(at.name, done, held.tx as Tx);
    } catch (error) {
      await held?.end(false);
      throw error;
    }
    await held?.end(commit);
    return true;
  }

  return {
    run(task) {
      const answer = turn.then(() => step(task));
      turn = answer.catch(() => undefined);
      return answer;
    },
    abandon() {
      turn = turn.then(() => (over ? undefined : finish(false))).catch(() => undefined);
    },
    isOver: () => over,
  };
}

async function wholly<Tx>(store: AppStore<Tx>, work: WholeWork, name: string): Promise<unknown> {
  if (store.transaction !== undefined) throw new StoreError("session", "this store acts step by step");
  const at = { transaction: name };
  const { changed, deleted } = await (work.deletes.length > 0 ? store.erase(work, at) : store.change(work, at));
  return { changed, deleted };
}

async function countRows(rows: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const one of rows) count += Array.isArray(one) ? one.length : 1;
  return count;
}

function sizeOf<Tx>(store: AppStore<Tx>, dataset: string, tx: Tx & undefined): Promise<number> {
  if (store.size) return store.size(dataset);
  const all: Query = { dataset, columns: [] };
  return store.count ? store.count(all, tx) : countRows(store.read(all, tx));
}
