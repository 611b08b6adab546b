import { after, isRight, type RequestState } from "@troth/core/requests";
import type { PlannedRight } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import { confirmationOf } from "./acknowledge.ts";
import { mailTo } from "./mail-person.ts";
import { newMessage } from "./messages.ts";
import { planRequest, unknownRequest } from "./plan-request.ts";
import { changeRequest, findRequest, type RequestRow } from "./store.ts";
import { viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

/** Answers a question or a concern, and closes it. */
export async function answerQuestion(
  inst: Installation,
  input: { readonly request: string; readonly account: string; readonly text: string },
): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const state = isRight(row.right) ? undefined : after(row.state as RequestState, "answer");
  if (state === undefined) return notAQuestion(row);
  const message = await newMessage(inst, { ...input, sender: "staff" });
  const mail = await mailTo(inst, row, (page) => ({ template: "answered", request: row.id, page }));
  const at = new Date(inst.surroundings.now()).toISOString();
  await inst.storage.transaction(async (tx) => {
    await message.add(tx);
    await changeRequest(tx, row, { state, closed_at: at });
    await inst.ledger.append(tx, { kind: "question.answered", body: { request: row.id, account: input.account } });
    await mail?.add(tx);
  });
  await inst.ledger.sequence();
  return { kind: "done", value: await viewRequest(inst, row.id) };
}

/** Turns a question or a concern into the exercise of a right: same number, same clock, nothing typed again. */
export async function turnIntoRight(
  inst: Installation,
  input: { readonly request: string; readonly account: string; readonly right: PlannedRight },
): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  if (isRight(row.right) || row.state !== "received") return notAQuestion(row);
  const { right, account } = input;
  const mail = await mailTo(inst, row, (page) => ({
    template: "turned",
    request: row.id,
    right,
    page,
    ...confirmationOf(inst, { ...row, right }),
  }));
  await inst.storage.transaction(async (tx) => {
    await changeRequest(tx, row, { right });
    await inst.ledger.append(tx, { kind: "question.turned", body: { request: row.id, was: row.right, right, account } });
    await mail?.add(tx);
  });
  await inst.ledger.sequence();
  await planRequest(inst, row.id);
  return { kind: "done", value: await viewRequest(inst, row.id) };
}

const notAQuestion = (row: RequestRow): Answer<never> => ({
  kind: "refused",
  reason: "state",
  says: isRight(row.right) ? `request ${row.id} is an ${row.right}, not a question` : `question ${row.id} is ${row.state}`,
});
