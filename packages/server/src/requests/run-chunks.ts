// One store's run that is too large for one transaction: done a chunk at a time.
import { setTimeout as pauseFor } from "node:timers/promises";
import { type Chunk, lastingKey } from "@troth/core/subject-graph";
import { type Connector, ConnectorError } from "../connectors/index.ts";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import {
  type ChunkDid,
  type DoneChunk,
  type ErasureRecord,
  eraseChunk,
  fromBytes,
  isUndone,
  type LargeWork,
  partRecord,
  pseudonymKeys,
  RowCountError,
  toBytes,
  wholeRecord,
} from "../subject-graph/index.ts";
import { type ChunkRow, type ChunkState, chunksOf, deleteChunks, findChunk, insertChunk, moveChunk } from "./chunk-store.ts";
import { RequestError } from "./errors.ts";
import { markErasing } from "./facts-of-request.ts";
import { moveRun, type RunRow, runsOf } from "./journal-store.ts";
import { largeSetsOf } from "./large-sets.ts";
import { type Pace, restAfter, whenFree } from "./pacing.ts";
import { planAgainLater } from "./plan-again.ts";
import { countsWith, recordErasure } from "./record-erasure.ts";
import { actName, isNamedByRequest, openJournal, sealJournal } from "./records.ts";
import type { RunOptions } from "./run-request.ts";
import type { Execution } from "./start-execution.ts";
import { countsOf, type RunCounts } from "./view-request.ts";

interface ChunksTurn {
  readonly execution: Execution;
  readonly run: RunRow;
  readonly options: RunOptions;
}

/** A turn with what was sealed before its first chunk. */
interface Going extends ChunksTurn {
  readonly connector: Connector;
  readonly work: LargeWork;
  readonly done: ErasureRecord | undefined;
  readonly chunks: number;
}

const WORK = "chunk.work";
const DID = "chunk.did";

/**
 * Seals a large work before anything of it is done, and marks the run as started: from here on it goes on with exactly these
 * rows. Gives the run as it is then.
 */
export async function sealChunks(
  inst: Installation,
  at: ChunksTurn & {
    readonly work: LargeWork;
    readonly chunks: readonly Chunk[];
    readonly done: ErasureRecord | undefined;
  },
): Promise<RunRow> {
  const { execution, run, work, chunks, done } = at;
  const { person } = execution;
  const captured = await sealJournal(inst, person, { done, doing: undefined, large: work });
  const attempt = run.attempt + 1;
  const counts: RunCounts = {
    ...countsWith({ done, doing: undefined }),
    storeMs: 0,
    chunks: { done: 0, of: chunks.length, rows: 0 },
  };
  const sealed: Uint8Array[] = [];
  for (const chunk of chunks) sealed.push(await inst.keys.seal({ person }, WORK, toBytes(chunk)));
  await inst.storage.transaction(async (tx) => {
    const to = { state: "started", attempt, transaction: null, counts, captured, because: null, outcome_known_by: null } as const;
    refuseRace(run, await moveRun(tx, run, { ...to, now: nowOf(inst) }));
    const { request_id, store } = run;
    if (done === undefined)
      await markErasing(inst, tx, {
        ...{ request: request_id, person },
        named: execution.subject,
        ofRows: at.work.record.identifiers,
      });
    for (const [nth, work] of sealed.entries()) await insertChunk(tx, { request_id, store, number: nth + 1, work });
  });
  await inst.surroundings.passing("store.chunks.sealed");
  return { ...run, state: "started", attempt, transaction: null, captured };
}

/** Whether a run is under way in chunks. */
export const isInChunks = async (inst: Installation, run: RunRow): Promise<boolean> =>
  (await chunksOf(inst.storage.db, run)).length > 0;

/** Goes on with a run that was sealed, chunk by chunk, from wherever it stands, to its end or to where it cannot go on. */
export async function runChunks(inst: Installation, turn: ChunksTurn, connector: Connector): Promise<void> {
  const { large, done } = await openJournal(inst, turn.execution.person, turn.run);
  const chunks = await chunksOf(inst.storage.db, turn.run);
  if (!large) throw new Error("bug: a run in chunks without its work");
  const going: Going = { ...turn, connector, work: large, done, chunks: chunks.length };
  const took: number[] = [];
  for (const { number } of chunks.filter((one) => one.state !== "committed")) {
    const began = performance.now();
    const stopped = await doChunk(inst, going, number);
    if (stopped) return stopChunks(inst, going, stopped);
    took.push(performance.now() - began);
    const rest = restAfter(took);
    if (rest === 0) continue;
    await inst.surroundings.passing("store.chunk.paused");
    await pauseFor(rest);
  }
  await finishChunks(inst, going);
}

/** Why a chunk cannot be done as it was approved, and how that chunk stood. */
interface Stopped {
  readonly because: readonly string[];
  readonly at: ChunkState;
}

async function doChunk(inst: Installation, going: Going, number: number): Promise<Stopped | undefined> {
  const pace: Pace = {
    pauseMs: largeSetsOf(inst).pauseMs,
    pause: async (milliseconds) => void (await pauseFor(milliseconds)),
    onPause: () => inst.surroundings.passing("store.chunk.paused"),
  };
  let row: ChunkRow | undefined;
  try {
    return await whenFree(pace, async () => {
      row = await findChunk(inst.storage.db, { ...going.run, number });
      if (!row) throw raced(going.run);
      return row.state === "committed" ? undefined : await settleOrAct(inst, going, row);
    });
  } catch (error) {
    // What nothing but another look at the store can cure.
    if (row && isAboutRows(error)) return { because: [error.message], at: row };
    if (!(error instanceof ConnectorError)) throw error;
    throw new ConnectorError(error.code, error.store, `chunk ${number} of ${going.chunks}: ${error.message}`, {
      ...(error.advice === undefined ? {} : { advice: error.advice }),
      cause: error,
      transient: error.transient,
    });
  }
}

const isAboutRows = (error: unknown): error is RowCountError | ConnectorError =>
  error instanceof RowCountError ||
  (error instanceof ConnectorError && (error.code === "connector.constraint" || error.code === "connector.missing"));

/** A chunk that an attempt was at is acted on again only where that attempt came to nothing, or nobody can tell. */
async function settleOrAct(inst: Installation, going: Going, row: ChunkRow): Promise<Stopped | undefined> {
  const { connector } = going;
  if (row.state === "waiting" || row.transaction === null) return actOn(inst, going, { row, mayBeGone: false });
  const did = await openDid(inst, going, row);
  const outcome = await connector.outcome(row.transaction);
  const isOurs = !isNamedByRequest(row.transaction);
  if (outcome === "committed" && isOurs) return recordChunk(inst, going, { row, did, knownBy: connector.capabilities.outcome });
  if (outcome === "aborted") return actOn(inst, going, { row, mayBeGone: false });
  if (await isReadBack(inst, going, { row, did })) return recordChunk(inst, going, { row, did, knownBy: "read-back" });
  return actOn(inst, going, { row, mayBeGone: true });
}

/** Whether the rows themselves tell that a chunk is done. Rows without a lasting key tell nothing. */
async function isReadBack(
  inst: Installation,
  going: Going,
  { row, did }: { readonly row: ChunkRow; readonly did: ChunkDid },
): Promise<boolean> {
  const chunk = await openChunk(inst, going, row);
  const told = [...chunk.deletes, ...did.changedRows].filter((one) => lastingKey(one.rowKey) && one.keys.length > 0);
  if (told.length === 0) return false;
  const touched = { asked: [], gone: chunk.deletes, changedRows: did.changedRows };
  return !(await isUndone(going.connector, touched, row.transaction ?? ""));
}

async function actOn(
  inst: Installation,
  going: Going,
  { row, mayBeGone }: { readonly row: ChunkRow; readonly mayBeGone: boolean },
): Promise<Stopped | undefined> {
  const { connector, work, execution, run } = going;
  const attempt = row.attempt + 1;
  const answer = await eraseChunk({
    ...{ connector, work, mayBeGone },
    chunk: await openChunk(inst, going, row),
    pseudonymKey: pseudonymKeys(execution),
    name: `${actName(inst, run, run.attempt)}/${row.number}.${attempt}`,
    journal: (transaction, did) => journalChunk(inst, going, { row, attempt, transaction, did }),
    passing: (step) => inst.surroundings.passing(`store.chunk.${step}`),
    clock: () => performance.now(),
  });
  await inst.surroundings.passing("store.chunk.acted");
  if (answer.kind === "changed") return { because: answer.because, at: row };
  // As this process left it: if another has found the outcome meanwhile, it has written it down.
  return recordChunk(inst, going, { row: { ...row, state: "started", attempt }, did: answer.did, knownBy: "commit" });
}

/** The journal, before the store's COMMIT. Whoever loses a race rolls back. */
async function journalChunk(
  inst: Installation,
  { run, execution }: Going,
  at: { readonly row: ChunkRow; readonly attempt: number; readonly transaction: string; readonly did: ChunkDid },
): Promise<void> {
  const { row, attempt, transaction } = at;
  await inst.surroundings.passing("store.chunk.journal");
  const did = await inst.keys.seal({ person: execution.person }, DID, toBytes(at.did));
  const moved = await inst.storage.transaction((tx) => moveChunk(tx, row, { state: "started", attempt, transaction, did }));
  refuseRace(run, moved);
  await inst.surroundings.passing("store.chunk.journalled");
}

/** Writes down that a chunk is committed, and how that is known: the chunk, the run's counts and the entry in one transaction. */
async function recordChunk(
  inst: Installation,
  going: Going,
  { row, did, knownBy }: { readonly row: ChunkState; readonly did: ChunkDid; readonly knownBy: string },
): Promise<undefined> {
  const { run, execution, options, chunks } = going;
  const sofar = await inst.storage.transaction(async (tx) => {
    refuseRace(run, await moveChunk(tx, row, { state: "committed", outcome_known_by: knownBy }));
    const counts = added(await countsNow(tx, run), did);
    refuseRace(run, await moveRun(tx, run, { state: "started", counts, because: null, now: nowOf(inst) }));
    await inst.ledger.append(tx, {
      kind: "store.partly-erased",
      body: {
        ...{ request: execution.request, store: run.store, attempt: run.attempt, chunk: row.number, of: chunks },
        ...{ deleted: did.deleted, changed: did.changed, gone: did.gone, outcomeKnownBy: knownBy },
      },
    });
    return counts.chunks?.rows ?? 0;
  });
  options.onProgress?.({
    ...{ request: execution.request, store: run.store, phase: "erase" },
    ...{ done: sofar, of: going.work.rows },
  });
  await inst.surroundings.passing("store.chunk.recorded");
  return undefined;
}

async function countsNow(tx: Tx, run: RunRow): Promise<RunCounts> {
  const now = (await runsOf(tx, run.request_id)).find((one) => one.store === run.store);
  return (now && countsOf(now)) ?? { deleted: 0, changed: 0, storeMs: 0 };
}

/** The counts of a run with one chunk more. */
function added(counts: RunCounts, did: ChunkDid): RunCounts {
  const { done, of, rows } = counts.chunks ?? { done: 0, of: 0, rows: 0 };
  return {
    deleted: counts.deleted + did.deleted,
    changed: counts.changed + did.changed,
    acts: (counts.acts ?? 0) + 1,
    storeMs: counts.storeMs + did.storeMs,
    chunks: { done: done + 1, of, rows: rows + did.deleted + did.changed + did.gone },
  };
}

/** Every chunk is committed: the run is what one transaction would have left of it. */
async function finishChunks(inst: Installation, going: Going): Promise<void> {
  const { execution, run, done } = going;
  const chunks = await chunksOf(inst.storage.db, run);
  const doing = await wholeRecord(going.work, doneChunks(inst, going, chunks));
  await recordErasure(inst, {
    ...{ execution, run, journal: { done, doing }, knownBy: knownByAll(chunks) },
    also: async (tx) => {
      await deleteChunks(tx, run);
      const transaction = chunks.at(-1)?.transaction ?? null;
      await moveRun(tx, { ...run, state: "committed" }, { state: "committed", transaction, now: nowOf(inst) });
    },
  });
}

/** How the outcome of all is known: by the answers, or by the first that had to be found out. */
const knownByAll = (chunks: readonly ChunkState[]): string =>
  chunks.flatMap((one) => (one.outcome_known_by === "commit" ? [] : [one.outcome_known_by ?? "commit"]))[0] ?? "commit";

/**
 * What is in the store is not what was approved: what is done stays done and is written down, and the rest is planned again.
 */
async function stopChunks(inst: Installation, going: Going, { because, at }: Stopped): Promise<void> {
  const { execution, run, done } = going;
  const committed = (await chunksOf(inst.storage.db, run)).filter((one) => one.state === "committed");
  const also = async (tx: Tx) => {
    refuseRace(run, await moveChunk(tx, at, {}));
    await deleteChunks(tx, run);
  };
  if (committed.length === 0) {
    const captured = done === undefined ? null : await sealJournal(inst, execution.person, { done, doing: undefined });
    return planAgainLater(inst, { run, because, more: { captured, counts: countsWith({ done, doing: undefined }) }, also });
  }
  const doing = await partRecord(going.work, doneChunks(inst, going, committed));
  const stopped = [`after ${committed.length} of ${going.chunks} transactions`, ...because];
  await recordErasure(inst, {
    ...{ execution, run, journal: { done, doing }, knownBy: knownByAll(committed) },
    ...{ stopped, also },
  });
}

async function* doneChunks(inst: Installation, going: Going, chunks: readonly ChunkState[]): AsyncGenerator<DoneChunk> {
  for (const { number } of chunks) {
    const row = await findChunk(inst.storage.db, { ...going.run, number });
    if (!row) throw raced(going.run);
    yield { chunk: await openChunk(inst, going, row), did: await openDid(inst, going, row) };
  }
}

const openChunk = async (inst: Installation, { execution }: Going, row: ChunkRow): Promise<Chunk> =>
  fromBytes<Chunk>(await inst.keys.open({ person: execution.person }, WORK, row.work));

async function openDid(inst: Installation, { execution }: Going, row: ChunkRow): Promise<ChunkDid> {
  if (row.did === null) throw new Error("bug: a chunk that was journalled without what it does");
  return fromBytes<ChunkDid>(await inst.keys.open({ person: execution.person }, DID, row.did));
}

const raced = (run: RunRow): RequestError =>
  new RequestError("requests.raced", `store ${run.store} of ${run.request_id} is being worked on by somebody else`);

function refuseRace(run: RunRow, moved: boolean): void {
  if (!moved) throw raced(run);
}

const nowOf = (inst: Installation): string => new Date(inst.surroundings.now()).toISOString();
