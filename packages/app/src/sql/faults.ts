import { StoreError } from "../errors.ts";

/** The fields of a database's error that hold names and never values. */
interface DatabaseError {
  readonly code?: unknown;
  readonly rawCode?: unknown;
  readonly constraint?: unknown;
  readonly table?: unknown;
  readonly column?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
}

const name = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? `\`${value.slice(0, 100)}\`` : undefined;

/** A database's error as a `StoreError` with names and no values; an error that is none of those passes. */
export function readFault(error: unknown): unknown {
  if (error instanceof StoreError || typeof error !== "object" || error === null) return error;
  const one = error as DatabaseError;
  const read = typeof one.code === "string" ? (fromPostgres(one.code, one) ?? fromSqlite(one.code, one)) : undefined;
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

function fromPostgres(code: string, error: DatabaseError): StoreError | undefined {
  const kind = KINDS[code];
  if (kind !== undefined) {
    const names = [name(error.constraint), name(error.column), name(error.table)].filter((one) => one !== undefined);
    return new StoreError("constraint", `${kind} refuses the change${names.length > 0 ? ` (${names.join(", ")})` : ""}`);
  }
  if (code === "55P03" || code === "40P01" || code === "40001") return new StoreError("busy", "rows are locked by somebody else");
  if (code === "57014" || code === "25P03")
    return new StoreError("timeout", "a statement took longer than the application allows");
  if (code === "42501") return new StoreError("denied", "the application's role lacks a right");
  if (code === "42P01" || code === "42703")
    return new StoreError("missing", "a table or a column of the application is not there");
  if (/^(08|57P)/.test(code) || code === "ECONNREFUSED" || code === "ECONNRESET")
    return new StoreError("unreachable", "the application's database cannot be reached or went away");
  return undefined;
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
  if (code === "SQLITE_INTERRUPT") return new StoreError("timeout", "a statement took longer than the application allows");
  return undefined;
}
