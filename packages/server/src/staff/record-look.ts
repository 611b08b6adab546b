import type { Installation } from "../installation/index.ts";

/** Writes down that an account opens a person's data, before it does: no look that is not on the ledger. */
export async function recordLook(
  inst: Installation,
  look: { readonly request: string; readonly account: string },
): Promise<void> {
  await inst.storage.transaction((tx) =>
    inst.ledger.append(tx, { kind: "person.looked-at", body: { request: look.request, account: look.account } }),
  );
  await inst.ledger.sequence();
}
