import { tellFacts } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { askerOf, askingOf } from "./asker.ts";
import { openSecrets } from "./leads.ts";
import { unknownRequest } from "./plan-request.ts";
import { changeRequest, findRequest, type RequestRow } from "./store.ts";
import { viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

const no = (reason: string, says: string, advice: string): Answer<never> => ({ kind: "refused", reason, says, advice });

/**
 * "Collect no more": on the word of a parent who has shown that the child is theirs, a fact about each of the child's accounts, by
 * which every collection point is answered with no until the parent takes it back. Told twice it is one fact.
 *
 * @source 16 CFR 312.6(a)(2)
 */
export async function stopCollecting(
  inst: Installation,
  input: { readonly request: string; readonly as: string; readonly account?: string },
): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const refused = whyNot(inst, row);
  if (refused) return refused;
  const { accounts = [] } = await openSecrets(inst, row);
  if (accounts.length === 0)
    return no(
      "account",
      `request ${row.id} leads to no account, and collection points are asked about accounts`,
      "add the child's account: `troth identify`, or the form on the page",
    );
  if (askingOf(row).stopped !== undefined) return { kind: "done", value: await viewRequest(inst, row.id) };
  const told = await tellFacts(
    inst,
    {
      facts: factsOf(row, accounts),
      by: "request",
      own: true,
      beside: (tx) => record(inst, tx, { row, accounts: accounts.length, ...input }),
    },
    { mayLink: () => "no request tells of links" },
  );
  if (told.kind !== "told")
    return no("facts", `it could not be told: ${told.faults.map(({ says }) => says).join("; ")}`, "see what is being erased");
  return { kind: "done", value: await viewRequest(inst, row.id) };
}

/** That the stop was told, on the request and in the ledger. */
async function record(
  inst: Installation,
  tx: Tx,
  at: { readonly row: RequestRow; readonly accounts: number; readonly as: string; readonly account?: string },
): Promise<void> {
  const { row, accounts, as: role, account } = at;
  const stopped = new Date(inst.surroundings.now()).toISOString();
  await changeRequest(tx, row, { asking: { ...askingOf(row), stopped } });
  const by = account === undefined ? {} : { account };
  await inst.ledger.append(tx, { kind: "request.collection-stopped", body: { request: row.id, accounts, role, ...by } });
}

function whyNot(inst: Installation, row: RequestRow): Answer<never> | undefined {
  const asker = askerOf(inst, row);
  if (asker?.requester !== "parent" && asker?.requester !== "guardian")
    return no("asker", `request ${row.id} is no parent's`, "a person objects or withdraws themselves");
  if (!asker.judged.proven)
    return no("asker", "it is not shown that the child is theirs", `see the page of ${row.id} for what has to be shown`);
  if (row.right !== "access")
    return no(
      "right",
      "what was told of an account goes with its erasure, and this would go with it",
      "take it on a request for access; after an erasure there is no account of which anything is collected",
    );
  return row.plan === null
    ? no("state", `request ${row.id} is not planned yet: the child's account is not found`, `\`troth resume ${row.id}\` plans it`)
    : undefined;
}

/** One fact an account; the same each time it is told. */
const factsOf = (row: RequestRow, accounts: readonly string[]) =>
  accounts.map((person, index) => ({
    id: `troth:${row.id}:parent-stopped:${index + 1}`,
    kind: "parent-stopped",
    person,
    on: true,
    at: row.received_at,
    origin: "request",
    proof: row.id,
  }));
