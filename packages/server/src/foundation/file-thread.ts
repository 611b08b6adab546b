// Small files are made on a thread of their own. Each step costs microseconds; where the steps of one file go through the event loop one
// by one, each waits for all that runs there meanwhile, and a disk that somebody else makes durable holds up whoever opens a file.
import { randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { Worker } from "node:worker_threads";

/** A small file to be made. `temporary`: a name beside it. */
export interface NewFile<Content extends Uint8Array | string = string> {
  readonly path: string;
  readonly temporary: string;
  readonly content: Content;
}

/** Many files go over as one text: as objects they would cost more on their way than in being made. */
type Job = { readonly create: NewFile<Uint8Array | string> } | { readonly write: string };

interface Waiting {
  readonly settle: (answer: unknown) => void;
  readonly fail: (error: unknown) => void;
}

/** What the thread says. `code`: of the file system (`ENOSPC`). */
interface Answer {
  readonly id: number;
  readonly answer?: unknown;
  readonly fault?: { readonly message: string; readonly code: string };
}

let thread: { readonly worker: Worker; readonly waiting: Map<number, Waiting> } | undefined;
let last = 0;

/** Makes or replaces files in their order, each whole for whoever reads it and not durable; the first that cannot be written ends it. */
export const writeLazily = async (files: readonly NewFile[]): Promise<void> => void (await run({ write: JSON.stringify(files) }));

/** Makes a file that must not exist yet, whole and durable; false if there is one already. */
export const createFileDurably = async (path: string, content: Uint8Array | string): Promise<boolean> =>
  (await run({ create: { path, temporary: besides(path), content } })) === true;

/** A name beside a file, which nobody else takes. */
export const besides = (path: string): string => join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);

/** One job after the other: whoever asked before is served before. */
function run(job: Job): Promise<unknown> {
  thread ??= startThread();
  const { worker, waiting } = thread;
  const id = ++last;
  return new Promise((settle, fail) => {
    waiting.set(id, { settle, fail });
    worker.ref();
    worker.postMessage({ id, ...job });
  });
}

function startThread(): NonNullable<typeof thread> {
  // Options that the process was started with (a loader, say) are no business of the thread's.
  const worker = new Worker(new URL("./file-thread.worker.mjs", import.meta.url), { execArgv: [] });
  const waiting = new Map<number, Waiting>();
  const take = (id: number): Waiting | undefined => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    return one;
  };
  const giveUp = (error: Error): void => {
    if (thread?.worker === worker) thread = undefined;
    for (const id of [...waiting.keys()]) take(id)?.fail(error);
  };
  worker.unref();
  worker.on("message", ({ id, answer, fault }: Answer) => {
    const one = take(id);
    if (fault === undefined) one?.settle(answer);
    else one?.fail(Object.assign(new Error(fault.message), { code: fault.code }));
  });
  worker.on("error", giveUp);
  worker.on("exit", () => giveUp(new Error("the thread that makes files ended")));
  return { worker, waiting };
}
