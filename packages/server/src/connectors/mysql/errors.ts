import { constraintOf, isLost } from "@troth/app/mysql";
import { ConnectorError, type ConnectorErrorCode } from "../errors.ts";

interface Reading {
  readonly code: ConnectorErrorCode;
  readonly message: string;
  readonly advice?: string;
  readonly transient?: boolean;
}

/** A server's error. Its message and its `sql` may hold values: names alone are taken out of the message. */
interface ServerError {
  readonly errno?: unknown;
  readonly code?: unknown;
  readonly sqlState?: unknown;
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
const READ_ONLY: Reading = {
  code: "connector.denied",
  message: "the server or the session is read-only",
  advice: "the act role needs the primary",
};
const NO_CONNECTION: Reading = { code: "connector.unreachable", message: "the server has no free connections" };

/** Said when not the server but our own patience ended. */
export const SILENT = "the server did not answer in time";

const BY_NUMBER: Readonly<Record<number, Reading>> = {
  1020: { code: "connector.busy", message: "another transaction changed the same rows" },
  1040: NO_CONNECTION,
  1044: DENIED,
  1045: {
    code: "connector.denied",
    message: "the server does not let the role in, or refused its password",
    advice: "check the role, its host and the password in the store's `url`",
  },
  1049: { code: "connector.missing", message: "there is no such database", advice: "check the name in the store's `url`" },
  1054: { code: "connector.missing", message: "a column does not exist" },
  1142: DENIED,
  1143: DENIED,
  1146: { code: "connector.missing", message: "a dataset does not exist" },
  1153: {
    code: "connector.failed",
    message: "the statement is larger than the server takes",
    advice: "raise the server's `max_allowed_packet`",
  },
  1203: NO_CONNECTION,
  1205: {
    code: "connector.busy",
    message: "rows are locked by another transaction",
    advice: "try again, or find the transaction that stays open",
  },
  1213: { code: "connector.busy", message: "two transactions waited for each other" },
  1226: NO_CONNECTION,
  1227: DENIED,
  1290: READ_ONLY,
  1317: { code: "connector.timeout", message: "a statement was interrupted from the server's side" },
  1369: { code: "connector.constraint", message: "a view's check option refuses the change" },
  1370: DENIED,
  1412: {
    code: "connector.busy",
    message: "a table was altered while it was read",
    advice: "try again",
  },
  1665: {
    code: "connector.failed",
    message: "the server's log does not take changes at READ COMMITTED",
    advice: "set the server's `binlog_format` to ROW or MIXED",
  },
  1698: { code: "connector.denied", message: "the server does not let the role in", advice: "check the role's plugin" },
  1792: READ_ONLY,
  1836: READ_ONLY,
  1969: TIMEOUT,
  3024: TIMEOUT,
  3572: { code: "connector.busy", message: "rows are locked by another transaction" },
};

function constraint(message: string): Reading {
  return { code: "connector.constraint", message };
}

function read(error: ServerError): Reading {
  const number = typeof error.errno === "number" ? error.errno : 0;
  const code = String(error.code ?? "");
  const refused = constraintOf(number, String(error.message ?? ""));
  if (refused !== undefined) return constraint(refused);
  const known = BY_NUMBER[number];
  if (known !== undefined) return known;
  if (code === "PROTOCOL_SEQUENCE_TIMEOUT") return { ...TIMEOUT, message: SILENT };
  if (code === "HANDSHAKE_NO_SSL_SUPPORT")
    return { code: "connector.failed", message: "the server does not speak TLS", advice: "see `ssl-mode` in the store's `url`" };
  if (/in closed state$/.test(String(error.message ?? ""))) return UNREACHABLE;
  if (isLost(number, code)) return UNREACHABLE;
  if (String(error.sqlState ?? "").startsWith("23")) return constraint("a constraint refuses the change");
  if (String(error.sqlState ?? "") === "45000") return constraint("a trigger or function refuses the change");
  return { code: "connector.failed", message: `the server refused a statement (${number || code || "no number"})` };
}

/** Maps what `mysql2` throws to ours, keeping names and leaving out whatever may hold a row's values. */
export function toConnectorError(store: string, error: unknown, dataset?: string): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const { code, message, ...more } = read(error as ServerError);
  return new ConnectorError(code, store, dataset === undefined ? message : `${message}, in \`${dataset}\``, more);
}
