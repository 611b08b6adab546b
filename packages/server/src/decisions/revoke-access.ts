import type { Installation } from "../installation/index.ts";
import { endGrant, findGrant } from "./store.ts";

/** Ends a permission before its time. False where there is none, or it had ended. */
export async function revokeAccess(
  inst: Installation,
  input: { readonly access: string; readonly by: string },
): Promise<boolean> {
  const { access, by } = input;
  const now = new Date(inst.surroundings.now()).toISOString();
  const done = await inst.storage.transaction(async (tx) => {
    const grant = await findGrant(tx, { id: access });
    if (grant === undefined || !(await endGrant(tx, { id: access, now }))) return false;
    await inst.ledger.append(tx, { kind: "access.revoked", body: { access, person: grant.person_id, by } });
    return true;
  });
  if (done) await inst.ledger.sequence();
  return done;
}
