import { subjectsOfAccounts } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { openSecrets } from "./leads.ts";
import type { RequestRow } from "./store.ts";

/** The subjects of facts that a request's person is, as its plan found them; none before it is planned, or once they are forgotten. */
export async function subjectsOfRequest(
  inst: Installation,
  row: Pick<RequestRow, "person_id" | "leads">,
): Promise<readonly { readonly hash: string; readonly person: string }[]> {
  if (!(await inst.keys.has({ person: row.person_id }))) return [];
  const { accounts = [] } = await openSecrets(inst, row);
  return subjectsOfAccounts(inst, accounts);
}
