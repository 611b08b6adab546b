import { after, type RequestState } from "@troth/core/requests";
import type { SubjectIdentifier } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import { RequestError } from "./errors.ts";
import type { MadePlan } from "./make-view.ts";
import { changeRequest, findRequest, type RequestRow } from "./store.ts";
import { openSubject } from "./subject.ts";

/** A request while it runs: what it may do, to whom. In memory only. */
export interface Execution {
  readonly request: string;
  readonly person: string;
  readonly made: MadePlan;
  readonly subject: readonly SubjectIdentifier[];
  readonly pseudonymKey: Uint8Array;
}

/** Marks an approved request as executing, and opens what that needs; one that stands open stays open meanwhile. */
export async function startExecution(inst: Installation, row: RequestRow): Promise<Execution> {
  const to = after(row.state as RequestState, "execute");
  if (to === undefined) throw new RequestError("requests.state", `request ${row.id} is ${row.state}: it cannot be executed`);
  const subject = await openSubject(inst.keys, row);
  const key = await inst.keys.commitment({ person: row.person_id }, "pseudonym");
  if (row.state !== to) {
    await inst.storage.transaction(async (tx) => {
      await changeRequest(tx, row, { state: to });
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
    pseudonymKey: new Uint8Array(Buffer.from(key, "hex")),
  };
}
