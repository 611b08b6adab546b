import { marketingOf } from "@troth/core/consent";
import { tellFacts } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { askingOf } from "./asker.ts";
import { unknownRequest } from "./plan-request.ts";
import { changeRequest, findRequest, type RequestRow } from "./store.ts";
import { viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

const no = (reason: string, says: string, advice: string): Answer<never> => ({ kind: "refused", reason, says, advice });

/**
 * Stops marketing for an account, on the word of whoever wrote a question or a concern: each purpose of marketing that can be said
 * no to is answered with no, as of the day the words came, so that a yes of later holds. An objection needs no proof of who
 * objects; staff find the account. Told twice it is one choice.
 *
 * @source GDPR Art. 21(2) and (3); 12(6)
 */
export async function stopMarketing(
  inst: Installation,
  input: { readonly request: string; readonly person: string; readonly as: string; readonly account?: string },
): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const purposes = marketingOf(inst.program);
  if (purposes.length === 0) return no("purpose", "the program has no marketing", "answer the person");
  if (row.closed_at !== null) return no("state", `request ${row.id} is closed`, "enter another one");
  const told = await tellFacts(
    inst,
    {
      facts: [factOf(inst, row, { person: input.person, purposes })],
      by: "request",
      own: true,
      beside: async (tx, fresh) => {
        if (fresh === 0) return;
        const stopped = new Date(inst.surroundings.now()).toISOString();
        await changeRequest(tx, row, { asking: { ...askingOf(row), marketingStopped: stopped } });
        const by = input.account === undefined ? {} : { account: input.account };
        await inst.ledger.append(tx, {
          kind: "request.marketing-stopped",
          body: { request: row.id, purposes, role: input.as, ...by },
        });
      },
    },
    { mayLink: () => "no request tells of links" },
  );
  if (told.kind !== "told")
    return no("facts", `it could not be told: ${told.faults.map(({ says }) => says).join("; ")}`, "see what is being erased");
  return { kind: "done", value: await viewRequest(inst, row.id) };
}

function factOf(
  { keys }: Installation,
  row: RequestRow,
  { person, purposes }: { readonly person: string; readonly purposes: readonly string[] },
) {
  return {
    id: `troth:${row.id}:marketing-stopped:${keys.identifierHash("account", person).slice(0, 32)}`,
    ...{ kind: "chose", person, at: row.received_at, origin: "request", proof: row.id, how: "staff", language: row.language },
    choices: Object.fromEntries(purposes.map((purpose) => [purpose, false])),
  };
}
