import { cite } from "@troth/core/jurisdictions";
import { after, type RequestState } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { insertAppeal } from "./appeal-store.ts";
import { appealClockOf, type ClockMoves, movesOf } from "./clock-of.ts";
import { denialOf } from "./denial-ground.ts";
import { mailTo } from "./mail-person.ts";
import { mayAppeal } from "./may-appeal.ts";
import { MESSAGE_CHARACTERS, newMessage } from "./messages.ts";
import { unknownRequest } from "./plan-request.ts";
import { changeRequest, findRequest, type RequestRow } from "./store.ts";
import { viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

/** An appeal as it comes in: from the person, or taken down by staff from a letter. */
export interface NewAppeal {
  readonly request: string;
  readonly text: string;
  /** Of staff who took it down. */
  readonly account?: string;
  readonly cameBy: "person" | "staff";
}

const no = (reason: string, says: string): Answer<never> => ({ kind: "refused", reason, says });

/**
 * Takes an appeal against a denial: it is on the request with a clock of its own, and waits to be decided by somebody else.
 *
 * @source Va. Code 59.1-577(C)
 */
export async function appealRequest(inst: Installation, input: NewAppeal): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const text = input.text.trim();
  if (text === "") return no("text", "an appeal says why the decision is wrong");
  if (text.length > MESSAGE_CHARACTERS) return no("text", `an appeal has at most ${MESSAGE_CHARACTERS} characters`);
  if (row.state !== "denied") return no("state", `request ${row.id} is ${row.state}: only a denied one can be appealed`);
  if (!(await inst.keys.has({ request: row.id }))) return no("gone", "the request's file is gone: take a new request");
  const { appeal } = await viewRequest(inst, row.id);
  if (appeal !== undefined) return no("again", `request ${row.id} was appealed already: the decision of that stands`);
  if (!mayAppeal(inst, row, denialOf(row))) return no("law", "no law of the request gives an appeal: write a message instead");
  await record(inst, row, { ...input, text });
  return { kind: "done", value: await viewRequest(inst, row.id) };
}

/** Puts the request back among the open ones, with the words as a message. */
async function record(inst: Installation, row: RequestRow, { text, account, cameBy }: NewAppeal): Promise<void> {
  const state = after(row.state as RequestState, "appeal");
  if (state === undefined) return;
  const at = new Date(inst.surroundings.now()).toISOString();
  const by = account === undefined ? {} : { account };
  const message = await newMessage(inst, { request: row.id, sender: cameBy, ...by, text });
  const of = denialOf(row)?.state;
  const appealed = { at, ...(of === undefined ? {} : { state: of }) };
  const clock = appealClockOf(inst, row, appealed);
  const moves: ClockMoves = { ...movesOf(row), appealed };
  const law = clock && cite(clock);
  const mail = await mailTo(inst, row, (page) => ({
    template: "appeal-received",
    request: row.id,
    due: clock?.dueAt,
    law,
    page,
  }));
  await inst.storage.transaction(async (tx) => {
    await changeRequest(tx, row, { state, clock: moves, because: "the person appeals against the denial", closed_at: null });
    await insertAppeal(tx, { request_id: row.id, at, came_by: cameBy });
    await inst.ledger.append(tx, {
      kind: "request.appealed",
      body: {
        request: row.id,
        right: row.right,
        by: cameBy,
        ...(clock === undefined ? {} : { due: clock.dueAt, article: clock.article }),
        ...by,
      },
    });
    await message.add(tx);
    await mail?.add(tx);
  });
  await inst.ledger.sequence();
}
