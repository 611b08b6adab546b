// A store that does each act in one call: all of it in a transaction of its own, or nothing.
import type { ChangeWork, EraseWork, WholeStore, WholeWork } from "@troth/app";
import { expectRows } from "@troth/app";
import type Database from "libsql";
import { storeByHand } from "../../examples/in-app/by-hand.ts";
import type { OpensStore } from "./app-process.ts";
import { CONFORMANCE_SPECS } from "./app-store-specs.ts";

export const openStore: OpensStore["openStore"] = async (address, { lock }) => wholeByHand(address, lock);

function wholeByHand(path: string, lockMs: number): WholeStore {
  const steps = storeByHand(path, CONFORMANCE_SPECS, lockMs);
  const reading = <T>(work: (db: Database.Database) => Promise<T>): Promise<T> => within(false, work);

  async function within<T>(act: boolean, work: (db: Database.Database) => Promise<T>): Promise<T> {
    let result: { readonly value: T } | undefined;
    await steps.transaction({ name: undefined, act }, async (db) => {
      result = { value: await work(db) };
    });
    if (result === undefined) throw new Error("a transaction that did nothing");
    return result.value;
  }

  const act = ({ changes, deletes }: WholeWork, { transaction }: { readonly transaction: string }) =>
    within(true, async (db) => {
      const changed = await inTurn(changes, (one) => steps.change(one, db));
      const deleted = await inTurn(deletes, (one) => steps.erase(one, db));
      await steps.keep?.(transaction, { changes, deletes }, db);
      return { changed, deleted };
    });

  return {
    product: "SQLite by hand",
    datasets: CONFORMANCE_SPECS,
    find: (query) => reading((db) => steps.find(query, db)),
    async *read(query) {
      yield await reading((db) => steps.find(query, db));
    },
    change: act,
    erase: act,
    outcome: (name) => steps.outcome?.(name) ?? Promise.reject(new Error("no outcome")),
  };
}

async function inTurn<Work extends ChangeWork | EraseWork>(parts: readonly Work[], run: (part: Work) => Promise<number>) {
  const counts: number[] = [];
  for (const part of parts) {
    const met = await run(part);
    expectRows(met, part);
    counts.push(met);
  }
  return counts;
}
