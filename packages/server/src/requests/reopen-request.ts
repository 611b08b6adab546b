import { after, type RequestState } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { changeRequest, type RequestRow } from "./store.ts";

/** Opens a completed request again for what was found of its person; one that is under way is held by it at its end. */
export async function reopenRequest(
  inst: Installation,
  tx: Tx,
  row: RequestRow,
  places: readonly { readonly place: string; readonly rows: number }[],
): Promise<void> {
  const state = after(row.state as RequestState, "reopen");
  if (state === undefined) return;
  const because = `found in the night after: ${places.map(({ place, rows }) => `${rows} ${rows === 1 ? "row" : "rows"} of ${place}`).join(", ")}`;
  await changeRequest(tx, row, { state, because, closed_at: null });
  await inst.ledger.append(tx, { kind: "request.reopened", body: { request: row.id, cause: "residue", places } });
}
