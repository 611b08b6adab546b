import { describe } from "./describe.ts";
import { faultOf, StoreError } from "./errors.ts";
import type { Message, Reply } from "./messages.ts";
import { beginSession, type Session } from "./session.ts";
import type { AppStore } from "./store.ts";

/** Answers messages about one store, each once: one that comes again is answered as it was. */
export interface Serving {
  take(message: Message): Promise<Reply> | undefined;
  /** Nothing of an older server is waited for: what is open is undone. */
  abandonAll(): void;
}

/** The sessions that are open are undone when nothing was heard of them for so long. */
const IDLE_MS = 30_000;
/** Ids of messages that were answered, for those that come again. */
const REMEMBERED = 2_000;

export function serveStore<Tx>(
  store: AppStore<Tx>,
  at: { readonly onError: (error: unknown, doing: string) => void; readonly idleMs?: number },
): Serving {
  const sessions = new Map<string, { readonly session: Promise<Session>; timer: NodeJS.Timeout | undefined }>();
  const seen = new Set<string>();
  /**
   * Sessions on their way out. A driver that answers at once may wait for a lock in the one thread of this process: whoever
   * begins, or asks how one ended, comes after them.
   */
  const ending = new Set<Promise<unknown>>();
  const idleMs = at.idleMs ?? IDLE_MS;

  const forget = (id: string) => {
    const one = sessions.get(id);
    clearTimeout(one?.timer);
    sessions.delete(id);
  };
  const abandon = (id: string) => {
    const one = sessions.get(id);
    forget(id);
    one?.session.then((session) => session.abandon()).catch(() => undefined);
  };
  const stir = (id: string) => {
    const one = sessions.get(id);
    if (!one) return;
    clearTimeout(one.timer);
    one.timer = setTimeout(() => abandon(id), idleMs);
    one.timer.unref();
  };

  async function begin(message: Extract<Message, { kind: "begin" }>): Promise<true> {
    const session = Promise.allSettled(ending).then(() => beginSession(store, { act: message.act, name: message.name }));
    sessions.set(message.session, { session, timer: undefined });
    try {
      await session;
    } catch (error) {
      forget(message.session);
      throw error;
    }
    stir(message.session);
    return true;
  }

  async function inSession(message: Extract<Message, { session: string }>): Promise<unknown> {
    const one = sessions.get(message.session);
    if (!one) throw new StoreError("session", "the session is not open in this process");
    // A statement may take longer than the silence that ends a session.
    clearTimeout(one.timer);
    const step = one.session.then((session) => session.run(message));
    if (message.kind === "end") ending.add(step);
    try {
      return await step;
    } finally {
      ending.delete(step);
      if (message.kind === "end") forget(message.session);
      else stir(message.session);
    }
  }

  async function answer(message: Message): Promise<unknown> {
    switch (message.kind) {
      case "describe":
        return describe(store);
      case "begin":
        return begin(message);
      case "outcome":
        await Promise.allSettled(ending);
        return store.outcome ? store.outcome(message.name) : "unknown";
      case "settle":
        return store.settle ? store.settle() : [];
      default:
        return inSession(message);
    }
  }

  return {
    take(message) {
      if (seen.has(message.id)) return undefined;
      seen.add(message.id);
      if (seen.size > REMEMBERED) seen.delete(seen.values().next().value ?? "");
      return answer(message).then(
        (ok) => ({ id: message.id, ok: ok ?? null }),
        (error: unknown) => {
          at.onError(error, message.kind);
          return { id: message.id, fault: faultOf(error, message.kind) };
        },
      );
    },
    abandonAll() {
      for (const id of [...sessions.keys()]) abandon(id);
    },
  };
}
