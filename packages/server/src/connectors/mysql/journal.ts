import { quote } from "@troth/app/mysql";
import type { Outcome } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import { JOURNAL, JOURNAL_COLUMNS, type Query } from "./catalog.ts";

/** How transactions are named whose outcome no row tells. */
const UNKNOWN = "?";

/** Whether a row may tell how the transaction of this name ended. */
export const isNamed = (transaction: string): boolean => !transaction.startsWith(UNKNOWN);

/** The rows by which outcomes are known; without the right to them, the words that say so. */
export interface Journal {
  /** What a transaction is called that nothing is written of. */
  readonly name: (name: string) => string;
  /** Writes the row, in the transaction, and gives what it is called. */
  readonly write: (name: string) => Promise<string>;
  readonly find: (transaction: string) => Promise<Outcome>;
}

interface Opening {
  readonly store: string;
  readonly schema: string;
  readonly wanted: boolean | "if it is there";
  readonly query: Query;
}

const has = (error: unknown, code: string): boolean => error instanceof ConnectorError && error.code === code;

const without: Journal = {
  name: (name) => `${UNKNOWN}${name}`,
  write: async (name) => `${UNKNOWN}${name}`,
  find: async () => "unknown",
};

/** Whether the journal is there, or could be made. A role that may have none is no fault: its outcomes are read back. */
async function isThere({ schema, wanted, query }: Opening): Promise<boolean> {
  const table = `${quote(schema)}.${quote(JOURNAL)}`;
  const look = () => query(`SELECT 1 FROM ${table} LIMIT 0`).then(() => true);
  const refused = (error: unknown): boolean => {
    if (has(error, "connector.missing") || has(error, "connector.denied")) return false;
    throw error;
  };
  if (await look().catch(refused)) return true;
  if (wanted !== true) return false;
  return query(`CREATE TABLE IF NOT EXISTS ${table} (${JOURNAL_COLUMNS}) ENGINE = InnoDB`).then(look).catch(refused);
}

/** Opens the journal of a store; outside a transaction, since making it would end one. */
export async function openJournal(opening: Opening): Promise<Journal> {
  const { store, schema, wanted, query } = opening;
  if (wanted === false || !(await isThere(opening))) return without;
  const table = `${quote(schema)}.${quote(JOURNAL)}`;
  return {
    name: (name) => name,
    write: async (name) => {
      const used = await query(`SELECT 1 FROM ${table} WHERE name = ?`, [name]);
      if (used.length > 0)
        throw new ConnectorError("connector.failed", store, "a transaction of this name was committed before", {
          advice: "give each attempt a name of its own",
        });
      try {
        await query(`INSERT INTO ${table} (name, at) VALUES (?, utc_timestamp())`, [name]);
        return name;
      } catch (error) {
        if (has(error, "connector.denied")) return without.write(name);
        throw error;
      }
    },
    // The row of a transaction that could still commit is locked: this waits for it, and says so when that is too long.
    find: async (transaction) => {
      const found = await query(`SELECT 1 FROM ${table} WHERE name = ? LOCK IN SHARE MODE`, [transaction]);
      return found.length > 0 ? "committed" : "aborted";
    },
  };
}
