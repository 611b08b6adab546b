import { StoreError } from "../errors.ts";
import { readFault } from "../sql/faults.ts";
import type { Dialect } from "../sql/statements.ts";

/** What an adapter of Prisma keeps of a driver's error. */
interface AdapterError {
  readonly kind?: unknown;
  readonly originalCode?: unknown;
  readonly originalMessage?: unknown;
  readonly constraint?: { readonly index?: unknown; readonly fields?: readonly unknown[] };
  readonly table?: unknown;
}

interface PrismaError {
  readonly code?: unknown;
  readonly meta?: { readonly driverAdapterError?: { readonly cause?: AdapterError } };
  readonly cause?: AdapterError;
}

/** The primary results of SQLite, of which Prisma keeps numbers. */
const SQLITE: Readonly<Record<number, string>> = {
  5: "SQLITE_BUSY",
  6: "SQLITE_LOCKED",
  9: "SQLITE_INTERRUPT",
  19: "SQLITE_CONSTRAINT",
};

/** Where no statement was run: Prisma's own errors, and what its adapters say of a connection. */
const OTHERS: Readonly<Record<string, readonly [StoreError["code"], string]>> = {
  P1001: ["unreachable", "the application's database cannot be reached"],
  P1002: ["unreachable", "the application's database did not answer in time"],
  P1017: ["unreachable", "the application's database went away"],
  P2028: ["busy", "Prisma could not begin a transaction in time, or it had ended"],
  DatabaseNotReachable: ["unreachable", "the application's database cannot be reached"],
  ConnectionClosed: ["unreachable", "the application's database went away"],
};

/** An error of Prisma as a `StoreError` with names and no values; any other passes. */
export function readPrismaError(error: unknown, dialect: Dialect): unknown {
  if (typeof error !== "object" || error === null) return error;
  const { code, meta, cause } = error as PrismaError;
  const one = meta?.driverAdapterError?.cause ?? cause;
  const read = typeof one?.originalCode === "string" ? readFault(asDriver(one, one.originalCode, dialect)) : undefined;
  if (read instanceof StoreError) return read;
  const other = OTHERS[String(one?.kind)] ?? OTHERS[String(code)];
  return other ? new StoreError(...other) : error;
}

/** What the driver itself had thrown. */
function asDriver({ originalMessage, constraint, table }: AdapterError, code: string, dialect: Dialect) {
  // MariaDB, MySQL and SQLite number what they say; each number is of something else.
  if (dialect === "mysql") return { errno: Number(code), message: originalMessage };
  const isSqlite = /^\d{1,4}$/.test(code);
  return {
    code: isSqlite ? SQLITE[Number(code) & 0xff] : code,
    message: originalMessage,
    constraint: constraint?.index,
    column: constraint?.fields?.[0],
    table,
  };
}
