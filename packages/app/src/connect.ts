import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { type Given, type Message, type Pull, type Reply, VERSION, WORK_PATH } from "./messages.ts";
import { type Serving, serveStore } from "./serve-store.ts";
import type { AppStore } from "./store.ts";

export interface ConnectOptions {
  /** Where the server stands: `https://privacy.example.com`. */
  readonly url: string;
  /** What `troth store key <name>` printed. */
  readonly key: string;
  /** Told of what went wrong here; the server is told its kind alone. Default: a line on stderr without the error's text. */
  readonly onError?: (error: unknown, doing: string) => void;
  /** How long a session may be silent before it is undone here. Milliseconds. */
  readonly idleMs?: number;
  readonly fetch?: typeof fetch;
}

/** The channel to a server: the application pulls, nothing connects to the application. */
export interface Connected {
  /** Declares a store of the program. The key is of one store: `connect` again for another. */
  store<Tx>(name: string, store: AppStore<Tx>): void;
  /** Resolves once the server has answered. Rejects where it refuses the key. */
  ready(): Promise<void>;
  /** Pulls no more, undoes what is open. */
  close(): Promise<void>;
}

const WAIT_SECONDS = 20;
const CALL_MS = (WAIT_SECONDS + 15) * 1000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/** The server refused the key, or this version of the channel: trying again does not help. */
class Refused extends Error {
  constructor(status: number, detail: string) {
    super(`the server refused the channel (${status}): ${detail}`);
    this.name = "Refused";
  }
}

/** Opens the channel. Nothing is sent before a store is declared. */
export function connect(options: ConnectOptions): Connected {
  const { url, key, onError = sayKind } = options;
  const address = new URL(WORK_PATH, url).href;
  if (!/^[\x21-\x7e]+$/.test(key)) throw new TypeError("`key` is not what `troth store key` printed");
  const closing = new AbortController();
  let channel: Channel | undefined;
  return {
    store(name, store) {
      if (channel) throw new Error("a key is of one store: open another channel for another store");
      const serving = serveStore(store, { onError, ...(options.idleMs === undefined ? {} : { idleMs: options.idleMs }) });
      channel = runChannel({ name, serving, address, key, onError, call: options.fetch ?? fetch, signal: closing.signal });
    },
    ready: () => channel?.ready ?? Promise.reject(new Error("no store is declared")),
    async close() {
      closing.abort();
      await channel?.ended;
    },
  };
}

const sayKind = (error: unknown, doing: string): void => {
  process.stderr.write(
    `troth: ${doing}: ${error instanceof Refused ? error.message : error instanceof Error ? error.name : "an error"}\n`,
  );
};

interface Channel {
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
}

interface ChannelParts {
  readonly name: string;
  readonly serving: Serving;
  readonly address: string;
  readonly key: string;
  readonly onError: (error: unknown, doing: string) => void;
  readonly call: typeof fetch;
  readonly signal: AbortSignal;
}

function runChannel(parts: ChannelParts): Channel {
  const { name, serving, signal } = parts;
  const self = randomUUID();
  /** Taken and not yet told the server. */
  const holding = new Set<string>();
  let server: string | undefined;
  let opened: () => void = () => undefined;
  let refused: (error: unknown) => void = () => undefined;
  const ready = new Promise<void>((resolve, reject) => {
    opened = resolve;
    refused = reject;
  });
  ready.catch(() => undefined);

  async function post(replies: readonly Reply[], seconds: number): Promise<void> {
    const body: Pull = { v: VERSION, store: name, process: self, replies, holding: [...holding], wait: seconds };
    const given = await exchange(parts, body);
    opened();
    if (server !== undefined && given.server !== server) serving.abandonAll();
    server = given.server;
    for (const reply of replies) holding.delete(reply.id);
    for (const message of given.messages) take(message);
  }

  function take(message: Message): void {
    const answering = serving.take(message);
    if (!answering) return;
    holding.add(message.id);
    void answering.then((reply) => patiently(() => post([reply], 0), parts)).catch(() => holding.delete(message.id));
  }

  async function pull(): Promise<void> {
    // The first call waits for nothing: whether the key holds is known at once.
    await patiently(() => post([], 0), parts);
    while (!signal.aborted) await patiently(() => post([], WAIT_SECONDS), parts);
  }

  const ended = pull()
    .catch((error: unknown) => {
      refused(error);
      if (!signal.aborted) parts.onError(error, "pull");
    })
    .finally(() => serving.abandonAll());
  return { ready, ended };
}

/** Tries again until it is done, with pauses that grow; not where the server refuses. */
async function patiently(work: () => Promise<void>, { signal, onError }: ChannelParts): Promise<void> {
  let pause = FIRST_PAUSE_MS;
  for (let told = false; ; ) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || error instanceof Refused) throw error;
      if (!told) onError(error, "pull");
      told = true;
    }
    await wait(pause * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw new Error("closed");
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

async function exchange({ address, key, call, signal }: ChannelParts, body: Pull): Promise<Given> {
  const answer = await call(address, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    redirect: "error",
    signal: AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)]),
  });
  if (answer.ok) return (await answer.json()) as Given;
  const detail = ((await answer.json().catch(() => ({}))) as { readonly title?: string; readonly detail?: string }) ?? {};
  const says = detail.detail ?? detail.title ?? "no reason was given";
  if ([400, 401, 403, 404, 413].includes(answer.status)) throw new Refused(answer.status, says);
  throw new Error(`the server answered ${answer.status}`);
}
