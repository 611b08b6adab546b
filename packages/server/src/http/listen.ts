import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { TrothError } from "@troth/core/foundation";

/** Answers a call; the second is what the server knows of it: the connection. */
export type Answering = (request: Request, env: unknown) => Response | Promise<Response>;

/** Nothing listens where it should. */
export class ListenError extends TrothError {
  readonly code = "http.listen";
}

/** How long a caller may take. Milliseconds. */
export interface Patience {
  /** For the head of a call. */
  readonly headersMs: number;
  /** For all of it: a body that trickles ends here. */
  readonly requestMs: number;
  /** How often that is looked at. */
  readonly lookMs: number;
}

const patience: Patience = { headersMs: 10_000, requestMs: 30_000, lookMs: 2_000 };

/** An app that listens. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  /** Takes no new calls, lets those under way finish for so long, then cuts them off. Idempotent. */
  close(graceMs: number): Promise<void>;
}

/** Listens for calls on an address of this machine. @throws ListenError */
export async function listen(
  app: { readonly fetch: Answering },
  at: { readonly host: string; readonly port: number; readonly patience?: Partial<Patience> },
): Promise<Listening> {
  const { headersMs, requestMs, lookMs } = { ...patience, ...at.patience };
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: lookMs,
      // Longer than a proxy in front keeps its end (nginx: 60 s): a call on a connection that we close just then would be lost.
      keepAliveTimeout: 75_000,
    },
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, at)));
    server.listen(at.port, at.host, resolve);
  });
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : at.port;
  let closing: Promise<void> | undefined;
  return {
    host: at.host,
    port,
    close: (graceMs) => {
      closing ??= closeServer(server, graceMs);
      return closing;
    },
  };
}

function listenError(error: NodeJS.ErrnoException, at: { readonly host: string; readonly port: number }): ListenError {
  const place = `${at.host}:${at.port}`;
  if (error.code === "EADDRINUSE") {
    return new ListenError("something else listens there already", {
      place,
      advice: "stop it, or give TROTH_LISTEN another port, such as 127.0.0.1:4621",
      cause: error,
    });
  }
  return new ListenError(`cannot listen there${error.code === undefined ? "" : ` (${error.code})`}`, {
    place,
    advice: "TROTH_LISTEN is an address of this machine and a free port, such as 127.0.0.1:4620",
    cause: error,
  });
}

function closeServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
