import { type Call, refuse } from "../http/index.ts";
import type { Installation } from "../installation/index.ts";
import { findRequest, type Progress, watchProgress } from "../requests/index.ts";
import { type ProgressNow, progressSaid } from "./progress-said.ts";
import { requestOfCall } from "./show-request.tsx";
import { staffOfCall } from "./staff-of-call.ts";
import { runStates } from "./store.ts";

/** A run in another process is seen in its journal, which is read so often. */
const POLL_MS = 1000;
/** A page that is left open asks again; a stream that nobody reads does not stay for ever. */
const LONGEST_MS = 10 * 60_000;

/** As many as a browser opens to one host: each asks the database each second. */
const MOST_AT_ONCE = 6;
const streams = new WeakMap<Installation, Map<string, number>>();

/** Takes a place for a stream of an account; gives how to free it, or undefined if all are taken. */
function takePlace(inst: Installation, account: string): (() => void) | undefined {
  const open = streams.get(inst) ?? new Map<string, number>();
  streams.set(inst, open);
  const count = open.get(account) ?? 0;
  if (count >= MOST_AT_ONCE) return undefined;
  open.set(account, count + 1);
  return () => {
    const left = (open.get(account) ?? 1) - 1;
    if (left > 0) open.set(account, left);
    else open.delete(account);
  };
}

/** Tells how far a request is: at once for a run in this process, each second for one elsewhere. */
export async function streamProgress(call: Call): Promise<Response> {
  const { c, inst } = call;
  const request = requestOfCall(call);
  if (!(await findRequest(inst.storage.db, request))) return refuse("not-found");
  const free = takePlace(inst, staffOfCall(call).account);
  if (free === undefined) return refuse("limited", "close another page that follows a request", { "retry-after": "10" });
  const encoder = new TextEncoder();
  let stop: () => void = () => undefined;
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      stop = tell(call, request, {
        say: (data) => controller.enqueue(encoder.encode(`data: ${data}\n\n`)),
        end: () => controller.close(),
        free,
      });
    },
    cancel: () => stop(),
  });
  c.req.raw.signal?.addEventListener("abort", () => stop());
  return new Response(stream, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" },
  });
}

interface Listener {
  readonly say: (data: string) => void;
  readonly end: () => void;
  /** Frees the place, once. */
  readonly free: () => void;
}

/** Starts telling; returns how to stop, which may be done more than once. */
function tell({ inst }: Call, request: string, to: Listener): () => void {
  const { db } = inst.storage;
  let step: Progress | undefined;
  let last = "";
  let stopped = false;
  const stop = (): void => {
    if (stopped) return;
    stopped = true;
    clearInterval(timer);
    clearTimeout(limit);
    unwatch();
    to.free();
  };
  const end = (): void => {
    if (stopped) return;
    stop();
    to.end();
  };
  const look = async (): Promise<void> => {
    const row = await findRequest(db, request);
    const now: ProgressNow = { state: row?.state ?? "done", stores: await runStates(db, request), step };
    const said = progressSaid(now);
    const data = JSON.stringify(said);
    if (stopped) return;
    if (data !== last) to.say(data);
    last = data;
    if (said.ended) end();
  };
  // A look that fails ends the stream; the page asks again.
  const lookOrEnd = (): void => void look().catch(end);
  let looked = 0;
  const unwatch = watchProgress(inst, request, (progress) => {
    step = progress;
    // A step of every batch would be more than anybody reads.
    if (inst.surroundings.now() - looked < 200) return;
    looked = inst.surroundings.now();
    lookOrEnd();
  });
  const timer = setInterval(lookOrEnd, POLL_MS);
  const limit = setTimeout(end, LONGEST_MS);
  lookOrEnd();
  return stop;
}
