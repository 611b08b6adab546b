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

/** What refuses a change, by number, and where the message names it: at its end, so that a value in it is never taken for a name. */
const CONSTRAINTS: Readonly<Record<number, readonly [string, RegExp?]>> = {
  1048: ["a not-null constraint", /^Column '([^']*)' cannot be null$/],
  1062: ["a unique constraint", /for key '([^']*)'$/],
  1169: ["a unique constraint"],
  1263: ["a not-null constraint"],
  1216: ["a foreign key"],
  1217: ["a foreign key"],
  1451: ["a foreign key", /\(`[^`]*`\.`([^`]*)`, CONSTRAINT `([^`]*)` FOREIGN KEY[^']*\)$/],
  1452: ["a foreign key", /\(`[^`]*`\.`([^`]*)`, CONSTRAINT `([^`]*)` FOREIGN KEY[^']*\)$/],
  1761: ["a foreign key"],
  1762: ["a foreign key"],
  1264: ["a column's range", /for column '?(?:`[^`]*`\.)*[`']?([^`']*)[`']?'? at row \d+$/],
  1265: ["a column's type", /for column '?(?:`[^`]*`\.)*[`']?([^`']*)[`']?'? at row \d+$/],
  1366: ["a column's type", /for column '?(?:`[^`]*`\.)*[`']?([^`']*)[`']?'? at row \d+$/],
  1292: ["a column's type", /for column '?(?:`[^`]*`\.)*[`']?([^`']*)[`']?'? at row \d+$/],
  1406: ["a column's length", /^Data too long for column '([^']*)' at row \d+$/],
  1644: ["a trigger or function"],
  3140: ["a column's type"],
  3819: ["a check", /^Check constraint '([^']*)' is violated\.?$/],
  4025: ["a check", /^CONSTRAINT `([^`]*)` failed for `[^`]*`\.`([^`]*)`$/],
};

/** The driver's own codes for connections that are gone, or never came to be. */
const LOST = /^(E[A-Z]{3,}|PROTOCOL_|HANDSHAKE_|POOL_|ER_CON|CR_)/;
const LOST_NUMBERS: ReadonlySet<number> = new Set([1053, 1077, 1079, 1080, 1152, 1158, 1159, 1160, 1161, 1184, 1927, 4031]);

function readConstraint([what, names]: readonly [string, RegExp?], message: string): Reading {
  const found = (names?.exec(message) ?? []).slice(1).filter((name) => name !== undefined && name !== "");
  return {
    code: "connector.constraint",
    message: `${what} refuses the change${found.length > 0 ? ` (${found.join(", ")})` : ""}`,
  };
}

function read(error: ServerError): Reading {
  const number = typeof error.errno === "number" ? error.errno : 0;
  const code = String(error.code ?? "");
  const constraint = CONSTRAINTS[number];
  if (constraint !== undefined) return readConstraint(constraint, String(error.message ?? ""));
  const known = BY_NUMBER[number];
  if (known !== undefined) return known;
  if (code === "PROTOCOL_SEQUENCE_TIMEOUT") return { ...TIMEOUT, message: SILENT };
  if (code === "HANDSHAKE_NO_SSL_SUPPORT")
    return { code: "connector.failed", message: "the server does not speak TLS", advice: "see `ssl-mode` in the store's `url`" };
  if (/in closed state$/.test(String(error.message ?? ""))) return UNREACHABLE;
  // What the server said has a number of its own there; everything else came from the network or the driver.
  if (LOST_NUMBERS.has(number) || (LOST.test(code) && !code.startsWith("ER_"))) return UNREACHABLE;
  if (String(error.sqlState ?? "").startsWith("23")) return readConstraint(["a constraint"], "");
  if (String(error.sqlState ?? "") === "45000") return readConstraint(["a trigger or function"], "");
  return { code: "connector.failed", message: `the server refused a statement (${number || code || "no number"})` };
}

/** Maps what `mysql2` throws to ours, keeping names and leaving out whatever may hold a row's values. */
export function toConnectorError(store: string, error: unknown, dataset?: string): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const { code, message, ...more } = read(error as ServerError);
  return new ConnectorError(code, store, dataset === undefined ? message : `${message}, in \`${dataset}\``, more);
}
