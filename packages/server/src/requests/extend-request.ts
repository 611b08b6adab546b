import type { Extending } from "@troth/core/jurisdictions";
import { isEnded, type RequestState } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { type ClockMoves, clockOf, extendingOf, movesOf } from "./clock-of.ts";
import { mailTo } from "./mail-person.ts";
import { newMessage } from "./messages.ts";
import { unknownRequest } from "./plan-request.ts";
import { changeRequest, findRequest } from "./store.ts";
import { toldByLaw } from "./told-by-law.ts";
import { viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

const no = (reason: string, says: string, advice?: string): Answer<never> => ({
  kind: "refused",
  reason,
  says,
  ...(advice === undefined ? {} : { advice }),
});

/** Tells the person that their request takes longer, and why, where a law allows it. The reasons are sealed with the request. */
export async function extendRequest(
  inst: Installation,
  input: { readonly request: string; readonly because: string; readonly account?: string },
): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const because = input.because.trim();
  if (because === "") return no("because", "the person must be told why it takes longer", 'say why: `--because "..."`');
  if (isEnded(row.state as RequestState)) return no("state", `request ${row.id} is ${row.state}: it needs no more time`);
  const longer = extendingOf(inst, row);
  if (!longer.can) return refused(row.id, longer);
  const { article: law, until } = longer;
  const clock: ClockMoves = { ...movesOf(row), extended: new Date(inst.surroundings.now()).toISOString() };
  const account = input.account === undefined ? {} : { account: input.account };
  const message = await newMessage(inst, { request: row.id, sender: "staff", ...account, text: because });
  const commitment = await inst.keys.commitment({ request: row.id }, because);
  const by = [{ article: law, verified: clockOf(inst, row)?.verified ?? false }];
  const told = toldByLaw(inst, row, "extension", { by });
  const mail = await mailTo(inst, row, (page) => ({
    ...{ template: "extended", request: row.id, because, until, page },
    ...{ contents: told.contents, law: told.law ?? law },
  }));
  await inst.storage.transaction(async (tx) => {
    await changeRequest(tx, row, { clock });
    await inst.ledger.append(tx, {
      kind: "request.extended",
      body: { request: row.id, right: row.right, article: law, until, reasons: commitment, ...account },
    });
    await message.add(tx);
    await mail?.add(tx);
  });
  await inst.ledger.sequence();
  return { kind: "done", value: await viewRequest(inst, row.id) };
}

function refused(
  request: string,
  { because, article = "", tellBy = "" }: Exclude<Extending, { readonly can: true }>,
): Answer<never> {
  switch (because) {
    case "no-clock":
      return no("clock", "no law of the program sets a time for it: there is none to make longer");
    case "once":
      return no("once", `request ${request} was made longer already: a law allows it once`);
    case "no-extension":
    case "another-law":
      return no(
        "law",
        `${article} lets nobody take longer`,
        "answer what can be answered in time, and say what is still missing",
      );
    case "no-maximum":
      return no("law", `${article} names no longest time: troth cannot tell when the new one ends`, "answer in time");
    case "too-late":
      return no("late", `it had to be told by ${tellBy}, before the first period was over`, "answer it now");
    default:
      return because satisfies never;
  }
}
