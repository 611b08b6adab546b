import { responseClock } from "@troth/core/jurisdictions";
import { isRight } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import type { Mail } from "../mail/index.ts";
import { type NewRequest, planRequest, recordRequest } from "../requests/index.ts";
import type { EnteredRequest } from "./read-new-request.ts";

/** Records what came by letter, call or visit, unverified, with who entered it; tells the address about it; plans a right. */
export async function enterRequest(
  inst: Installation,
  at: { readonly entered: EnteredRequest; readonly account: string },
): Promise<string> {
  const { entered, account } = at;
  const { right, came, email, subject, words, receivedAt } = entered;
  const { request } = await recordRequest(inst, {
    right,
    subject,
    takenBy: came,
    verified: false,
    ...(receivedAt === undefined ? {} : { receivedAt }),
    ...(words === "" ? {} : { words }),
    ...(email === undefined ? {} : askerOf(inst, entered, email)),
    within: async (tx, id) => {
      await inst.ledger.append(tx, { kind: "request.entered", body: { request: id, account, came } });
    },
  });
  if (isRight(right)) await planRequest(inst, request);
  return request;
}

function askerOf(inst: Installation, entered: EnteredRequest, email: string): Pick<NewRequest, "asker" | "acknowledge"> {
  const hash = inst.keys.identifierHash("email", email);
  return {
    asker: { hash, contact: { email }, language: entered.language },
    acknowledge: (request, page) => acknowledgment(inst, entered, { request, page }),
  };
}

function acknowledgment(
  inst: Installation,
  { right, receivedAt }: EnteredRequest,
  at: { readonly request: string; readonly page: string },
): Mail {
  if (right === "question" || right === "concern") return { template: "question-received", kind: right, ...at };
  const { laws, zone } = inst.program;
  const clock = responseClock({ laws, right, receivedAt: receivedAt ?? new Date(inst.surroundings.now()).toISOString(), zone });
  return { template: "received", right, due: clock?.dueAt, law: clock?.article, ...at };
}
