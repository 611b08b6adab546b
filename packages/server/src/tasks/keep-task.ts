// What a law keeps in a store that people go through: remembered until its time is over, asked for again, then forgotten.
import { hashOf } from "@troth/core/foundation";
import { dayAfter } from "@troth/core/jurisdictions";
import { firstUntil, type Staying, searchesOf, type TaskLine, type TaskSearch } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import { clearDue, setDue } from "../jobs/index.ts";
import type { KeyOwner } from "../keys/index.ts";
import type { Tx } from "../storage/index.ts";
import { deleteEndedKeep, endedKeeps, findKeep, type KeepRow, keepsOf, moveKeep, putKeep } from "./keep-store.ts";
import { queueTaskMail } from "./mail-task.ts";
import { openIfAny } from "./open-if-any.ts";
import { dueAt, openSearches } from "./open-task.ts";
import { findTask, putTask, type TaskRow } from "./store.ts";

const CONTEXT = "task.keep";

/** What comes due when something that a law keeps by hand may go. */
export const KEEP_TASK = "keep.task";

/**
 * The key of what is looked for when a keep is over: it outlives the person's own and dies with the keep, so that no backup of
 * our database can tell it afterwards. What it sealed lies under the request-file key, too, and does not outlive that.
 */
export const keepKey = (request: string, store: string): KeyOwner => ({ request: `${request}.keep.${store}` });

type Place = Pick<KeepRow, "request_id" | "store">;

async function sealKeep(
  inst: Installation,
  { request_id: request, store }: Place,
  searches: readonly TaskSearch[],
): Promise<Uint8Array> {
  const owner = keepKey(request, store);
  await inst.keys.ensure(owner);
  await inst.keys.ensure({ request });
  const inner = await inst.keys.seal(owner, CONTEXT, new TextEncoder().encode(JSON.stringify(searches)));
  return inst.keys.seal({ request }, CONTEXT, inner);
}

/** What to look for, of what a law kept; undefined where a key of it is gone, or nothing is kept. */
export async function openKeepSearches(
  inst: Installation,
  keep: KeepRow | undefined,
): Promise<readonly TaskSearch[] | undefined> {
  if (!keep?.sealed) return undefined;
  const { request_id: request, store } = keep;
  const inner = await openIfAny(inst.keys, { request }, CONTEXT, keep.sealed);
  const plain = inner && (await openIfAny(inst.keys, keepKey(request, store), CONTEXT, inner));
  return plain && (JSON.parse(new TextDecoder().decode(plain)) as TaskSearch[]);
}

/** What is written in somebody's transaction. */
export interface Prepared {
  readonly add: (tx: Tx) => Promise<void>;
}

type Stays = Readonly<Record<string, Staying>>;

const stayingIn = (stays: Stays): readonly string[] => Object.keys(stays).filter((dataset) => (stays[dataset]?.rows ?? 0) > 0);

/**
 * Prepares to remember what stays by law in one store after an erasure, while the person's key still opens whom to look for. Where
 * nothing stays, what was remembered before ends.
 */
export async function keepStays(
  inst: Installation,
  at: { readonly task: TaskRow; readonly person: string; readonly lines: readonly TaskLine[]; readonly stays: Stays },
): Promise<Prepared> {
  const { task, lines, stays } = at;
  const searches = searchesOf(lines, await openSearches(inst, at.person, task), stayingIn(stays));
  return keepOrEnd(inst, task, { lines, searches, stays });
}

/** Prepares what becomes of a keep by the report on its task: what stays is kept on, and asked for again; else it has ended. */
export async function settleKeep(inst: Installation, task: TaskRow, stays: Stays): Promise<Prepared> {
  const keep = await findKeep(inst.storage.db, { request: task.request_id, store: task.store });
  const staying = new Set(stayingIn(stays));
  const searches = ((await openKeepSearches(inst, keep)) ?? []).filter((one) => staying.has(one.dataset));
  return keepOrEnd(inst, task, { lines: keep?.lines ?? [], searches, stays });
}

async function keepOrEnd(
  inst: Installation,
  { request_id, store }: Place,
  at: { readonly lines: readonly TaskLine[]; readonly searches: readonly TaskSearch[]; readonly stays: Stays },
): Promise<Prepared> {
  const staying = new Set(stayingIn(at.stays));
  const until = firstUntil(at.stays);
  const lines = at.lines.filter((line) => staying.has(line.dataset));
  const stays = Object.fromEntries(Object.entries(at.stays).filter(([dataset]) => staying.has(dataset)));
  const sealed = until === undefined ? null : await sealKeep(inst, { request_id, store }, at.searches);
  return {
    add: async (tx) => {
      const had = await findKeep(tx, { request: request_id, store });
      if (until !== undefined) await putKeep(tx, { request_id, store, state: "kept", lines, stays, until, sealed });
      else if (had) await moveKeep(tx, had, "ended");
      await setNextDue(inst, tx, request_id);
    },
  };
}

/** The day after the first day on which something of a request may go, by hand. */
async function setNextDue(inst: Installation, tx: Tx, request: string): Promise<void> {
  const next = (await keepsOf(tx, request))
    .filter((keep) => keep.state === "kept")
    .map((keep) => keep.until)
    .sort()[0];
  await clearDue(tx, request, inst.surroundings.now(), [KEEP_TASK]);
  if (next === undefined) return;
  const at = dayAfter(next, inst.program.zone);
  await setDue(tx, { id: `${KEEP_TASK}.${request}`, kind: KEEP_TASK, request, at });
}

/** What is asked of a keep: what was signed then, under the laws of the program as it is now. */
export const linesOfKeep = (inst: Installation, keep: KeepRow): readonly TaskLine[] =>
  keep.lines.map((line) => {
    const rule = inst.program.stores[keep.store]?.datasets[line.dataset];
    if (rule === undefined) return line;
    return { ...line, keeps: rule.keep.map(({ since, law, as, period }) => ({ ...period, since, law, as })) };
  });

/** Asks for all that was kept for a request and may go by now, each store with a mail; asked already, nothing happens. */
export async function askForKeeps(inst: Installation, request: string, today: string): Promise<number> {
  let asked = 0;
  for (const keep of await keepsOf(inst.storage.db, request))
    if (keep.state === "kept" && keep.until < today && (await askForKeep(inst, keep))) asked += 1;
  await inst.storage.transaction((tx) => setNextDue(inst, tx, request));
  if (asked > 0) await inst.ledger.sequence();
  return asked;
}

async function askForKeep(inst: Installation, keep: KeepRow): Promise<boolean> {
  const { request_id: request, store } = keep;
  const lines = linesOfKeep(inst, keep);
  const had = await findTask(inst.storage.db, { request, store });
  const now = new Date(inst.surroundings.now()).toISOString();
  const row = {
    ...{ request_id: request, store, purpose: "keep" as const, sealed: new Uint8Array() },
    asked: hashOf({ keep: true, lines }),
    opened_at: now,
    due_at: dueAt(inst, { store, now }),
  };
  const mail = await queueTaskMail(inst, { request, store, template: "task-keep", due: row.due_at });
  await inst.surroundings.passing("keep.asking");
  const done = await inst.storage.transaction(async (tx) => {
    // Of two processes that ask at once, one does; the other leaves all as it found it.
    if (!(await moveKeep(tx, keep, "asked"))) return false;
    if (!(await putTask(tx, row, had))) {
      await moveKeep(tx, { ...keep, state: "asked" }, keep.state);
      return false;
    }
    const datasets = lines.map((line) => line.dataset);
    await inst.ledger.append(tx, {
      kind: "task.opened",
      body: { request, store, due: row.due_at, anew: had !== undefined, purpose: "keep", datasets },
    });
    await mail?.add(tx);
    return true;
  });
  await inst.surroundings.passing("keep.asked");
  return done;
}

/** Destroys the keys of keeps that have ended. Idempotent: what a crash left is done the next time. */
export async function forgetEndedKeeps(inst: Installation): Promise<void> {
  for (const keep of await endedKeeps(inst.storage.db)) {
    await inst.keys.forget(keepKey(keep.request_id, keep.store));
    await inst.surroundings.passing("keep.forgotten");
    await inst.storage.transaction((tx) => deleteEndedKeep(tx, keep));
  }
}
