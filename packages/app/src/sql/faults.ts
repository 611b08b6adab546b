import { StoreError } from "../errors.ts";
import { constraintOf, isLost } from "./mysql/faults.ts";

/** The fields of a database's error that hold names and never values. */
interface DatabaseError {
  readonly code?: unknown;
  /** A number of MariaDB or MySQL; of the system, below zero. */
  readonly errno?: unknown;
  readonly rawCode?: unknown;
  readonly constraint?: unknown;
  readonly table?: unknown;
  readonly column?: unknown;
  readonly message?: unknown;
  /** The server's own, where a driver adds more to `message`. */
  readonly sqlMessage?: unknown;
  readonly cause?: unknown;
}

const name = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? `\`${value.slice(0, 100)}\`` : undefined;

/** A database's error as a `StoreError` with names and no values; an error that is none of those passes. */
export function readFault(error: unknown): unknown {
  if (error instanceof StoreError || typeof error !== "object" || error === null) return error;
  const one = error as DatabaseError;
  const code = typeof one.code === "string" ? one.code : "";
  const read = fromMysql(code, one) ?? fromPostgres(code, one) ?? fromSqlite(code, one);
  // Query builders wrap what a driver threw.
  return read ?? (one.cause === undefined || one.cause === error ? error : readCause(error, one.cause));
}

function readCause(error: unknown, cause: unknown): unknown {
  const read = readFault(cause);
  return read instanceof StoreError ? read : error;
}

const KINDS: Readonly<Record<string, string>> = {
  "23502": "a column that may not be null",
  "23503": "a foreign key",
  "23505": "a unique constraint",
  "23514": "a check",
};

const busy = () => new StoreError("busy", "rows are locked by somebody else");
const late = () => new StoreError("timeout", "a statement took longer than the application allows");
const denied = () => new StoreError("denied", "the application's role lacks a right");
const missing = () => new StoreError("missing", "a table or a column of the application is not there");
const away = () => new StoreError("unreachable", "the application's database cannot be reached or went away");

const NETWORK = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EHOSTUNREACH)$/;

function fromPostgres(code: string, error: DatabaseError): StoreError | undefined {
  const kind = KINDS[code];
  if (kind !== undefined) {
    const names = [name(error.constraint), name(error.column), name(error.table)].filter((one) => one !== undefined);
    return new StoreError("constraint", `${kind} refuses the change${names.length > 0 ? ` (${names.join(", ")})` : ""}`);
  }
  if (code === "55P03" || code === "40P01" || code === "40001") return busy();
  if (code === "57014" || code === "25P03") return late();
  if (code === "42501") return denied();
  if (code === "42P01" || code === "42703") return missing();
  return /^(08|57P)/.test(code) || NETWORK.test(code) ? away() : undefined;
}

/** By the numbers of MariaDB and MySQL, which both of their drivers hand on. */
const BY_NUMBER: ReadonlyMap<number, () => StoreError> = new Map([
  ...[1020, 1205, 1213, 3572].map((number) => [number, busy] as const),
  ...[1317, 1969, 3024].map((number) => [number, late] as const),
  ...[1044, 1045, 1142, 1143, 1227, 1290, 1370, 1698, 1792, 1836].map((number) => [number, denied] as const),
  ...[1049, 1054, 1146].map((number) => [number, missing] as const),
  ...[1040, 1203, 1226].map((number) => [number, away] as const),
]);

/** What a driver itself says of a connection that is gone, or that it could not give. */
const isOfDriver = (number: number, code: string, message: string): boolean =>
  (number >= 45_000 && number < 46_000) || /^(PROTOCOL|HANDSHAKE|POOL)_/.test(code) || /in closed state$/.test(message);

function fromMysql(code: string, { errno, message, sqlMessage = message }: DatabaseError): StoreError | undefined {
  const number = typeof errno === "number" && errno >= 1000 ? errno : 0;
  const text = typeof sqlMessage === "string" ? sqlMessage : "";
  if (isOfDriver(number, code, text)) return away();
  if (number === 0) return undefined;
  const refused = constraintOf(number, text);
  if (refused !== undefined) return new StoreError("constraint", refused);
  return BY_NUMBER.get(number)?.() ?? (isLost(number, code) ? away() : undefined);
}

function fromSqlite(code: string, error: DatabaseError): StoreError | undefined {
  if (code.startsWith("SQLITE_CONSTRAINT")) {
    // `UNIQUE constraint failed: people.email`: names alone.
    const text = typeof error.message === "string" ? error.message : "";
    const [, kind = "a", places] = /(UNIQUE|NOT NULL|CHECK|FOREIGN KEY) constraint failed(?:: ([\w., "]+))?/.exec(text) ?? [];
    return new StoreError(
      "constraint",
      `${kind.toLowerCase()} constraint refuses the change${places === undefined ? "" : ` (${places})`}`,
    );
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return new StoreError("busy", "somebody else is writing to the application's database");
  return code === "SQLITE_INTERRUPT" ? late() : undefined;
}
