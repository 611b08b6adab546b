// Two people of one number: a row that the read-back found by an identifier alone may be somebody else's. Who looked says so, on record.
import { nearest } from "@troth/core/program";
import type { Installation } from "../installation/index.ts";
import { type ErasureRecord, rowsByIdentifier } from "../subject-graph/index.ts";
import { mayApprove } from "./approve-request.ts";
import { decideAnew } from "./decide-anew.ts";
import { RequestError } from "./errors.ts";
import { moveRun, type RunRow, runsOf } from "./journal-store.ts";
import type { MadePlan } from "./make-view.ts";
import { unknownRequest } from "./plan-request.ts";
import { openJournal, type RunJournal, sealJournal } from "./records.ts";
import { changeRequest, findRequest, type RequestRow } from "./store.ts";
import { recordsToRead } from "./verify-stores.ts";
import { undecidedPlaces, viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

/** Rows in a column of an identifier that are said to be another person's. */
export interface NotTheirs {
  readonly request: string;
  /** `shop/customers.phone`. */
  readonly place: string;
  /** The role that says it. */
  readonly as: string;
  readonly account?: string;
}

const no = (reason: string, says: string, advice: string): Answer<never> => ({ kind: "refused", reason, says, advice });

/**
 * Says that the rows which stand in a place now are another person's: they stay, and the read-back passes over them and over no other.
 * Whatever is found there later is told again.
 */
export const sayNotTheirs = (inst: Installation, input: NotTheirs): Promise<Answer<RequestView>> =>
  decideAnew(() => decide(inst, input));

async function decide(inst: Installation, input: NotTheirs): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const runs = await runsOf(inst.storage.db, row.id);
  const open = undecidedPlaces(row, runs);
  const run = open.includes(input.place) ? runs.find(({ store }) => input.place.startsWith(`${store}/`)) : undefined;
  if (run === undefined) return unknownPlace(open, input.place);
  if (!mayApprove(inst.program, input.as, "erasure"))
    return no("role", `\`${input.as}\` may not decide about erasure`, "say --as a role of the program that may approve it");
  const found = await rowsAt(inst, {
    person: row.person_id,
    plan: row.plan as unknown as MadePlan,
    runs,
    run,
    place: input.place,
  });
  if (found === undefined)
    return no(
      "place",
      `rows of ${input.place} have no key to name them by, or the program no longer searches it`,
      "remove what is theirs in the store, and take the request up again: `troth resume`",
    );
  // Said before, and not read back since.
  if (found.keys.length > 0) await writeDown(inst, { row, run, found, input });
  await inst.ledger.sequence();
  return { kind: "done", value: await viewRequest(inst, row.id) };
}

function unknownPlace(open: readonly string[], place: string): Answer<never> {
  const near = nearest(place, [...open]);
  const says = "the request waits for no word about rows at such a place";
  if (open.length === 0) return no("place", says, "nothing of it was found by an identifier alone");
  return no("place", says, `one of: ${open.join(", ")}${near === undefined ? "" : ` - did you mean ${near}?`}`);
}

type Found = NonNullable<Awaited<ReturnType<typeof rowsByIdentifier>>>;

async function rowsAt(
  inst: Installation,
  at: {
    readonly person: string;
    readonly plan: MadePlan;
    readonly runs: readonly RunRow[];
    readonly run: RunRow;
    readonly place: string;
  },
): Promise<Found | undefined> {
  const { store } = at.run;
  const plan = at.plan.plan.stores.find((one) => one.store === store);
  const record = (await recordsToRead(inst, { person: at.person, runs: at.runs })).get(store);
  if (plan === undefined || record === undefined) return undefined;
  return rowsByIdentifier(await inst.connector(store), { plan, record, place: at.place.slice(store.length + 1) });
}

/** Which rows lies sealed with what was done; the ledger has who said it, and of how many. Whoever runs requests reads back again. */
async function writeDown(
  inst: Installation,
  at: { readonly row: RequestRow; readonly run: RunRow; readonly found: Found; readonly input: NotTheirs },
): Promise<void> {
  const { row, run, found, input } = at;
  const journal = await openJournal(inst, row.person_id, run);
  if (journal.done === undefined) throw new Error("bug: a store was read back of which nothing was done");
  const captured = await sealJournal(inst, row.person_id, withNotTheirs(journal, journal.done, found));
  const account = input.account === undefined ? {} : { account: input.account };
  await inst.storage.transaction(async (tx) => {
    const moved = await moveRun(tx, run, { state: run.state, captured, now: new Date(inst.surroundings.now()).toISOString() });
    if (!moved)
      throw new RequestError("requests.raced", `store ${run.store} of ${input.request} is being worked on by somebody else`);
    // Of two who say it at once, of two places, the second reads what the first has written.
    await changeRequest(tx, row, {});
    await inst.ledger.append(tx, {
      kind: "store.not-theirs",
      body: { request: input.request, place: input.place, rows: found.keys.length, role: input.as, ...account },
    });
    await inst.jobs.enqueue(tx, { kind: "request.advance", request: input.request });
  });
}

const withNotTheirs = (journal: RunJournal, done: ErasureRecord, found: Found): RunJournal => ({
  ...journal,
  done: { ...done, notTheirs: [...(done.notTheirs ?? []), found] },
});
