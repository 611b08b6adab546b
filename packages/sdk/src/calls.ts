// Calls to the server, with the application's key, and what can come of them.

/** Where the server stands, and how it is called. */
export interface Server {
  /** `https://privacy.example.com`. */
  readonly url: string;
  /** What `troth app key <name>` printed. */
  readonly key: string;
  readonly fetch?: typeof fetch | undefined;
}

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

/** Calls a path; gives the answer where it is a yes. @throws CallError @throws UnreachableError */
export async function callServer(
  server: Server,
  path: string,
  options: { readonly body?: unknown; readonly accept?: string; readonly signal?: AbortSignal; readonly streams?: boolean } = {},
): Promise<Response> {
  const { body, accept = "application/json", signal, streams = false } = options;
  const deadline = streams ? [] : [AbortSignal.timeout(CALL_MS)];
  const signals = [...deadline, ...(signal === undefined ? [] : [signal])];
  const response = await (server.fetch ?? fetch)(new URL(path, server.url), {
    method: body === undefined ? "GET" : "POST",
    headers: {
      authorization: `Bearer ${server.key}`,
      accept,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    redirect: "error",
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signals.length === 0 ? {} : { signal: AbortSignal.any(signals) }),
  }).catch((error: unknown) => {
    throw new UnreachableError(error);
  });
  if (response.ok) return response;
  throw await refusalOf(response);
}

/** The same, for an answer in JSON. */
export async function callForJson<T>(server: Server, path: string, body?: unknown): Promise<T> {
  const response = await callServer(server, path, body === undefined ? {} : { body });
  return (await response.json().catch((error: unknown) => {
    throw new UnreachableError(error);
  })) as T;
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
