import { type Awaited, judgeTogether, lawOf } from "@troth/core/jurisdictions";
import type { MeasureWord } from "@troth/core/laws";
import { isEnded, isRight, type RequestState } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { askerOf } from "./asker.ts";
import { type ClockMoves, lawsOf, movesOf } from "./clock-of.ts";
import { mailTo } from "./mail-person.ts";
import { newMessage } from "./messages.ts";
import { unknownRequest } from "./plan-request.ts";
import { whyNotAsked } from "./record-shown.ts";
import { changeRequest, findRequest, type RequestRow } from "./store.ts";
import { viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

/** What staff may ask the person for, to go on; money is asked for by `askFee`, on a ground of the law. */
export type AskedFor = Exclude<Awaited["what"], "fee">;

/**
 * Asks the person for something, and writes down since when it is awaited: whether a clock stands still meanwhile is for each
 * law to say. Who they are is asked only where a law of the program allows it.
 *
 * @source GDPR Art. 12(6)
 * @source UK GDPR Art. 12A(2), (5)
 */
export async function askPerson(
  inst: Installation,
  input: {
    readonly request: string;
    readonly what: AskedFor;
    /** Of who they are: what they are to show. Absent: whatever a law lets be asked. */
    readonly measure?: MeasureWord;
    readonly text: string;
    readonly account?: string;
  },
): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const refused = whyNot(inst, row, input);
  if (refused !== undefined) return refused;
  const account = input.account === undefined ? {} : { account: input.account };
  const message = await newMessage(inst, { request: row.id, sender: "staff", ...account, text: input.text });
  const mail = await mailTo(inst, row, (page) => ({ template: "message", request: row.id, page }));
  const measure = input.what === "identity" && input.measure !== undefined ? { measure: input.measure } : {};
  const askedAt = new Date(inst.surroundings.now()).toISOString();
  const { awaited = [], ...moves } = movesOf(row);
  const clock: ClockMoves = { ...moves, awaited: [...awaited, { what: input.what, askedAt }] };
  await inst.storage.transaction(async (tx) => {
    await changeRequest(tx, row, { clock });
    await inst.ledger.append(tx, { kind: "request.asked", body: { request: row.id, what: input.what, ...measure, ...account } });
    await message.add(tx);
    await mail?.add(tx);
  });
  await inst.ledger.sequence();
  return { kind: "done", value: await viewRequest(inst, row.id) };
}

function whyNot(
  inst: Installation,
  row: RequestRow,
  { what, measure }: { readonly what: AskedFor; readonly measure?: MeasureWord },
): Answer<never> | undefined {
  const no = (reason: string, says: string): Answer<never> => ({ kind: "refused", reason, says });
  if (!isRight(row.right) || isEnded(row.state as RequestState))
    return no("state", `request ${row.id} is ${row.state}: nothing is asked for it`);
  if (movesOf(row).awaited?.some((one) => one.what === what && one.givenAt === undefined))
    return no("asked", "they were asked for it already, and have not answered");
  if (what !== "identity") return undefined;
  if (measure !== undefined) {
    const asker = askerOf(inst, row);
    return asker === undefined ? no("batch", `request ${row.id} is a batch: nobody asks for it`) : whyNotAsked(asker, measure);
  }
  return mayAskWho(inst, row)
    ? undefined
    : no("law", `no law of the program lets a company ask who it is that asks for ${row.right}`);
}

/** Of what can be asked, what tells who somebody is: a form to be kept, or a permission, does not. */
const BY_WHICH_ONE_IS_KNOWN: readonly MeasureWord[] = [
  "sign-in",
  "two-points",
  "three-points",
  "declaration",
  "more-information",
  "identity-document",
];

/** Whether a law lets the company ask for anything by which it knows the person. */
export function mayAskWho(inst: Installation, row: RequestRow): boolean {
  const { right, received_at } = row;
  const laws = lawsOf(inst, row).map(lawOf);
  // Staff ask because they doubt; what they may ask for then is the law's to say.
  const { demands } = judgeTogether(laws, {
    right: right as "access" | "erasure",
    receivedAt: received_at,
    zone: inst.program.zone,
    doubt: true,
  });
  return (
    laws.length === 0 || demands.some(({ demand, measure }) => demand !== "must-not" && BY_WHICH_ONE_IS_KNOWN.includes(measure))
  );
}
