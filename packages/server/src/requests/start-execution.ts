import { after, type RequestState } from "@troth/core/requests";
import type { Lead } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import type { KeyOwner } from "../keys/index.ts";
import type { Tx } from "../storage/index.ts";
import { RequestError } from "./errors.ts";
import { markErasing } from "./facts-of-request.ts";
import { runsOf } from "./journal-store.ts";
import { openLeads } from "./leads.ts";
import type { MadePlan } from "./make-view.ts";
import { changeRequest, findRequest, type RequestRow } from "./store.ts";
import { openPeople, type Subject } from "./subject.ts";

/** A request while it runs: what it may do, to whom. In memory only. */
export interface Execution {
  readonly request: string;
  readonly person: string;
  readonly made: MadePlan;
  readonly subject: Subject;
  /** What one store's rows said of another's when this was planned. */
  readonly leads: readonly Lead[];
  readonly pseudonymKey: Uint8Array;
  /** The rest of a batch, each with a key of their own: their pseudonyms are not one person's. */
  readonly others: readonly { readonly subject: Subject; readonly pseudonymKey: Uint8Array }[];
}

/** What makes the pseudonyms of one person of a request, by their place in its batch. */
export async function pseudonymKeyOf(inst: Installation, owner: KeyOwner, person = 0): Promise<Uint8Array> {
  const key = await inst.keys.commitment(owner, person === 0 ? "pseudonym" : `pseudonym/${person}`);
  return new Uint8Array(Buffer.from(key, "hex"));
}

/** Marks an approved request as executing, and opens what that needs; one that stands open stays open meanwhile. */
export async function startExecution(inst: Installation, row: RequestRow): Promise<Execution> {
  const to = after(row.state as RequestState, "execute");
  if (to === undefined) throw new RequestError("requests.state", `request ${row.id} is ${row.state}: it cannot be executed`);
  const [subject = [], ...rest] = await openPeople(inst.keys, row);
  const owner = { person: row.person_id };
  const others: Execution["others"][number][] = [];
  for (const [at, one] of rest.entries()) others.push({ subject: one, pseudonymKey: await pseudonymKeyOf(inst, owner, at + 1) });
  if (row.state !== to) {
    await inst.storage.transaction(async (tx) => {
      await changeRequest(tx, row, { state: to });
      if (await isFirst(tx, row.id)) {
        const named = [subject, ...rest].flat();
        await markErasing(inst, tx, { request: row.id, person: row.person_id, named, ofRows: [] });
      }
      await inst.ledger.append(tx, { kind: "request.started", body: { request: row.id, plan: row.plan_hash } });
    });
  }
  await inst.surroundings.passing("run.started");
  const fresh = (await findRequest(inst.storage.db, row.id)) ?? row;
  return {
    request: row.id,
    person: row.person_id,
    made: fresh.plan as unknown as MadePlan,
    subject,
    leads: await openLeads(inst, fresh),
    pseudonymKey: await pseudonymKeyOf(inst, owner),
    others,
  };
}

/** Nothing was done yet: whoever is told of after an erasure, under the same account, is somebody new. */
const isFirst = async (tx: Tx, request: string): Promise<boolean> =>
  (await runsOf(tx, request)).every((run) => run.state === "waiting" && run.attempt === 0);
