import { Worker } from "node:worker_threads";
import type { Row, Value } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import { type SqliteFault, toConnectorError } from "./errors.ts";

/** One SQL statement with its positional values. */
export interface Statement {
  readonly sql: string;
  readonly values?: readonly Value[];
  /** Begins, ends or sets something: no values, no rows. */
  readonly control?: true;
}

type Request =
  | { readonly kind: "open"; readonly connection: number; readonly path: string; readonly busyMs: number }
  | { readonly kind: "run"; readonly connection: number; readonly statements: readonly Statement[]; readonly limitMs: number }
  | {
      readonly kind: "cursor";
      readonly connection: number;
      readonly cursor: number;
      readonly statement: Statement;
      readonly limitMs: number;
    }
  | {
      readonly kind: "fetch";
      readonly connection: number;
      readonly cursor: number;
      readonly limit: number;
      readonly limitMs: number;
    }
  | { readonly kind: "drop"; readonly connection: number; readonly cursor: number }
  | { readonly kind: "close"; readonly connection: number }
  | { readonly kind: "end" };

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Above a statement's own limit: how long the thread may be silent before it is given up. */
const GRACE_MS = 10_000;

/** The thread in which SQLite runs: one a connector, started when first needed. */
export interface SqliteThread {
  /** @throws ConnectorError */
  open(connection: number, path: string, busyMs: number): Promise<void>;
  run(connection: number, statements: readonly Statement[], limitMs: number): Promise<readonly (readonly Row[])[]>;
  cursor(connection: number, cursor: number, statement: Statement, limitMs: number): Promise<void>;
  fetch(
    connection: number,
    cursor: number,
    limit: number,
    limitMs: number,
  ): Promise<{ readonly rows: readonly Row[]; readonly done: boolean }>;
  drop(connection: number, cursor: number): Promise<void>;
  close(connection: number): Promise<void>;
  end(): Promise<void>;
}

class Thread {
  readonly #store: string;
  readonly #waiting = new Map<number, Waiting>();
  readonly #worker: Worker;
  #next = 1;
  isGone = false;

  constructor(store: string) {
    this.#store = store;
    // Options that the process was started with (a loader, say) are no business of the thread's.
    this.#worker = new Worker(new URL("./worker.mjs", import.meta.url), { execArgv: [] });
    this.#worker.unref();
    this.#worker.on("message", (reply: { id: number; result?: unknown; error?: SqliteFault }) => {
      const waiting = this.#settle(reply.id);
      if (reply.error) waiting?.reject(toConnectorError(this.#store, reply.error));
      else waiting?.resolve(reply.result);
    });
    this.#worker.on("error", () => this.#giveUp("the thread that reads the file failed"));
    this.#worker.on("exit", () => this.#giveUp("the thread that reads the file ended"));
  }

  async call(request: Request, limitMs: number): Promise<unknown> {
    const id = this.#next++;
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#worker.ref();
    this.#worker.postMessage({ id, ...request });
    const timer = setTimeout(() => this.#giveUp("the file's thread did not answer in time"), limitMs + GRACE_MS);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
    }
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#worker.unref();
    return waiting;
  }

  #giveUp(reason: string): void {
    this.isGone = true;
    for (const id of [...this.#waiting.keys()])
      this.#settle(id)?.reject(new ConnectorError("connector.timeout", this.#store, reason));
    // It closes its connections, and with them rolls back, as soon as SQLite lets go of it.
    this.#worker.postMessage({ id: 0, kind: "end" });
  }
}

/** Makes the thread of a connector; nothing runs before the first call. */
export function sqliteThread(store: string): SqliteThread {
  let thread: Thread | undefined;
  const call = async (request: Request, limitMs = 0): Promise<unknown> => {
    if (thread === undefined || thread.isGone) {
      if (request.kind !== "open") {
        if (request.kind === "run" || request.kind === "cursor" || request.kind === "fetch")
          throw new ConnectorError("connector.unreachable", store, "the session's connection is gone");
        return undefined;
      }
      thread = new Thread(store);
    }
    return thread.call(request, limitMs);
  };
  return {
    open: async (connection, path, busyMs) => void (await call({ kind: "open", connection, path, busyMs }, busyMs)),
    run: async (connection, statements, limitMs) =>
      (await call({ kind: "run", connection, statements, limitMs }, limitMs * statements.length)) as readonly (readonly Row[])[],
    cursor: async (connection, cursor, statement, limitMs) =>
      void (await call({ kind: "cursor", connection, cursor, statement, limitMs }, limitMs)),
    fetch: async (connection, cursor, limit, limitMs) =>
      (await call({ kind: "fetch", connection, cursor, limit, limitMs }, limitMs)) as {
        readonly rows: readonly Row[];
        readonly done: boolean;
      },
    drop: async (connection, cursor) => void (await call({ kind: "drop", connection, cursor })),
    close: async (connection) => void (await call({ kind: "close", connection })),
    end: async () => {
      await call({ kind: "end" });
      thread = undefined;
    },
  };
}
