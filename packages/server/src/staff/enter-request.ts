import { applicableLaws, residenceIn } from "@troth/core/jurisdictions";
import type { Law } from "@troth/core/program";
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
  const { right, came, subject, words, receivedAt } = entered;
  // The answer goes to whoever asked: the person hears nothing of what another asks for them, who may yet turn out to be nobody's agent.
  const to = entered.requester === "person" ? entered.email : entered.askerEmail;
  const laws = lawsIn(inst, entered);
  const { request } = await recordRequest(inst, {
    right,
    subject,
    takenBy: came,
    verified: false,
    receivedAt,
    requester: entered.requester,
    post: entered.askerPost,
    ...(words === "" ? {} : { words }),
    ...(laws === undefined ? {} : { laws }),
    ...(to === undefined ? {} : askedBy(inst, entered, to)),
    within: async (tx, id) => {
      await inst.ledger.append(tx, { kind: "request.entered", body: { request: id, account, came } });
    },
  });
  if (isRight(right)) await planRequest(inst, request);
  return request;
}

function lawsIn({ program }: Installation, { place }: EnteredRequest): readonly Law[] | undefined {
  const home = place === undefined ? undefined : residenceIn(program.laws, place);
  return home && applicableLaws(program, [home]);
}

function askedBy(inst: Installation, entered: EnteredRequest, email: string): Pick<NewRequest, "asker" | "acknowledge"> {
  const { receivedAt } = entered;
  const hash = inst.keys.identifierHash("email", email);
  return {
    asker: { hash, contact: { email }, language: entered.language },
    acknowledge: (request, page) =>
      acknowledgmentOf(inst, { right: entered.right, receivedAt, request, page, laws: lawsIn(inst, entered) }),
  };
}
