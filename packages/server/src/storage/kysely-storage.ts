import { AsyncLocalStorage } from "node:async_hooks";
import { type Dialect, Kysely } from "kysely";
import type { Storage, Tx } from "./storage.ts";
import type { Tables } from "./tables.ts";

/** Knows whether the running code is inside a transaction's work, where a second connection would wait for the first. */
export interface TransactionScope {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Throws inside a transaction's work. */
  mayConnect(): void;
}

/** Makes a scope; nobody is inside yet. */
export function createTransactionScope(): TransactionScope {
  const scopes = new AsyncLocalStorage<{ open: boolean }>();
  return {
    async run(work) {
      const scope = { open: true };
      try {
        return await scopes.run(scope, work);
      } finally {
        scope.open = false;
      }
    },
    mayConnect() {
      if (scopes.getStore()?.open) throw new Error("bug: storage asked inside a transaction's work; use its tx");
    },
  };
}

/** What of a storage both kinds have alike, given the dialect. */
export function kyselyStorage(dialect: Dialect, scope: TransactionScope): Pick<Storage, "db" | "transaction"> {
  const db = new Kysely<Tables>({ dialect });
  return {
    db,
    transaction: <T>(work: (tx: Tx) => Promise<T>) => db.transaction().execute((tx) => scope.run(() => work(tx))),
  };
}
