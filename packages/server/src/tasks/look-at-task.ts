import type { TaskSearch } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import { readSearches } from "./read-task.ts";

/** Opens whom to look for, for an account of staff or a role at the command line; the look is on the ledger first. */
export async function lookAtTask(
  inst: Installation,
  look: {
    readonly request: string;
    readonly store: string;
    readonly person: string;
    readonly by: { readonly account: string } | { readonly role: string };
  },
): Promise<readonly TaskSearch[] | undefined> {
  await inst.storage.transaction((tx) =>
    inst.ledger.append(tx, { kind: "person.looked-at", body: { request: look.request, store: look.store, ...look.by } }),
  );
  await inst.ledger.sequence();
  return readSearches(inst, look);
}
