import { join } from "node:path";

/** Where things lie in `TROTH_HOME`. Only `database` is in a backup. */
export interface HomePaths {
  readonly home: string;
  /** PGlite's data folder. */
  readonly database: string;
  /** The key store: outside the database and its backups. */
  readonly keys: string;
  /** The last published checkpoint: outside backups, so that a restored database is known for what it is. */
  readonly checkpoint: string;
  readonly lock: string;
  /** Access copies and receipts on their way to people. */
  readonly packages: string;
}

/** The places in a home folder. */
export function homePaths(home: string): HomePaths {
  return {
    home,
    database: join(home, "database"),
    keys: join(home, "keys"),
    checkpoint: join(home, "checkpoint"),
    lock: join(home, "lock"),
    packages: join(home, "packages"),
  };
}
