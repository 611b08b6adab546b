import { TrothError } from "@troth/core/foundation";
import { type KeptWork, makePlan } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import { clearDue, setDue } from "../jobs/index.ts";
import { endKeptRows, inspectStores } from "../subject-graph/index.ts";
import { askForKeeps, forgetEndedKeeps, KEEP_TASK } from "../tasks/index.ts";
import { RequestError } from "./errors.ts";
import { keepDue, openKept, sealKept } from "./kept-rows.ts";
import { todayOf, unknownRequest } from "./plan-request.ts";
import { pseudonymKeyOf } from "./start-execution.ts";
import { changeRequest, dueRequests, findRequest } from "./store.ts";

/** Ends every keep that is due, or asks people to. A store that fails leaves its request due: the next time tries again, and says so now. */
export async function endDueKeeps(inst: Installation): Promise<readonly string[]> {
  const failed: string[] = [];
  const now = new Date(inst.surroundings.now()).toISOString();
  const each = async (kind: string, end: (request: string) => Promise<unknown>) => {
    for (const request of await dueRequests(inst.storage.db, { kind, now })) {
      try {
        await end(request);
      } catch (error) {
        if (!(error instanceof TrothError)) throw error;
        failed.push(`${request}: ${error.message}`);
        await inst.storage.transaction((tx) => inst.ledger.append(tx, { kind: "keep.failed", body: { request } }));
      }
    }
  };
  await each("keep.end", async (request) => failed.push(...redatedSays(request, (await endKeeps(inst, request)).redated)));
  await each(KEEP_TASK, (request) => askForWhatStayed(inst, request));
  await forgetEndedKeeps(inst);
  return failed;
}

const redatedSays = (request: string, redated: Readonly<Record<string, number>>): string[] =>
  Object.entries(redated).map(
    ([place, rows]) =>
      `${request}: ${rows} ${rows === 1 ? "row" : "rows"} of ${place} that a law kept ${rows === 1 ? "counts" : "count"} from another date now, and ${rows === 1 ? "was" : "were"} left: see whether ${rows === 1 ? "it is" : "they are"} still the person's, and remove ${rows === 1 ? "it" : "them"} there`,
  );

/** Asks people for what they left by law. A request that is under way again has not said yet what stays: it waits for that. */
async function askForWhatStayed(inst: Installation, request: string): Promise<void> {
  const row = await findRequest(inst.storage.db, request);
  if (row?.state === "done" || (row?.state === "open" && !(await inst.keys.has({ person: row.person_id }))))
    await askForKeeps(inst, request, todayOf(inst).day);
}

/**
 * Removes what an erasure had to leave, once the keep is over; rows whose own date is later wait for theirs. A store
 * that fails leaves its rows due: the job comes again. `redated`: by `store/dataset`, rows that nobody can tell from others' by
 * now; they are left for staff, and let go of.
 */
export async function endKeeps(
  inst: Installation,
  request: string,
): Promise<{
  readonly deleted: number;
  readonly changed: number;
  readonly waiting: number;
  readonly redated: Readonly<Record<string, number>>;
}> {
  const row = await findRequest(inst.storage.db, request);
  if (!row) throw unknownRequest(request);
  if (row.file === null || !(await inst.keys.has({ request }))) return { deleted: 0, changed: 0, waiting: 0, redated: {} };
  const kept = await openKept(inst, request, row.file);
  const { schemas } = await inspectStores(inst.program, inst.connector);
  const identities = [
    ...new Set(
      Object.values(inst.program.stores).flatMap((store) =>
        Object.values(store.datasets).flatMap((one) => one.identity.map((each) => each.kind)),
      ),
    ),
  ];
  const plans = makePlan({ program: inst.program, schemas, right: "erasure", identities }).stores;
  const left: Record<string, readonly KeptWork[]> = {};
  const ends: string[] = [];
  const sums = { deleted: 0, changed: 0, waiting: 0 };
  const redated: Record<string, number> = {};
  for (const [store, rows] of Object.entries(kept)) {
    const plan = plans.find((one) => one.store === store);
    if (!plan)
      throw new RequestError(
        "requests.state",
        `store ${store} cannot be looked into, and rows of ${request} are still kept there`,
      );
    const pseudonymKeys = new Map<number, Uint8Array>();
    for (const { person = 0 } of rows)
      if (!pseudonymKeys.has(person)) pseudonymKeys.set(person, await pseudonymKeyOf(inst, { request }, person));
    const ended = await endKeptRows({
      connector: await inst.connector(store),
      plan,
      kept: rows,
      today: todayOf(inst),
      pseudonymKey: (person) => pseudonymKeys.get(person) as Uint8Array,
      name: `${inst.ledger.origin.split("/").at(-1)}/${request}/keep/${inst.surroundings.id()}`,
    });
    sums.deleted += ended.deleted;
    sums.changed += ended.changed;
    sums.waiting += ended.waiting.reduce((sum, one) => sum + one.keys.length, 0);
    if (ended.waiting.length > 0) left[store] = ended.waiting;
    ends.push(...ended.ends);
    for (const [dataset, count] of Object.entries(ended.redated)) redated[`${store}/${dataset}`] = count;
  }
  const next = ends.sort()[0];
  const file = Object.keys(left).length > 0 ? await sealKept(inst, request, left) : null;
  await inst.storage.transaction(async (tx) => {
    await changeRequest(tx, row, { file });
    await clearDue(tx, request, inst.surroundings.now(), ["keep.end"]);
    if (next !== undefined) await setDue(tx, keepDue(inst, request, next));
    await inst.ledger.append(tx, {
      kind: "keep.ended",
      body: { request, ...sums, ...(Object.keys(redated).length > 0 ? { redated } : {}) },
    });
  });
  await inst.ledger.sequence();
  return { ...sums, redated };
}
