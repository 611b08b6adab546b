/** What ends a piece of work from outside: both may be left out. */
export interface Stops {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds. */
  readonly ms?: number | undefined;
}

/**
 * Work that ends when `signal` stops it, or after `ms`: rejects then, whatever the work does. `fetch` alone forgets the signal that it
 * was given once its request was collected as garbage (nodejs/undici#3644, nodejs/node#65995): a call would stay open for ever, and
 * whoever closes would wait for it.
 */
export function untilStopped<T>({ signal, ms }: Stops, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const own = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const stop = (reason: unknown): void => {
      own.abort(reason);
      reject(reason);
    };
    const stopped = (): void => stop(signal?.reason);
    const timer = ms === undefined ? undefined : setTimeout(() => stop(new Error("it took too long")), ms);
    signal?.addEventListener("abort", stopped, { once: true });
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stopped);
    };
    if (signal?.aborted) stopped();
    work(own.signal).then(resolve, reject).finally(settle);
  });
}

/**
 * The pieces of an answer that streams, until it ends or `signal` stops it.
 *
 * @throws Error where nothing came for `ms`: a half-open connection says nothing for ever
 */
export async function* piecesOf(response: Response, { signal, ms }: Stops): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await untilStopped({ signal, ms }, () => reader.read());
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
