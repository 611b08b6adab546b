import { fileURLToPath } from "node:url";
import { ConnectorError } from "./errors.ts";

/** What a store's `options` may say, read once. */
export interface ConnectorOptions {
  /** PostgreSQL and MySQL: schemas whose datasets go by their plain names (the first) and that are looked into (all). */
  readonly schemas: readonly string[];
  /** URL of the act role, where it is another than the read role. */
  readonly act: string | undefined;
  /** SQLite and MySQL: keep a row in `troth_journal`. */
  readonly journal: boolean;
  readonly statementMs: number;
  readonly lockMs: number;
  readonly idleMs: number;
  readonly connectMs: number;
}

// Long enough for a scan of some ten million rows, short enough that nobody's deployment waits for a lock.
const DEFAULT_SECONDS = { statement: 120, lock: 5, idle: 60, connect: 10 } as const;
const KNOWN: readonly string[] = ["schema", "act", "journal", "timeouts"];

/** What is said of an address that cannot be read. */
export const ESCAPED = "in it `#` is written %23, `/` %2F, `@` %40 and `%` %25";

/** Whether a file could not be read that an address names: a fault without a word of ours. */
export const isUnreadFile = (error: unknown): boolean => typeof (error as { syscall?: unknown }).syscall === "string";

/** The path of an address `file://`. @throws ConnectorError */
export function pathOfFile(store: string, url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return fail(store, "the address is no path of a file", "write `file:///folder/name`, or the path alone");
  }
}

function fail(store: string, message: string, advice: string): never {
  throw new ConnectorError("connector.failed", store, message, { advice });
}

function readSeconds(store: string, timeouts: unknown, name: keyof typeof DEFAULT_SECONDS): number {
  const value = (timeouts as Readonly<Record<string, unknown>> | undefined)?.[name] ?? DEFAULT_SECONDS[name];
  if (typeof value !== "number" || !(value > 0))
    fail(store, `\`options.timeouts.${name}\` is no number of seconds`, "write a number above 0");
  return Math.ceil(value * 1000);
}

/** Reads a store's `options`. @throws ConnectorError on a key that nothing reads. */
export function readOptions(
  store: string,
  options: Readonly<Record<string, unknown>>,
  { schema: defaultSchema = "public", known = KNOWN }: { readonly schema?: string; readonly known?: readonly string[] } = {},
): ConnectorOptions {
  for (const key of Object.keys(options))
    if (!known.includes(key)) fail(store, `nothing reads \`options.${key}\``, `the options are ${known.join(", ")}`);
  const { schema, act, journal, timeouts } = options;
  const schemas = typeof schema === "string" ? [schema] : (schema ?? []);
  if (!Array.isArray(schemas) || !schemas.every((name): name is string => typeof name === "string" && name !== ""))
    fail(store, "`options.schema` is no name", "write a schema's name, or a list of names");
  if (act !== undefined && typeof act !== "string") fail(store, "`options.act` is no URL", "write the URL of the act role");
  return {
    schemas: schemas.length > 0 ? schemas : [defaultSchema],
    act: act as string | undefined,
    journal: journal !== false,
    statementMs: readSeconds(store, timeouts, "statement"),
    lockMs: readSeconds(store, timeouts, "lock"),
    idleMs: readSeconds(store, timeouts, "idle"),
    connectMs: readSeconds(store, timeouts, "connect"),
  };
}
