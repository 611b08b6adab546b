import type { Given, Message, Pull, Reply, Task } from "@troth/app/messages";
import type { Surroundings } from "../../foundation/index.ts";

/** Why no answer came: nobody is there, or whoever was asked is silent. */
export class HubError extends Error {
  readonly why: "nobody" | "gone" | "silent" | "closed";
  constructor(why: HubError["why"]) {
    super(`the application is ${why}`);
    this.why = why;
  }
}

/** How long is waited for an application. Milliseconds. */
export interface HubPatience {
  /** For a process that pulls, and for one that went away to come back. */
  readonly presenceMs: number;
  readonly answerMs: number;
}

/**
 * Where applications meet the connectors of their stores: an application pulls what there is to do and posts what it has
 * done. In memory alone, for nothing in it outlives the process: what is known of an act is in the journal and in the store.
 */
export interface AppHub {
  /** One post of an application whose key is of this store. Waits for work as long as it says, while `signal` is not aborted. */
  exchange(pull: Pull, signal: AbortSignal): Promise<Given>;
  /** A process of the application, for all messages that belong together. @throws HubError */
  pin(store: string, patience: HubPatience): Promise<string>;
  /** Asks one process, and gives its answer. @throws HubError */
  ask(at: {
    readonly store: string;
    readonly process: string;
    readonly task: Task;
    readonly patience: HubPatience;
  }): Promise<Reply>;
  /** Sends without waiting for an answer. */
  tell(at: { readonly store: string; readonly process: string; readonly task: Task }): void;
  close(): void;
}

/** How long a process is thought to be there after its last word, where nobody waits for it. */
const FORGOTTEN_MS = 10 * 60_000;
const LOOK_MS = 100;

interface Waiting {
  readonly message: Message;
  readonly answered: (reply: Reply) => void;
  delivered: boolean;
}

interface AppProcess {
  readonly id: string;
  readonly waiting: Map<string, Waiting>;
  /** Long calls that stand open. */
  polls: Set<() => void>;
  heard: number;
}

export function openAppHub({ surroundings }: { readonly surroundings: Pick<Surroundings, "id"> }): AppHub {
  const stores = new Map<string, Map<string, AppProcess>>();
  const server = surroundings.id();
  // How long somebody was silent is no legal time.
  const now = () => performance.now();
  let closed = false;

  const processesOf = (store: string): Map<string, AppProcess> => {
    const had = stores.get(store) ?? new Map<string, AppProcess>();
    stores.set(store, had);
    return had;
  };
  const isThere = (one: AppProcess, patience: HubPatience): boolean =>
    one.polls.size > 0 || now() - one.heard < patience.presenceMs;

  function hear({ store, process }: Pull): AppProcess {
    const all = processesOf(store);
    for (const [id, one] of all) if (one.polls.size === 0 && now() - one.heard > FORGOTTEN_MS) all.delete(id);
    const one = all.get(process) ?? { id: process, waiting: new Map(), polls: new Set(), heard: 0 };
    all.set(process, one);
    one.heard = now();
    return one;
  }

  function due(one: AppProcess, pull: Pull): Message[] {
    const held = new Set(pull.holding);
    // An answer to an earlier call may have been lost on its way: what a waiting call does not hold goes out again.
    const messages = [...one.waiting.values()].filter(
      ({ message, delivered }) => !held.has(message.id) && (!delivered || pull.wait > 0),
    );
    for (const waiting of messages) waiting.delivered = true;
    return messages.map(({ message }) => message);
  }

  async function exchange(pull: Pull, signal: AbortSignal): Promise<Given> {
    const one = hear(pull);
    for (const reply of pull.replies) one.waiting.get(reply.id)?.answered(reply);
    let messages = due(one, pull);
    if (messages.length === 0 && pull.wait > 0 && !closed && !signal.aborted) {
      await standOpen(one, pull.wait * 1000, signal);
      if (!signal.aborted) messages = due(one, pull);
      one.heard = now();
    }
    return { v: 1, server, messages };
  }

  function standOpen(one: AppProcess, ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        one.polls.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener("abort", end);
      one.polls.add(end);
    });
  }

  const wake = (one: AppProcess): void => {
    for (const poll of [...one.polls]) poll();
  };

  function send(one: AppProcess, task: Task, answered: (reply: Reply) => void): string {
    const message: Message = { ...task, id: surroundings.id() };
    one.waiting.set(message.id, { message, answered, delivered: false });
    wake(one);
    return message.id;
  }

  return {
    exchange,
    async pin(store, patience) {
      for (const until = now() + patience.presenceMs; ; ) {
        if (closed) throw new HubError("closed");
        const open = [...processesOf(store).values()].filter((one) => one.polls.size > 0);
        const last = open.sort((a, b) => b.heard - a.heard)[0];
        if (last) return last.id;
        if (now() >= until) throw new HubError("nobody");
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS / 4));
      }
    },
    ask({ store, process, task, patience }) {
      const one = processesOf(store).get(process);
      if (closed || !one) return Promise.reject(new HubError(closed ? "closed" : "gone"));
      return new Promise((resolve, reject) => {
        const began = now();
        const end = (act: () => void) => {
          clearInterval(looking);
          one.waiting.delete(id);
          act();
        };
        const id = send(one, task, (reply) => end(() => resolve(reply)));
        const looking = setInterval(() => {
          if (closed) end(() => reject(new HubError("closed")));
          else if (!isThere(one, patience)) end(() => reject(new HubError("gone")));
          else if (now() - began > patience.answerMs) end(() => reject(new HubError("silent")));
        }, LOOK_MS);
      });
    },
    tell({ store, process, task }) {
      const one = processesOf(store).get(process);
      if (closed || !one) return;
      const id = send(one, task, () => one.waiting.delete(id));
      setTimeout(() => one.waiting.delete(id), FORGOTTEN_MS).unref();
    },
    close() {
      closed = true;
      for (const all of stores.values()) for (const one of all.values()) wake(one);
    },
  };
}
