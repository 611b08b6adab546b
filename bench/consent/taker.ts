import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Where records of consent are taken. */
export interface Taker {
  readonly address: string;
  /** The hash of what ours shows; absent: it is c15t that is sent records. */
  readonly shown?: string;
  readonly close: () => Promise<void>;
}

/** So many records, each of a browser that is new, by so many callers at a time. */
export interface Sending {
  readonly to: Pick<Taker, "address" | "shown">;
  readonly count: number;
  readonly callers: number;
}

/** As many callers as wait for an answer at a time. */
export const CALLERS = 200;

const CHILD = fileURLToPath(new URL("./callers.ts", import.meta.url));
let child: ChildProcess | undefined;

/** Sends so many from a process of their own; resolves once all are acknowledged, to the milliseconds for each. */
export async function sendMany({ address, shown }: Sending["to"], count: number, callers = CALLERS): Promise<number> {
  child ??= fork(CHILD, { execArgv: ["--import", "tsx", "--conditions=source"], stdio: ["ignore", 2, 2, "ipc"] });
  const to = shown === undefined ? { address } : { address, shown };
  child.send({ to, count, callers } satisfies Sending);
  const answer = await answerOf(child);
  if (answer.ms === undefined) throw new Error(answer.error ?? "the callers said nothing");
  return answer.ms;
}

/** What a process says next. One that ends instead has failed. */
async function answerOf(of: ChildProcess): Promise<{ readonly ms?: number; readonly error?: string }> {
  const over = new AbortController();
  const { signal } = over;
  try {
    const ended = once(of, "exit", { signal }).then(([status]) => {
      throw new Error(`the callers ended with ${status}`);
    });
    const [answer] = await Promise.race([once(of, "message", { signal }), ended]);
    return answer;
  } finally {
    over.abort();
  }
}

/** Ends the process of the callers. */
export function dismissCallers(): void {
  child?.kill();
  child = undefined;
}
