import { ConnectorError, type ConnectorErrorCode } from "../errors.ts";

interface Reading {
  readonly code: ConnectorErrorCode;
  readonly message: string;
  readonly advice?: string;
  readonly transient?: boolean;
}

/** The fields of a server's error that hold names and never values. DETAIL, HINT and the message itself may hold values. */
interface ServerError {
  readonly code?: unknown;
  readonly schema?: unknown;
  readonly table?: unknown;
  readonly column?: unknown;
  readonly constraint?: unknown;
  readonly routine?: unknown;
  readonly message?: unknown;
}

const UNREACHABLE: Reading = {
  code: "connector.unreachable",
  message: "the server cannot be reached or went away",
  advice: "check the host, the port and the network in the store's `url`, and that the server runs",
};
const DENIED: Reading = {
  code: "connector.denied",
  message: "the role lacks a right",
  advice: "apply what `troth grants` prints for this store",
};
const TIMEOUT: Reading = {
  code: "connector.timeout",
  message: "a statement took longer than the store allows",
  advice: "raise `options.timeouts.statement`, or give the matched column an index",
};

/** Said when not the server but our own patience ended. */
export const SILENT = "the server did not answer in time";

const BY_STATE: Readonly<Record<string, Reading>> = {
  "28P01": {
    code: "connector.denied",
    message: "the server refused the role's password",
    advice: "check the role and the password in the store's `url`",
  },
  "28000": {
    code: "connector.denied",
    message: "the server does not let the role in",
    advice: "check the role's name, LOGIN, and the server's pg_hba.conf",
  },
  "3D000": { code: "connector.missing", message: "there is no such database", advice: "check the name in the store's `url`" },
  "42501": DENIED,
  "25006": {
    code: "connector.denied",
    message: "the server or the session is read-only",
    advice: "the act role needs the primary",
  },
  "57014": TIMEOUT,
  "25P03": { code: "connector.timeout", message: "the transaction stood idle longer than the store allows" },
  "55P03": {
    code: "connector.busy",
    message: "rows are locked by another transaction",
    advice: "try again, or find the transaction that stays open",
  },
  "40001": { code: "connector.busy", message: "another transaction changed the same rows" },
  "40P01": { code: "connector.busy", message: "two transactions waited for each other" },
  "42P01": { code: "connector.missing", message: "a dataset does not exist" },
  "42703": { code: "connector.missing", message: "a column does not exist" },
  "3F000": { code: "connector.missing", message: "a schema does not exist" },
  "44000": { code: "connector.constraint", message: "a view's check option refuses the change" },
  P0001: { code: "connector.constraint", message: "a trigger or function refuses the change" },
  "22P05": {
    code: "connector.constraint",
    message: "the database's encoding cannot hold a character of a new value",
    advice: "keep the database in UTF-8, or write what its encoding has (`SHOW server_encoding`)",
  },
  "22P02": { code: "connector.failed", message: "a value does not fit its column's type" },
  "53300": { code: "connector.unreachable", message: "the server has no free connections" },
  "0A000": { code: "connector.failed", message: "the server does not support a statement" },
};

const CONSTRAINTS: Readonly<Record<string, string>> = {
  "23502": "a not-null constraint",
  "23503": "a foreign key",
  "23505": "a unique constraint",
  "23514": "a check",
  "23P01": "an exclusion constraint",
  "22001": "a column's length",
  "22003": "a column's range",
};

/** node-postgres has no codes for its own time-outs. */
const LOST =
  /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/;

function readConstraint(what: string, error: ServerError): Reading {
  const names = [error.table, error.column, error.constraint].filter((name) => typeof name === "string");
  return {
    code: "connector.constraint",
    message: `${what} refuses the change${names.length > 0 ? ` (${names.join(", ")})` : ""}`,
  };
}

function read(error: ServerError): Reading {
  const state = typeof error.code === "string" ? error.code : "";
  // Messages come in the server's language; the routine's name does not.
  if (state === "42501" && error.routine === "check_enable_rls")
    return {
      code: "connector.filtered",
      message: "row-level security would hide rows from the role",
      advice: "give Troth's role BYPASSRLS, or leave the dataset out of the program",
    };
  const constraint = CONSTRAINTS[state];
  if (constraint !== undefined) return readConstraint(constraint, error);
  const known = BY_STATE[state];
  if (known !== undefined) return known;
  const message = String(error.message ?? "");
  if (message === "Query read timeout") return { ...TIMEOUT, message: SILENT };
  if (/^(08|57P)/.test(state) || /^E[A-Z]+$/.test(state) || LOST.test(message)) return UNREACHABLE;
  if (state.startsWith("23")) return readConstraint("a constraint", error);
  return { code: "connector.failed", message: `the server refused a statement (${state || "no SQLSTATE"})` };
}

/** Maps what `pg` throws to ours, keeping names and leaving out whatever may hold a row's values. */
export function toConnectorError(store: string, error: unknown, dataset?: string): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const { code, message, ...more } = read(error as ServerError);
  return new ConnectorError(code, store, dataset === undefined ? message : `${message}, in \`${dataset}\``, more);
}
