// What clients authorized, by number: people's records hold the numbers.
import type { ClientState } from "../../facts/index.ts";
import { makePersonTable } from "./person-table.ts";
import type { ProgramTables } from "./program-tables.ts";
import { CONTEXT, ENABLERS, HEADER, word } from "./record.ts";

/** Of one client. */
export interface ClientRecord {
  /** Numbers of purposes. */
  readonly instructed: ReadonlySet<number>;
  /** Number of a recipient -> who switched it on, as bits. */
  readonly enabled: ReadonlyMap<number, number>;
}

/** Clients by the hash of their id. */
export interface Clients {
  /** Undefined: nothing is known of it. */
  readonly of: (number: number) => ClientRecord | undefined;
  /** The number of a client that somebody's record names; a new one for a new hash. */
  readonly number: (hash: Int32Array) => number;
  /** -1: no record names it, and nothing is known of it. */
  readonly find: (hash: Int32Array) => number;
  readonly set: (hash: Int32Array, state: ClientState | undefined) => void;
  readonly size: () => number;
}

/** Begins with none. */
export function makeClients(tables: ProgramTables): Clients {
  const numbers = makePersonTable();
  const records: (ClientRecord | undefined)[] = [];
  const find = (hash: Int32Array): number => {
    const record = numbers.find(hash);
    return record === 0 ? -1 : word(numbers.words, record + CONTEXT);
  };
  const number = (hash: Int32Array): number => {
    const before = find(hash);
    if (before >= 0) return before;
    numbers.put([...hash, 0, records.length], HEADER);
    return records.push(undefined) - 1;
  };
  return {
    of: (at) => records[at],
    number,
    find,
    set: (hash, state) => {
      if (state === undefined && find(hash) < 0) return;
      records[number(hash)] = state && readClient(tables, state);
    },
    size: () => records.reduce((count, record) => (record === undefined ? count : count + 1), 0),
  };
}

function readClient({ numbers }: ProgramTables, { instructed, enabled }: ClientState): ClientRecord {
  return {
    instructed: new Set(instructed.flatMap((id) => numbers.purposes.get(id) ?? [])),
    enabled: new Map(
      Object.entries(enabled).flatMap(([id, by]) => {
        const recipient = numbers.recipients.get(id);
        return recipient === undefined ? [] : [[recipient, bitsOfEnablers(by)] as const];
      }),
    ),
  };
}

/** Who switched something on, as bits. */
export const bitsOfEnablers = (by: readonly string[]): number =>
  by.reduce((bits, who) => bits | (Object.hasOwn(ENABLERS, who) ? ENABLERS[who as keyof typeof ENABLERS] : 0), 0);
