import { TrothError } from "@troth/core/foundation";
import { destination, type Logger, pino } from "pino";

/** What a log line may carry: ids, counts, names of ours. Never a value of a row, never an object. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The program's log, on stderr; `error` is shown by its code and the places in our code, never by its words. */
export interface Log {
  debug(says: string, facts?: LogFacts): void;
  info(says: string, facts?: LogFacts): void;
  warn(says: string, facts?: LogFacts & { readonly error?: never }): void;
  error(says: string, error: unknown, facts?: LogFacts): void;
}

/**
 * What of an error may be printed. The messages of other people's errors hold rows (`Key (email)=(...) already exists`),
 * so only our own codes, the SQL state and the lines of the stack that name functions are let through.
 */
export function describeError(error: unknown): LogFacts {
  if (error instanceof TrothError) return { code: error.code, place: error.place };
  if (!(error instanceof Error)) return { code: "bug", thrown: typeof error };
  const state = (error as { readonly code?: unknown }).code;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    code: "bug",
    class: error.constructor.name,
    ...(typeof state === "string" && /^[A-Z0-9_]{5,40}$/.test(state) && { state }),
    at: frames
      .slice(0, 3)
      .map((line) => line.trim())
      .join(" "),
  };
}

function withoutObjects(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const printed = Object.entries(facts).map(([name, fact]) =>
    fact === null || ["string", "number", "boolean", "undefined"].includes(typeof fact) ? [name, fact] : [name, "[hidden]"],
  );
  return Object.fromEntries(printed);
}

/** Makes a log; `write` takes each line, stderr by default. */
export function createLog(level: string, write?: (line: string) => void): Log {
  const sink = write === undefined ? destination({ fd: 2, sync: true }) : { write };
  const formatters = { log: withoutObjects };
  let printer: Logger;
  try {
    printer = pino({ level, base: null, formatters, timestamp: pino.stdTimeFunctions.isoTime }, sink);
  } catch {
    printer = pino({ level: "warn", base: null, formatters, timestamp: pino.stdTimeFunctions.isoTime }, sink);
  }
  return {
    debug: (says, facts = {}) => printer.debug(facts, says),
    info: (says, facts = {}) => printer.info(facts, says),
    warn: (says, facts = {}) => printer.warn(facts, says),
    error: (says, error, facts = {}) => printer.error({ ...facts, ...describeError(error) }, says),
  };
}

/** The log of this process; its level is `TROTH_LOG`, or `warn`. */
export const log: Log = createLog(process.env.TROTH_LOG ?? "warn");
