import { ConnectorError, type ConnectorErrorCode } from "../errors.ts";

/** What the thread tells of an error. Its message may hold values (a trigger's, say) and goes no further. */
export interface SqliteFault {
  readonly code: string;
  readonly message: string;
}

interface Reading {
  readonly code: ConnectorErrorCode;
  readonly message: string;
  readonly advice?: string;
}

const READINGS: readonly (readonly [prefix: string, reading: Reading])[] = [
  [
    "SQLITE_BUSY",
    {
      code: "connector.busy",
      message: "another connection holds the file's lock",
      advice: "try again, or find the program that keeps a transaction open",
    },
  ],
  ["SQLITE_LOCKED", { code: "connector.busy", message: "a table is locked by another connection" }],
  [
    "SQLITE_INTERRUPT",
    {
      code: "connector.timeout",
      message: "a statement took longer than the store allows",
      advice: "raise `options.timeouts.statement`, or give the matched column an index",
    },
  ],
  [
    "SQLITE_READONLY",
    { code: "connector.denied", message: "the file cannot be written", advice: "give Troth's user the right to write it" },
  ],
  ["SQLITE_PERM", { code: "connector.denied", message: "the file cannot be opened", advice: "check its permissions" }],
  ["SQLITE_AUTH", { code: "connector.denied", message: "the statement is not allowed" }],
  [
    "SQLITE_NOTADB",
    { code: "connector.failed", message: "the file is no SQLite database", advice: "check the path in the store's `url`" },
  ],
  [
    "SQLITE_CORRUPT",
    { code: "connector.failed", message: "the database file is damaged", advice: "restore it before anything is erased in it" },
  ],
  [
    "SQLITE_CANTOPEN",
    {
      code: "connector.unreachable",
      message: "the file cannot be opened",
      advice: "check the path, and that its folder can be written to if the database uses a write-ahead log",
    },
  ],
  ["SQLITE_FULL", { code: "connector.failed", message: "the disk is full" }],
  ["SQLITE_IOERR", { code: "connector.unreachable", message: "the file cannot be read or written" }],
];

const CONSTRAINTS: Readonly<Record<string, string>> = {
  SQLITE_CONSTRAINT_UNIQUE: "a unique constraint",
  SQLITE_CONSTRAINT_PRIMARYKEY: "a primary key",
  SQLITE_CONSTRAINT_NOTNULL: "a not-null constraint",
  SQLITE_CONSTRAINT_FOREIGNKEY: "a foreign key",
  SQLITE_CONSTRAINT_CHECK: "a check",
  SQLITE_CONSTRAINT_TRIGGER: "a trigger",
};

/** Which columns: SQLite names them after these two kinds only, as `table.column`. */
const NAMED = /^(?:UNIQUE|NOT NULL) constraint failed: ([^'"]+)$/;

function readConstraint(fault: SqliteFault): Reading {
  const columns = NAMED.exec(fault.message)?.[1];
  const what = CONSTRAINTS[fault.code] ?? "a constraint";
  return { code: "connector.constraint", message: `${what} refuses the change${columns === undefined ? "" : ` (${columns})`}` };
}

function read(fault: SqliteFault): Reading {
  if (fault.code.startsWith("SQLITE_CONSTRAINT")) return readConstraint(fault);
  const missing = /^no such (table|column): ([\w.]+)$/.exec(fault.message);
  if (missing) return { code: "connector.missing", message: `there is no ${missing[1]} \`${missing[2]}\`` };
  for (const [prefix, reading] of READINGS) if (fault.code.startsWith(prefix)) return reading;
  if (fault.message.startsWith("ConnectionFailed"))
    return { code: "connector.unreachable", message: "the file cannot be opened", advice: "check the path in the store's `url`" };
  return { code: "connector.failed", message: `SQLite refused a statement (${fault.code || "no code"})` };
}

/** Maps an error of SQLite to ours, without its message: that may hold a row's values. */
export function toConnectorError(store: string, fault: SqliteFault): ConnectorError {
  const { code, message, advice } = read(fault);
  return new ConnectorError(code, store, message, advice === undefined ? {} : { advice });
}
