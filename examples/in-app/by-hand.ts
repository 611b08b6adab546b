// A store without a helper: one's own SQL on SQLite, by a driver that answers at once (libsql, better-sqlite3).
import { type DatasetSpec, type FoundRow, filterRows, type Query, type StepStore, StoreError } from "@troth/app";
import Database from "libsql";

type Tx = Database.Database;
type Datasets = Readonly<Record<string, DatasetSpec>>;

/** Each transaction has a connection of its own: what the application writes meanwhile is none of its business. */
export function storeByHand(path: string, datasets: Datasets, lockMs = 5_000): StepStore<Tx> {
  const connect = (): Tx => {
    const db = new Database(path, { timeout: lockMs });
    db.exec("pragma foreign_keys = on");
    db.exec("create table if not exists troth_journal (name text primary key, state text not null)");
    return db;
  };
  return {
    product: "SQLite by hand",
    datasets,
    locks: "database",
    // Reads go through `transaction` too, so that each session sees one moment.
    snapshots: true,
    async transaction({ act }, body) {
      const db = connect();
      try {
        said(() => db.exec(act ? "begin immediate" : "begin"));
        await body(db);
        said(() => db.exec("commit"));
      } finally {
        // Closing does not let go of what is open.
        if (db.inTransaction) db.exec("rollback");
        db.close();
      }
    },
    async find(query, db) {
      return filterRows(candidates(query, db, datasets).all([]) as FoundRow[], query);
    },
    async *read(query, db) {
      let page: FoundRow[] = [];
      for (const row of candidates(query, db, datasets).iterate([])) {
        if (page.push(row as FoundRow) < 500) continue;
        yield filterRows(page, query);
        page = [];
      }
      yield filterRows(page, query);
    },
    async change({ dataset, key, keys, set }, db) {
      const columns = Object.keys(set);
      const assigned = columns.map((name) => `${quote(name)} = ?`).join(", ");
      const statement = db.prepare(`update ${quote(dataset)} set ${assigned} where ${whose(key)}`);
      return met(dataset, keys, (one, at) => statement.run([...columns.map((name) => set[name]?.[at] ?? null), ...one]));
    },
    async erase({ dataset, key, keys }, db) {
      const statement = db.prepare(`delete from ${quote(dataset)} where ${whose(key)}`);
      return met(dataset, keys, (one) => statement.run([...one]));
    },
    async keep(name, _work, db) {
      said(() => db.prepare("insert into troth_journal values (?, 'committed')").run([name]));
    },
    async outcome(name) {
      const db = connect();
      try {
        // To ask is to settle: the name is taken, so that its transaction can no longer commit.
        said(() => db.prepare("insert or ignore into troth_journal values (?, 'aborted')").run([name]));
        const { state } = db.prepare("select state from troth_journal where name = ?").get([name]) as { readonly state: string };
        return state === "committed" ? "committed" : "aborted";
      } finally {
        db.close();
      }
    },
  };
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
/** A table without a key has the database's own address of a row. */
const column = (name: string): string => (name === "@rowid" ? "rowid" : quote(name));
const whose = (key: readonly string[]): string => key.map((name) => `${column(name)} = ?`).join(" and ");

/** How many rows the keys met. */
function met<Key>(dataset: string, keys: readonly Key[], run: (key: Key, at: number) => Database.RunResult): number {
  return said(() => keys.reduce((sum, key, at) => sum + run(key, at).changes, 0), dataset);
}

/** All that may fit, in the key's order; `filterRows` has the last word. A larger application lets its indexes choose here. */
function candidates({ dataset, columns, match, where }: Query, db: Tx | undefined, datasets: Datasets) {
  const names = [...new Set([...columns, ...(match?.columns ?? []), ...Object.keys(where ?? {})])];
  const shown = names.map((name) => `${column(name)} as ${quote(name)}`).join(", ") || "1";
  const key = datasets[dataset]?.key ?? [];
  const order = key.length === 0 ? "" : ` order by ${key.map(column).join(", ")}`;
  // Integers as they are: a double would change the long ones.
  return (db as Tx).prepare(`select ${shown} from ${quote(dataset)}${order}`).safeIntegers(true);
}

/** The database's errors in words that the server may show: names, and no values. */
function said<T>(work: () => T, dataset = ""): T {
  try {
    return work();
  } catch (error) {
    const { code = "", message = "" } = error as { readonly code?: string; readonly message?: string };
    if (/^SQLITE_(BUSY|LOCKED)/.test(code)) throw new StoreError("busy", "somebody else is writing to the database");
    const [, kind, places = dataset] =
      /(UNIQUE|NOT NULL|CHECK|FOREIGN KEY) constraint failed(?:: ([\w., ]+))?/.exec(message) ?? [];
    if (kind === undefined) throw error;
    throw new StoreError("constraint", `a ${kind.toLowerCase()} constraint refuses the change (${places})`);
  }
}
