import { unreachable } from "@troth/core/foundation";
import { lastingKey, type StorePlan } from "@troth/core/subject-graph";
import { type Connector, ConnectorError } from "../connectors/index.ts";
import type { Installation } from "../installation/index.ts";
import {
  areOthersAlone,
  cutErasure,
  type ErasureRecord,
  eraseRows,
  goneRows,
  isUndone,
  RowCountError,
  repeatErasure,
  rowsAgain,
  withoutPutSince,
} from "../subject-graph/index.ts";
import { RequestError } from "./errors.ts";
import { markErasing } from "./facts-of-request.ts";
import { actedSince, moveRun, type RunRow, runsOf, storeModes } from "./journal-store.ts";
import { isLarge, largeSetsOf } from "./large-sets.ts";
import { noticeRestored, restoredSays } from "./notice-restored.ts";
import { planAgainLater } from "./plan-again.ts";
import { todayOf } from "./plan-request.ts";
import { countsWith, recordErasure } from "./record-erasure.ts";
import { actName, isNamedByRequest, openJournal, type RunJournal, sealJournal } from "./records.ts";
import { isInChunks, runChunks, sealChunks } from "./run-chunks.ts";
import type { RunOptions } from "./run-request.ts";
import type { Execution } from "./start-execution.ts";

interface StoreTurn {
  readonly execution: Execution;
  readonly run: RunRow;
  readonly options: RunOptions;
}

/** Brings one store's run as far as `committed`. A store that fails says so in its run, and hides none of the others. */
export async function runStore(inst: Installation, turn: StoreTurn): Promise<void> {
  const { run } = turn;
  if (inst.program.stores[run.store] === undefined) return withoutStore(inst, run);
  try {
    const connector = await inst.connector(run.store);
    switch (run.state) {
      case "committed":
      case "verified":
        return;
      case "started":
      case "unknown": {
        if (await isInChunks(inst, run)) return await goOnInChunks(inst, turn, connector);
        const settled = await findOutcome(inst, turn, connector);
        if (settled) await act(inst, { ...turn, run: settled }, connector);
        return;
      }
      case "waiting":
      case "shadow":
      case "failed":
        await act(inst, turn, connector);
        return;
      default:
        unreachable(run.state);
    }
  } catch (error) {
    if (!(error instanceof ConnectorError || error instanceof RowCountError)) throw error;
    await markFailed(inst, run, error.message);
  }
}

/** A store that went from the program: what was done there is done, and what is not known cannot be found out. */
async function withoutStore(inst: Installation, run: RunRow): Promise<void> {
  const because = "the program no longer has this store";
  if (run.state === "committed" || run.state === "verified" || run.because === because) return;
  if (run.state === "started" && !(await isInChunks(inst, run))) return markUnknown(inst, run, because);
  await markFailed(inst, run, because);
}

async function act(inst: Installation, turn: StoreTurn, connector: Connector): Promise<void> {
  const { execution, run, options } = turn;
  const plan = execution.made.plan.stores.find((store) => store.store === run.store);
  if (!plan) return;
  const shadow = !(await storeModes(inst.storage.db)).some((mode) => mode.store === run.store && mode.live_at !== null);
  if (shadow && run.state === "shadow") return;
  const over = await overCap(inst, run.store);
  if (over !== undefined) return markFailed(inst, run, over);
  const restored = options.evenIfRestored === true ? undefined : await noticeRestored(inst, run.store);
  if (restored) return markFailed(inst, run, restoredSays(restored));
  const attempt = run.attempt + 1;
  const progress = (phase: "capture" | "erase" | "commit", done: number, of: number) =>
    options.onProgress?.({ request: execution.request, store: run.store, phase, done, of });
  progress("capture", 0, 0);
  const { done } = await openJournal(inst, execution.person, run);
  const input = {
    connector,
    plan,
    subject: execution.subject,
    today: todayOf(inst),
    pseudonymKey: execution.pseudonymKey,
    others: execution.others,
    approved: execution.made.view.stores.find((one) => one.store === run.store)?.steps ?? [],
    known: execution.made.view.findings,
    gone: done === undefined ? [] : goneRows(done),
    arrived: execution.leads,
    passing: (step: string) => inst.surroundings.passing(`store.${step}`),
  };
  if (!shadow && isLarge(inst, connector, input.approved)) {
    const cut = await cutErasure({ ...input, chunkRows: largeSetsOf(inst).chunkRows });
    if (cut.kind === "changed") return planAgainLater(inst, { run, because: cut.because });
    if (cut.kind === "cut")
      return runChunks(inst, { ...turn, run: await sealChunks(inst, { ...turn, ...cut, done }) }, connector);
  }
  const answer = await eraseRows({
    ...input,
    name: actName(inst, run, attempt),
    shadow,
    journal: (transaction, record) => writeJournal(inst, { ...turn, attempt, transaction, journal: { done, doing: record } }),
    onRows: (done, of) => progress("erase", done, of),
    clock: () => performance.now(),
  });
  await inst.surroundings.passing("store.acted");
  if (answer.kind === "changed") return planAgainLater(inst, { run, because: answer.because });
  if (shadow) return markShadow(inst, run, answer.record);
  // As this process left it: if another has found the outcome meanwhile, it has written it down.
  const started: RunRow = { ...run, state: "started", attempt };
  progress("commit", answer.record.deleted + answer.record.changed, answer.record.deleted + answer.record.changed);
  await recordErasure(inst, { execution, run: started, journal: { done, doing: answer.record }, knownBy: "commit" });
}

/** Chunks that are not done yet are not done in a store that came back from a backup: what was done may be undone there. */
async function goOnInChunks(inst: Installation, turn: StoreTurn, connector: Connector): Promise<void> {
  const restored = turn.options.evenIfRestored === true ? undefined : await noticeRestored(inst, turn.run.store);
  if (restored) return markFailed(inst, turn.run, restoredSays(restored));
  await runChunks(inst, turn, connector);
}

/** More than this in a day is no ordinary day of requests: a mistake, or somebody else at the keyboard. */
const DAILY_CAP = { people: 1000, rows: 1_000_000 } as const;

async function overCap(inst: Installation, store: string): Promise<string | undefined> {
  const since = `${nowOf(inst).slice(0, 10)}T00:00:00.000Z`;
  const done = await actedSince(inst.storage.db, { store, since });
  if (done.people < DAILY_CAP.people && done.rows < DAILY_CAP.rows) return undefined;
  return `the day's cap is reached: ${done.people} people and ${done.rows} rows; \`troth resume\` goes on tomorrow`;
}

/** The journal, before the store's COMMIT: which transaction, and what it will have done. Whoever loses a race rolls back. */
async function writeJournal(
  inst: Installation,
  at: StoreTurn & {
    readonly attempt: number;
    readonly transaction: string;
    readonly journal: RunJournal & { readonly doing: ErasureRecord };
  },
): Promise<void> {
  const { execution, run, attempt, transaction, journal } = at;
  await inst.surroundings.passing("store.journal");
  const captured = await sealJournal(inst, execution.person, journal);
  const counts = countsWith(journal);
  const { request, person, subject: named } = execution;
  const moved = await inst.storage.transaction(async (tx) => {
    const now = nowOf(inst);
    const to = {
      ...({ state: "started", attempt, transaction, counts, captured } as const),
      because: null,
      outcome_known_by: null,
      now,
    };
    if (!(await moveRun(tx, run, to))) return false;
    // By their rows it is known which account is theirs. A second look finds nobody's but what is late.
    if (journal.done === undefined) await markErasing(inst, tx, { request, person, named, ofRows: journal.doing.identifiers });
    return true;
  });
  if (!moved)
    throw new RequestError("requests.raced", `store ${run.store} of ${execution.request} is being worked on by somebody else`);
  await inst.surroundings.passing("store.journalled");
}

/**
 * After a crash between the journal and the answer: committed, or not, or not known - then the rows themselves tell.
 * Returns the run if it is to be acted on again.
 */
async function findOutcome(inst: Installation, turn: StoreTurn, connector: Connector): Promise<RunRow | undefined> {
  const { execution, run } = turn;
  const { transaction } = run;
  const said = transaction === null ? "aborted" : await connector.outcome(transaction);
  const outcome = said === "committed" && isNamedByRequest(transaction ?? "") ? "unknown" : said;
  const journal = await openJournal(inst, execution.person, run);
  const { doing } = journal;
  if (outcome === "committed" && doing) {
    await recordErasure(inst, { execution, run, journal: { ...journal, doing }, knownBy: connector.capabilities.outcome });
    return undefined;
  }
  if (outcome === "unknown" && doing) {
    const plan: StorePlan | undefined = execution.made.plan.stores.find((store) => store.store === run.store);
    if (plan && (await isDone(connector, doing, run.transaction ?? ""))) {
      await recordErasure(inst, { execution, run, journal: { ...journal, doing }, knownBy: "read-back" });
      return undefined;
    }
    if (plan && areOthersAlone(plan, doing, await connector.read((session) => rowsAgain(session, plan, doing))))
      return markUnknown(inst, run, TAKEN).then(() => undefined);
  }
  await inst.storage.transaction((tx) => moveRun(tx, run, { state: "waiting", because: null, now: nowOf(inst) }));
  return currentRun(inst, run);
}

/** Acted on again it would be these that go. */
const TAKEN =
  "whether it was erased is not known, and other rows have their keys now: look into the store, and settle it (`troth settle`)";

/**
 * Where there is no transaction, what was done of an act is done to its end by its own keys, and read back again. What was put
 * under them since is no row of the act: whether it is the person's, the read-back of all finds.
 */
async function isDone(connector: Connector, doing: ErasureRecord, name: string): Promise<boolean> {
  const acted = ofTheAct(doing);
  if (connector.capabilities.repeats !== true) return !(await isUndone(connector, acted, name));
  // Whatever the rows say: below a file that is gone or empty a bucket may still keep what it was.
  await repeatErasure(connector, doing);
  return !(await isUndone(connector, await connector.read((session) => withoutPutSince(session, acted)), name));
}

/**
 * What tells whether an act was committed: its own rows, by their keys. A row that somebody wrote since answers the same
 * questions, and would make what was done look undone; it is found when all is read back.
 */
function ofTheAct(doing: ErasureRecord): ErasureRecord {
  const byKey = [...doing.gone, ...doing.changedRows].every((one) => lastingKey(one.rowKey));
  return byKey ? { ...doing, asked: [] } : doing;
}

async function currentRun(inst: Installation, run: RunRow): Promise<RunRow> {
  const runs = await runsOf(inst.storage.db, run.request_id);
  return runs.find((one) => one.store === run.store) ?? run;
}

async function markShadow(inst: Installation, run: RunRow, record: ErasureRecord): Promise<void> {
  const current = await currentRun(inst, run);
  const counts = { deleted: record.deleted, changed: record.changed, storeMs: record.storeMs };
  const because = `in shadow: ${record.deleted} rows would be deleted and ${record.changed} changed; \`troth store live ${run.store}\` lets it act`;
  await inst.storage.transaction(async (tx) => {
    const moved = await moveRun(tx, current, { state: "shadow", counts, because, now: nowOf(inst) });
    if (!moved) return;
    await inst.ledger.append(tx, {
      kind: "store.shadowed",
      body: { request: run.request_id, store: run.store, deleted: record.deleted, changed: record.changed },
    });
  });
}

/** Says why a store failed, unless another process has moved its run on meanwhile. */
async function markFailed(inst: Installation, run: RunRow, because: string): Promise<void> {
  const current = await currentRun(inst, run);
  // A journalled transaction may have been committed although its answer was lost: only `findOutcome` may say otherwise.
  const journalled = current.state === "started" || current.state === "unknown";
  if (journalled && current.because === because) return;
  if (!journalled && (current.state !== run.state || current.attempt !== run.attempt)) return;
  await saysWhy(inst, current, { state: journalled ? current.state : "failed", because });
}

/** An act of which neither the store nor its rows tell how it ended: people settle it, who can look. Found out after all, it goes on. */
async function markUnknown(inst: Installation, run: RunRow, because: string): Promise<void> {
  const current = await currentRun(inst, run);
  if (current.state !== run.state || current.attempt !== run.attempt) return;
  if (current.state === "unknown" && current.because === because) return;
  await saysWhy(inst, current, { state: "unknown", because });
}

const saysWhy = (inst: Installation, run: RunRow, to: { readonly state: RunRow["state"]; readonly because: string }) =>
  inst.storage.transaction(async (tx) => {
    if (!(await moveRun(tx, run, { ...to, now: nowOf(inst) }))) return;
    const { request_id: request, store, attempt } = run;
    await inst.ledger.append(tx, { kind: "store.failed", body: { request, store, attempt } });
  });

const nowOf = (inst: Installation): string => new Date(inst.surroundings.now()).toISOString();
