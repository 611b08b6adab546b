import { PGlite } from "@electric-sql/pglite";
import { makeFolder, takeLock } from "../foundation/index.ts";
import { DurableFileSystem, durableStartParameters } from "./durable-file-system.ts";
import { StorageError } from "./errors.ts";
import { homePaths } from "./home-paths.ts";
import { createTransactionScope, kyselyStorage, type TransactionScope } from "./kysely-storage.ts";
import { parsers } from "./parsers.ts";
import { createTurns, pgliteDialect, type Turns } from "./pglite-dialect.ts";
import { makeDataFolder } from "./prepared-folder.ts";
import type { Storage } from "./storage.ts";

async function lockHome(path: string): Promise<() => Promise<void>> {
  const outcome = await takeLock(path);
  if (outcome.kind === "taken") return outcome.release;
  const where = outcome.elsewhere ? ` on ${outcome.host}` : "";
  throw new StorageError("storage.locked", `another process, ${outcome.pid}${where}, uses this folder`, {
    place: path,
    advice: outcome.elsewhere
      ? "stop it there; only if that machine is gone for good, remove the file"
      : "stop it, or wait until it is done",
  });
}

async function startPglite(folder: string, onSync?: () => void): Promise<PGlite> {
  await makeDataFolder(folder);
  const pglite = new PGlite({
    fs: new DurableFileSystem(folder, onSync),
    startParams: [...durableStartParameters],
    parsers: { ...parsers },
  });
  await pglite.waitReady;
  return pglite;
}

function executeSqlOf(pglite: PGlite, turns: Turns, scope: TransactionScope): Storage["executeSql"] {
  return async (text, values = []) => {
    scope.mayConnect();
    const release = await turns.take();
    try {
      // Like `pg`: several statements in one text are taken when there are no values.
      const results =
        values.length === 0 ? await pglite.exec(text) : [await pglite.query<Record<string, unknown>>(text, [...values])];
      const rows = results.flatMap((result) => result.rows as Record<string, unknown>[]);
      return { rows, rowCount: results.at(-1)?.affectedRows || rows.length };
    } catch (error) {
      // A text may have begun a transaction that its failure leaves open, and the session is everybody's.
      await pglite.exec("rollback").catch(() => undefined);
      throw error;
    } finally {
      release();
    }
  };
}

/**
 * Opens the embedded database of a home folder, for this process alone.
 * @throws StorageError `storage.locked` if a living process has it.
 */
export async function openPglite(home: string, onSync?: () => void): Promise<Storage> {
  const paths = homePaths(home);
  await makeFolder(home);
  const unlock = await lockHome(paths.lock);
  let pglite: PGlite;
  try {
    pglite = await startPglite(paths.database, onSync);
  } catch (error) {
    await unlock();
    throw new StorageError("storage.failed", "the embedded database did not start", { place: paths.database, cause: error });
  }
  const turns = createTurns();
  const scope = createTransactionScope();
  const executeSql = executeSqlOf(pglite, turns, scope);
  const dialect = pgliteDialect(pglite, turns, scope.mayConnect);
  let closing: Promise<void> | undefined;
  return {
    kind: "pglite",
    ...kyselyStorage(dialect, scope),
    executeSql,
    async maintain() {
      await executeSql("vacuum (analyze)");
      await executeSql("checkpoint");
    },
    close: () => {
      closing ??= turns
        .take()
        .then(() => pglite.close())
        .then(unlock);
      return closing;
    },
  };
}
