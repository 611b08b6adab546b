// Calls to the server, with the application's key, and what can come of them.
import { untilStopped } from "./until-stopped.ts";

/** Where the server stands, and how it is called. */
export interface Server {
  /** `https://privacy.example.com`. */
  readonly url: string;
  /** What `troth app key <name>` printed. */
  readonly key: string;
  readonly fetch?: typeof fetch | undefined;
}

/** Where pages load the banner from, unless the application says otherwise. */
export const originOf = ({ url }: Server): string => new URL(url).origin;

/** One thing that is wrong with what was sent: where, what, and what to do. */
export interface CallProblem {
  readonly path: string;
  readonly code: string;
  readonly says: string;
  readonly advice: string;
}

/** The server answered and refused: trying the same again does not help, unless `retry` says so. */
export class CallError extends Error {
  readonly code: string;
  readonly status: number;
  readonly problems: readonly CallProblem[];
  /** The same call may succeed later. */
  readonly retry: boolean;
  constructor(status: number, code: string, says: string, problems: readonly CallProblem[] = []) {
    super(`${says} (${code})`);
    this.name = "CallError";
    this.status = status;
    this.code = code;
    this.problems = problems;
    this.retry = status === 429 || status >= 500;
  }
}

/** The server could not be reached, or broke off. */
export class UnreachableError extends Error {
  readonly code = "server.unreachable";
  constructor(cause: unknown) {
    super("the server could not be reached (server.unreachable)", { cause });
    this.name = "UnreachableError";
  }
}

/** What was answered is not what this version understands. */
export class WireError extends Error {
  readonly code: "wire.torn" | "wire.unknown" | "wire.program";
  constructor(code: WireError["code"], says: string) {
    super(`${says} (${code})`);
    this.name = "WireError";
    this.code = code;
  }
}

const CALL_MS = 30_000;

/** A call: what is sent, and what stops it. */
interface CallOptions {
  readonly body?: unknown;
  readonly accept?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Calls a path whose answer streams; gives it once it begins, where it is a yes. @throws CallError @throws UnreachableError */
export const callForStream = (server: Server, path: string, options: CallOptions): Promise<Response> =>
  reaching(untilStopped({ signal: options.signal, ms: CALL_MS }, (signal) => call(server, path, { ...options, signal })));

/** Calls a path for an answer in JSON. @throws CallError @throws UnreachableError */
export const callForJson = <T>(server: Server, path: string, body?: unknown, stopped?: AbortSignal): Promise<T> =>
  reaching(
    untilStopped({ signal: stopped, ms: CALL_MS }, async (signal) => {
      const response = await call(server, path, { body, signal });
      return (await response.json()) as T;
    }),
  );

/** Whatever is no refusal is a server that was not reached. */
const reaching = <T>(calling: Promise<T>): Promise<T> =>
  calling.catch((error: unknown) => {
    throw error instanceof CallError ? error : new UnreachableError(error);
  });

async function call(server: Server, path: string, { body, accept = "application/json", signal }: CallOptions): Promise<Response> {
  const response = await (server.fetch ?? fetch)(new URL(path, server.url), {
    method: body === undefined ? "GET" : "POST",
    headers: {
      authorization: `Bearer ${server.key}`,
      accept,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    redirect: "error",
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (response.ok) return response;
  throw await refusalOf(response);
}

async function refusalOf(response: Response): Promise<CallError> {
  const said: unknown = await response.json().catch(() => undefined);
  const problem = typeof said === "object" && said !== null ? (said as Readonly<Record<string, unknown>>) : {};
  const text = (name: string): string | undefined => (typeof problem[name] === "string" ? problem[name] : undefined);
  const errors = Array.isArray(problem.errors) ? (problem.errors as readonly CallProblem[]) : [];
  const [, code] = /^urn:troth:problem:(.+)$/.exec(text("type") ?? "") ?? [];
  return new CallError(
    response.status,
    code ?? `http.${response.status}`,
    text("detail") ?? text("title") ?? "the server refused",
    errors,
  );
}
