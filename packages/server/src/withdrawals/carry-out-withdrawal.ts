import { TrothError } from "@troth/core/foundation";
import type { WithdrawnRule } from "@troth/core/program";
import { ConnectorError } from "../connectors/index.ts";
import { contentsBeside, standsApproved } from "../contents/index.ts";
import type { Installation } from "../installation/index.ts";
import { endWithdrawal } from "./end-withdrawal.ts";
import { findWay, type Hindered, type Way } from "./find-way.ts";
import { openMissed } from "./open-missed.ts";
import { setRows, shadowHead } from "./set-rows.ts";
import { dueWithdrawals, findWithdrawal, moveWithdrawal, openRows, type WithdrawalRow } from "./store.ts";

/**
 * What could not be done is tried again so much later; twice as much each time that it was acted in the store, where a trigger of
 * the company's may run at every act, up to some five hours.
 */
const AGAIN_AFTER_MS = 5 * 60 * 1000;
const MOST_DOUBLED = 6;

/** Another process is at the same withdrawal, or its author approves the text again: the next turn sees what it came to. */
class Raced extends Error {}

/** So many at a time, and not longer: other chores, or whoever pressed a button, wait meanwhile. */
const AT_A_TIME = 200;
const TURN_MS = 20_000;

/** What a turn came to: the store took the text off; it needs nothing more; or it waits. */
type Turned = "off" | "done" | "open";

const dueAt = ({ surroundings }: Installation) => {
  const now = surroundings.now();
  const tooLate = now + 2 * AGAIN_AFTER_MS * 2 ** MOST_DOUBLED;
  return { now: new Date(now).toISOString(), tooLate: new Date(tooLate).toISOString(), limit: AT_A_TIME };
};

/** What was found out of the way to each purpose's rows: a store that is away is waited for once, not for each of its texts. */
type Ways = Map<WithdrawnRule, Way | Hindered>;

/**
 * Carries out what is due, or all that is open, for so long at most; one that fails hinders no other. Returns how many texts were
 * taken off: one that its author approved again, or that no row holds any more, is none.
 */
export async function carryOutWithdrawals(
  inst: Installation,
  { all = false, withinMs = TURN_MS }: { readonly all?: boolean; readonly withinMs?: number } = {},
): Promise<number> {
  const { db } = inst.storage;
  const ways: Ways = new Map();
  const failed: unknown[] = [];
  let off = 0;
  const until = inst.surroundings.now() + withinMs;
  await openMissed(inst).catch((error: unknown) => failed.push(error));
  for (const { content } of all ? await openRows(db) : await dueWithdrawals(db, dueAt(inst))) {
    if (inst.surroundings.now() > until) break;
    try {
      if ((await carryOutWithdrawal(inst, content, ways)) === "off") off += 1;
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0) throw failed[0];
  return off;
}

/**
 * Takes one withdrawal as far as it gets: the rows that hold the text are found by their author, set in one transaction of their
 * store, read back, and the end is written down. Whatever hinders it is said, keeps it open and is tried again. Safe to call at any
 * time and after any crash.
 */
export async function carryOutWithdrawal(inst: Installation, content: string, ways: Ways = new Map()): Promise<Turned> {
  const row = await findWithdrawal(inst.storage.db, content);
  if (row === undefined || row.state === "done") return "done";
  const texts = await contentsBeside(inst, content);
  // Who was erased meanwhile has no rows left to change; the text goes with them.
  if (texts === undefined) return "open";
  const rule = inst.program.purposes[texts.one.purpose]?.withdrawn;
  if (texts.one.stands === "approved") return (await endWithdrawal(inst, row, { by: "approved" })) ? "done" : "open";
  // For a minute by mistake, or for good: what was promised to the author is done, or somebody says that it is.
  if (rule === undefined) return hold(inst, row, "the program does not say any more what changes in its rows");
  const way = ways.get(rule) ?? (await findWay(inst, rule).catch(hinderedBy));
  ways.set(rule, way);
  if ("because" in way) return hold(inst, row, way.because);
  if (way.shadow && row.because?.startsWith(shadowHead(way))) return hold(inst, row, row.because);
  return act(inst, { row, texts, way, ways });
}

interface Turn {
  readonly row: WithdrawalRow;
  readonly texts: NonNullable<Awaited<ReturnType<typeof contentsBeside>>>;
  readonly way: Way;
  readonly ways: Ways;
}

async function act(inst: Installation, { row, texts: { one, all }, way, ways }: Turn): Promise<Turned> {
  const { content } = row;
  const acting: WithdrawalRow = { ...row, state: "acting", attempt: row.attempt + 1 };
  let now = row;
  const journal = async (transaction: string): Promise<void> => {
    await inst.surroundings.passing("withdrawal.journal");
    const { state, attempt } = acting;
    const moved = await inst.storage.transaction(async (tx) => {
      // With the author held: of a yes that comes after this whoever publishes hears later than the rows change, which are locked.
      if (await standsApproved(inst, tx, content)) return false;
      return moveWithdrawal(tx, row, { state, attempt, transaction });
    });
    if (!moved) throw new Raced();
    now = acting;
    await inst.surroundings.passing("withdrawal.journalled");
  };
  const known = new Set(all.map(({ hash }) => hash));
  const name = `${inst.ledger.origin.split("/").at(-1)}/${content}/withdraw/${inst.surroundings.id()}`;
  try {
    const set = await setRows(inst, { way, person: one.person, hash: one.hash, known, name, journal });
    if ("because" in set) return await hold(inst, now, set.because);
    // Whoever publishes hears of a yes that came meanwhile, and puts the text back; that it was taken off before is on the ledger.
    const again = (await contentsBeside(inst, content))?.one.stands === "approved";
    const ended = await endWithdrawal(inst, now, { by: "store", ...set, ...(again ? { approved: "meanwhile" } : {}) });
    if (!ended) return await noteSet(inst, content, set);
    return set.rows > 0 ? "off" : "done";
  } catch (error) {
    if (error instanceof Raced) return "open";
    if (!(error instanceof TrothError)) await hold(inst, now, "it failed in a way that is not known: the server's log has more");
    const { because } = hinderedBy(error);
    // A store that went away meanwhile is away for the others, too.
    if (error instanceof ConnectorError && error.code === "connector.unreachable") ways.set(way.rule, { because });
    return hold(inst, now, because);
  }
}

/** Somebody said meanwhile that it is off, or it was taken back anew: what the store changed is on the ledger all the same. */
async function noteSet(
  inst: Installation,
  content: string,
  { rows, changed }: { readonly rows: number; readonly changed: number },
): Promise<"open"> {
  await inst.storage.transaction((tx) => inst.ledger.append(tx, { kind: "withdrawal.set", body: { content, rows, changed } }));
  await inst.ledger.sequence();
  return "open";
}

/** What an error says of the way. @throws the error, where it is none of ours: it may hold values of rows. */
function hinderedBy(error: unknown): Hindered {
  if (error instanceof TrothError) return { because: error.message.trim() || "the store failed, and does not say why" };
  throw error;
}

/** It stays open, and says why; said once, not each time it is tried. */
async function hold(inst: Installation, row: WithdrawalRow, because: string): Promise<"open"> {
  const wait = AGAIN_AFTER_MS * 2 ** Math.min(row.attempt, MOST_DOUBLED);
  const next_at = new Date(inst.surroundings.now() + wait).toISOString();
  await inst.storage.transaction(async (tx) => {
    if (!(await moveWithdrawal(tx, row, { state: "open", because, next_at }))) return;
    if (because !== row.because)
      await inst.ledger.append(tx, { kind: "withdrawal.held", body: { content: row.content, because } });
  });
  await inst.ledger.sequence();
  return "open";
}
