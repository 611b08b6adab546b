// A small file costs little, unless the disk is being made durable by somebody else: then whoever opens one waits for that. A thread of
// its own waits, and nobody else.
import { Worker } from "node:worker_threads";

/** A small file that is made or replaced, whole for whoever reads it and not durable. `temporary`: a name beside it. */
export interface LazyFile {
  readonly path: string;
  readonly temporary: string;
  readonly content: string;
}

interface Waiting {
  readonly settle: () => void;
  readonly fail: (error: unknown) => void;
}

/** What the thread says of files that it was given. `code`: of the file system (`ENOSPC`). */
interface Written {
  readonly id: number;
  readonly fault?: { readonly message: string; readonly code: string };
}

let writer: { readonly worker: Worker; readonly waiting: Map<number, Waiting> } | undefined;
let last = 0;

/** Writes files in their order; the first that cannot be written ends it. Whoever wrote before is served before. */
export function writeLazily(files: readonly LazyFile[]): Promise<void> {
  writer ??= startWriter();
  const { worker, waiting } = writer;
  const id = ++last;
  return new Promise((settle, fail) => {
    waiting.set(id, { settle, fail });
    worker.ref();
    worker.postMessage({ id, files });
  });
}

function startWriter(): NonNullable<typeof writer> {
  // Options that the process was started with (a loader, say) are no business of the thread's.
  const worker = new Worker(new URL("./file-writer.worker.mjs", import.meta.url), { execArgv: [] });
  const waiting = new Map<number, Waiting>();
  const settle = (id: number): Waiting | undefined => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    return one;
  };
  const giveUp = (error: Error): void => {
    if (writer?.worker === worker) writer = undefined;
    for (const id of [...waiting.keys()]) settle(id)?.fail(error);
  };
  worker.unref();
  worker.on("message", ({ id, fault }: Written) => {
    const one = settle(id);
    if (fault === undefined) one?.settle();
    else one?.fail(Object.assign(new Error(fault.message), { code: fault.code }));
  });
  worker.on("error", giveUp);
  worker.on("exit", () => giveUp(new Error("the thread that writes files ended")));
  return { worker, waiting };
}
