import type { Installation } from "../installation/index.ts";
import { planRequest } from "./plan-request.ts";
import { findPerson, insertPerson, insertRequest, nextNumber, startForgetting } from "./store.ts";
import { normalized, sealSubject } from "./subject.ts";
import type { SubjectInput } from "./views.ts";

/** Records a request as taken by staff, unverified, and plans it. */
export async function takeRequest(
  inst: Installation,
  input: SubjectInput & { readonly takenBy: string },
): Promise<{ request: string }> {
  const { storage, keys, ledger, surroundings } = inst;
  const at = new Date(surroundings.now()).toISOString();
  const identifiers = input.subject.map((one) => ({ kind: one.kind, hash: keys.identifierHash(one.kind, normalized(one)) }));
  const known = await findPerson(storage.db, identifiers);
  // A database of yesterday may still know somebody who was forgotten: whoever comes back is a new person.
  const returned = known !== undefined && !(await keys.has({ person: known }));
  const person = known === undefined || returned ? surroundings.id() : known;
  const number = await nextNumber(storage.db);
  const request = `R-${String(number).padStart(4, "0")}`;
  await keys.ensure({ person });
  await keys.ensure({ request });
  const subject = await sealSubject(keys, person, input.subject);
  const commitment = await keys.commitment({ person }, JSON.stringify(input.subject));
  await surroundings.passing("take.sealed");
  await storage.transaction(async (tx) => {
    if (returned) await startForgetting(tx, known);
    await insertPerson(tx, { id: person, at, identifiers });
    await insertRequest(tx, {
      id: request,
      number,
      right: input.right,
      state: "received",
      person_id: person,
      subject,
      file: null,
      taken_by: input.takenBy,
      verified: false,
      received_at: at,
      program: null,
      plan_hash: null,
      plan: null,
      approval: null,
      because: null,
      closed_at: null,
    });
    await ledger.append(tx, {
      kind: "request.taken",
      body: { request, right: input.right, by: input.takenBy, verified: false, subject: commitment },
    });
  });
  await surroundings.passing("take.recorded");
  await ledger.sequence();
  await planRequest(inst, request);
  return { request };
}
