import type { Installation } from "../installation/index.ts";
import { FactsError } from "./errors.ts";
import { type ChangeRow, changesAfter, feedOf, insertChanges, noticesOf, tellFeedProgram } from "./feed-store.ts";
import { linesOf } from "./read-lines.ts";
import { sequenceChanges, watchFeed } from "./sequence-changes.ts";
import { subjectsOf } from "./store.ts";

const BATCH = 500;
const HEARTBEAT_MS = 5_000;

/** Writes into the feed that this program is in force, if it told another one last. */
export async function tellProgram(inst: Installation): Promise<void> {
  const now = new Date(inst.surroundings.now()).toISOString();
  await inst.storage.transaction(async (tx) => {
    if (!(await tellFeedProgram(tx, inst.program.hash))) return;
    await insertChanges(tx, { kind: "program", about: [inst.program.hash], now });
  });
  await sequenceChanges(inst);
}

/** Whether another program was put in force since this one: servers are being renewed, and this is one of before. */
export async function isReplaced(inst: Installation): Promise<boolean> {
  const { program } = await feedOf(inst.storage.db);
  return program !== null && program !== inst.program.hash;
}

/** Sees that the feed can go on after a position. @throws FactsError `facts.feed-pruned`, `facts.feed-ahead` */
export async function requirePosition(inst: Installation, after: number): Promise<void> {
  const { position, pruned } = await feedOf(inst.storage.db);
  const advice = "take a snapshot, and go on after its position";
  if (after < pruned) throw new FactsError("facts.feed-pruned", "the feed no longer goes back so far", advice);
  if (after > position)
    throw new FactsError("facts.feed-ahead", "the feed has not come so far: the database was put back from a backup", advice);
}

/**
 * The events of the feed after a position, as server-sent events, until `signal` aborts. A change is told as it stands when
 * it is told. Heartbeats carry our clock, so that whoever listens knows how far behind they are. `stands`: whether whoever
 * listens still may; it is looked at with each heartbeat, and nothing more is told once they may not.
 */
export async function* feedEvents(
  inst: Installation,
  after: number,
  signal: AbortSignal,
  stands: () => Promise<boolean> = async () => true,
): AsyncGenerator<string> {
  const waking = waker(signal);
  const unwatch = watchFeed(inst, waking.wake);
  let position = after;
  let beaten = Number.NEGATIVE_INFINITY;
  try {
    while (!signal.aborted) {
      const isDue = performance.now() - beaten >= HEARTBEAT_MS;
      if (isDue && !(await stands())) return;
      const changes = await changesAfter(inst.storage.db, position, BATCH);
      if (changes.length > 0) yield (await eventsOf(inst, changes)).join("");
      position = Number(changes.at(-1)?.position ?? position);
      if (changes.length === BATCH) continue;
      if (isDue) {
        beaten = performance.now();
        yield heartbeat(inst, position);
      }
      await waking.wait(beaten + HEARTBEAT_MS - performance.now());
    }
  } finally {
    unwatch();
  }
}

const heartbeat = (inst: Installation, position: number): string =>
  event("heartbeat", {
    ...{ at: inst.surroundings.now(), position, program: inst.program.hash, log: inst.ledger.vkey },
  });

async function eventsOf(inst: Installation, changes: readonly ChangeRow[]): Promise<readonly string[]> {
  const about = [...new Set(changes.flatMap((one) => (one.kind === "state" ? [one.about] : [])))];
  const lines = new Map((await linesOf(inst, await subjectsOf(inst.storage.db, about))).map((line) => [line.s, line]));
  const events: string[] = [];
  for (const { kind, about: of, position, id } of changes) {
    const at = Number(position);
    if (kind === "program") events.push(event("program", { program: of }, at));
    // Of a subject that is gone the kind is, too: nobody needs it to let go.
    else if (kind === "state") events.push(event("state", lines.get(of) ?? { s: of, v: Number(id), state: null }, at));
    else for (const notice of await noticesOf(inst.storage.db, of)) events.push(event("notice", notice, at));
  }
  return events;
}

const event = (name: string, data: unknown, id?: number): string =>
  `${id === undefined ? "" : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** Waits until it is woken, a time is over, or the signal aborts. */
function waker(signal: AbortSignal) {
  let woken = false;
  let go: (() => void) | undefined;
  const wake = (): void => {
    woken = true;
    go?.();
  };
  signal.addEventListener("abort", wake);
  return {
    wake,
    async wait(ms: number): Promise<void> {
      if (!woken && !signal.aborted)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          go = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      woken = false;
      go = undefined;
    },
  };
}
