// An act of which neither the store nor its rows tell how it ended: whoever can look into the store says it, on the ledger.
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { type ErasureRecord, joinRecords } from "../subject-graph/index.ts";
import { mayApprove } from "./approve-request.ts";
import { RequestError } from "./errors.ts";
import { moveRun, type RunRow, runsOf } from "./journal-store.ts";
import { unknownRequest } from "./plan-request.ts";
import { countsWith, recordErasure } from "./record-erasure.ts";
import { openJournal, type RunJournal, sealJournal } from "./records.ts";
import { startExecution } from "./start-execution.ts";
import { findRequest, markChanged, type RequestRow } from "./store.ts";
import { viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

/** What somebody says became of an act. */
export type SettledAs = "erased" | "not-erased";

/** By what they know it. */
export const SETTLED_BY = {
  rows: "the rows that are in the store were looked at",
  log: "a log or a backup of the store shows it",
  keeper: "whoever keeps the store says so",
} as const;

export type SettledBy = keyof typeof SETTLED_BY;

export const isSettledBy = (text: string): text is SettledBy => Object.hasOwn(SETTLED_BY, text);

export interface Settling {
  readonly request: string;
  readonly store: string;
  readonly outcome: SettledAs;
  readonly by: SettledBy;
  /** The role that says it. */
  readonly as: string;
  readonly account?: string;
}

const no = (reason: string, says: string, advice?: string): Answer<never> => ({
  ...{ kind: "refused", reason, says },
  ...(advice === undefined ? {} : { advice }),
});

/**
 * Settles an act whose outcome nobody could find out. Said to be erased, it is written down as done, and read back like any
 * other; said not to be, it is done again.
 *
 * INVARIANT (nobody else's rows): done again, what stands under the keys of its rows is captured as late rows are: by what it
 * says itself, and never by its key alone.
 */
export async function settleRun(inst: Installation, input: Settling): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const unknown = (await runsOf(inst.storage.db, row.id)).filter((one) => one.state === "unknown");
  const run = unknown.find((one) => one.store === input.store);
  if (!run) return nothingToSettle(row, input.store, unknown);
  if (!mayApprove(inst.program, input.as, "erasure")) return no("role", `\`${input.as}\` may not decide about erasure`);
  if (row.state === "planned" || row.state === "approved")
    return no(
      "state",
      `request ${row.id} is ${row.state} again, for another reason`,
      "settle it once that plan is signed and has run",
    );
  const { done, doing } = await openJournal(inst, row.person_id, run);
  if (!doing) throw new Error("bug: an unknown outcome of nothing");
  const also = (tx: Tx) => writeDown(inst, tx, input, run);
  if (input.outcome === "erased") {
    const execution = await startExecution(inst, row);
    await recordErasure(inst, { execution, run, journal: { done, doing }, knownBy: "staff", also });
  } else {
    const journal = { done: joinRecords(done, looksFor(doing)), doing: undefined };
    await doAgain(inst, { row, run, journal, also });
  }
  await inst.ledger.sequence();
  return { kind: "done", value: await viewRequest(inst, row.id) };
}

function nothingToSettle(row: RequestRow, store: string, unknown: readonly RunRow[]): Answer<never> {
  const known = unknown.map((one) => one.store);
  return no(
    "store",
    `the outcome in store ${store} of request ${row.id} is none that people settle`,
    known.length === 0 ? "nothing of this request waits for that" : `one of: ${known.join(", ")}`,
  );
}

/** Who says it, by what, in the transaction in which it counts; whoever runs requests goes on from there. */
async function writeDown(inst: Installation, tx: Tx, input: Settling, { attempt }: RunRow): Promise<void> {
  const { request, store, outcome, by, as: role, account } = input;
  await markChanged(tx, request);
  await inst.ledger.append(tx, {
    kind: "store.settled",
    body: { request, store, attempt, outcome, by, role, ...(account === undefined ? {} : { account }) },
  });
  await inst.jobs.enqueue(tx, { kind: "request.advance", request });
}

async function doAgain(
  inst: Installation,
  at: {
    readonly row: RequestRow;
    readonly run: RunRow;
    readonly journal: RunJournal;
    readonly also: (tx: Tx) => Promise<void>;
  },
): Promise<void> {
  const { row, run, journal, also } = at;
  const captured = await sealJournal(inst, row.person_id, journal);
  const now = new Date(inst.surroundings.now()).toISOString();
  const to = { state: "waiting", because: null, captured, counts: countsWith(journal), now } as const;
  await inst.storage.transaction(async (tx) => {
    if (!(await moveRun(tx, run, to)))
      throw new RequestError("requests.raced", `store ${run.store} of ${row.id} is being worked on by somebody else`);
    await also(tx);
  });
}

/** What an act that came to nothing is still known by: its rows, so that whoever has their keys now is not taken for them. */
const looksFor = (doing: ErasureRecord): ErasureRecord => ({
  ...doing,
  ...{ deleted: 0, changed: 0, acts: 0, storeMs: 0, asked: [], steps: [] },
  ...{ changedRows: [], kept: [], staying: [], keptRows: 0, withoutEnd: 0, keptUntil: undefined, firstKeepEnds: undefined },
});
