import { isRight } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { acknowledgmentOf, type NewRequest, planRequest, recordRequest } from "../requests/index.ts";
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
  const receivedAt = entered.receivedAt ?? new Date(inst.surroundings.now()).toISOString();
  const hash = inst.keys.identifierHash("email", email);
  return {
    asker: { hash, contact: { email }, language: entered.language },
    acknowledge: (request, page) => acknowledgmentOf(inst.program, { right: entered.right, receivedAt, request, page }),
  };
}
