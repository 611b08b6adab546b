import type { Installation } from "../installation/index.ts";
import { hasDue, setDue } from "../jobs/index.ts";
import type { Tx } from "../storage/index.ts";
import {
  afterBatch,
  erasuresDone,
  findPerson,
  lateLooksOf,
  markForgotten,
  otherOpenRequests,
  peopleBeingForgotten,
  startForgetting,
} from "./person-store.ts";
import { removeCopies } from "./remove-copies.ts";
import type { RequestRow } from "./store.ts";
import { openPeople } from "./subject.ts";
import { hashesOf } from "./take-request.ts";

/**
 * Begins to forget a person in the transaction that ends one of their requests: once an erasure of theirs is done, and
 * nothing else of theirs is under way that would still need their key.
 */
export async function forgetWhenDone(
  inst: Installation,
  tx: Tx,
  at: { readonly request: string; readonly person: string },
): Promise<void> {
  const underWay = await otherOpenRequests(tx, at);
  if (underWay.length > 0) return;
  if ((await erasuresDone(tx, at.person)).length === 0 && !(await isErasedInBatch(tx, at.person))) return;
  // What was written late is found, and planned for, by what their key still opens.
  if ((await lateLooksOf(tx, at.person)).length > 0) return;
  if (!(await startForgetting(tx, at.person))) return;
  await inst.ledger.append(tx, { kind: "person.forgetting", body: { request: at.request, person: at.person } });
}

/** What is left to be done for somebody whom a batch erased while a request of their own was under way. */
const AFTER_BATCH = "person.forget";

const isErasedInBatch = (tx: Tx, person: string): Promise<boolean> => hasDue(tx, afterBatch(person));

/**
 * Whom we know of a batch by requests of their own: what those hold of them goes with the batch's erasure, too. Nobody where
 * the request is of one person.
 */
export async function knownOfBatch(inst: Installation, row: RequestRow): Promise<readonly string[]> {
  const people = await openPeople(inst.keys, row);
  if (people.length < 2) return [];
  const known = new Set<string>();
  for (const one of people) {
    const person = await findPerson(inst.storage.db, hashesOf(inst, one));
    if (person !== undefined) known.add(person);
  }
  return [...known];
}

/** Begins to forget people of a batch, in the transaction that completes it; whoever has a request under way is forgotten with it. */
export async function forgetBatch(
  inst: Installation,
  tx: Tx,
  at: { readonly request: string; readonly people: readonly string[] },
): Promise<void> {
  for (const person of at.people) {
    if ((await otherOpenRequests(tx, { request: at.request, person })).length > 0) {
      const now = new Date(inst.surroundings.now()).toISOString();
      await setDue(tx, { id: afterBatch(person), kind: AFTER_BATCH, request: at.request, at: now });
      continue;
    }
    if (!(await startForgetting(tx, person))) continue;
    await inst.ledger.append(tx, { kind: "person.forgetting", body: { request: at.request, person } });
  }
}

/** Deletes a person's data key if they are being forgotten. Copies may be readable until the epoch ends. Idempotent. */
export async function forgetPerson(inst: Installation, person: string, ...others: readonly string[]): Promise<void> {
  const leaving = new Set((await peopleBeingForgotten(inst.storage.db)).map((one) => one.id));
  for (const one of [person, ...others]) {
    if (!leaving.has(one)) continue;
    await inst.keys.forget({ person: one });
    await inst.surroundings.passing("forget.key");
    await removeCopies(inst, one);
  }
}

const DAY_MS = 86_400_000;

/**
 * Ends the epoch if it is a day old: survivors are wrapped anew, the old key is destroyed, and only then the people who
 * left are reported forgotten. Finishes, first, what a crash left of an earlier forgetting.
 */
export async function forgetAtEpochEnd(inst: Installation, options: { readonly evenIfYoung?: boolean } = {}): Promise<number> {
  const leaving = await peopleBeingForgotten(inst.storage.db);
  for (const { id } of leaving) {
    await inst.keys.forget({ person: id });
    await removeCopies(inst, id);
  }
  const age = inst.surroundings.now() - inst.keys.epoch().beganAt;
  if (age < DAY_MS && options.evenIfYoung !== true) return 0;
  const { ended } = await inst.keys.endEpoch();
  const now = new Date(inst.surroundings.now()).toISOString();
  for (const { id } of leaving) {
    await inst.storage.transaction(async (tx) => {
      await markForgotten(tx, { person: id, now });
      await inst.ledger.append(tx, { kind: "person.forgotten", body: { person: id, epoch: ended } });
    });
  }
  if (leaving.length > 0) await inst.ledger.sequence();
  return leaving.length;
}
