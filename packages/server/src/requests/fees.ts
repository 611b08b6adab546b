// What a request costs the person: asked for on a ground of the law, before any work, and owed by nobody who did not accept it.
import { articlesOf, type DenialChoice } from "@troth/core/jurisdictions";
import { isEnded, isRight, type RequestState } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { clockOf, movesOf } from "./clock-of.ts";
import { denialsFor } from "./denial-choices.ts";
import { type Fee, feeOf, isFeeOpen } from "./fee.ts";
import { mailTo } from "./mail-person.ts";
import { newMessage } from "./messages.ts";
import { unknownRequest } from "./plan-request.ts";
import { changeRequest, findRequest, type RequestRow } from "./store.ts";
import { toldByLaw } from "./told-by-law.ts";
import { hasBegun, viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

const no = (reason: string, says: string, advice?: string): Answer<never> => ({
  kind: "refused",
  reason,
  says,
  ...(advice === undefined ? {} : { advice }),
});

const AMOUNT = /^([A-Z]{3}) (\d{1,7}(?:\.\d{2})?)$/;

/** Tells the person what it would cost, and why: on a ground by which every law that gives the right lets the company charge. */
export async function askFee(
  inst: Installation,
  input: {
    readonly request: string;
    readonly ground: string;
    readonly amount: string;
    readonly because: string;
    readonly account?: string;
  },
): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const refused = await whyNoFee(inst, row);
  if (refused !== undefined) return refused;
  const because = input.because.trim();
  if (because === "") return no("because", "the person must be told why it costs something");
  const amount = input.amount.trim();
  const [, currency = "", figure = ""] = AMOUNT.exec(amount) ?? [];
  if (Number(figure) <= 0) return no("amount", "that is no amount", "write it as in `CHF 120` or `EUR 12.50`");
  const { choices } = await denialsFor(inst, row);
  const choice = choices.find(({ id }) => id === input.ground.trim());
  if (!choice?.charges) {
    const ids = choices.filter(({ charges }) => charges).map(({ id }) => id);
    const advice = ids.length === 0 ? "it is free" : `one of: ${ids.join(", ")}`;
    return no("ground", "no law of the request lets you ask for money on this ground", advice);
  }
  const { most } = choice;
  if (most !== undefined && (currency !== most.currency || Number(figure) > most.amount))
    return no("amount", `the law lets you ask at most ${most.currency} ${most.amount}`);
  await recordFee(inst, row, { choice, amount, because, account: input.account });
  return { kind: "done", value: await viewRequest(inst, row.id) };
}

async function whyNoFee(inst: Installation, row: RequestRow): Promise<Answer<never> | undefined> {
  const state = row.state as RequestState;
  if (!isRight(row.right) || isEnded(state) || state === "appealed")
    return no("state", `request ${row.id} is ${row.state}: it costs nothing`);
  if (feeOf(row) !== undefined) return no("again", "a fee was asked for already");
  if (state !== "received" && state !== "planned") return no("state", "work has begun: what it costs is told before");
  return (await hasBegun(inst, row)) ? no("state", "work has begun: what it costs is told before") : undefined;
}

async function recordFee(
  inst: Installation,
  row: RequestRow,
  at: { readonly choice: DenialChoice; readonly amount: string; readonly because: string; readonly account: string | undefined },
): Promise<void> {
  const { choice, amount, because } = at;
  const account = at.account === undefined ? {} : { account: at.account };
  const askedAt = new Date(inst.surroundings.now()).toISOString();
  const of = choice.state === undefined ? {} : { state: choice.state };
  const rules = articlesOf(choice, "charge").map(({ law, article, verified }) => ({ law, article, verified }));
  const fee: Fee = { amount, ground: choice.ground, ...of, rules, askedAt };
  const { awaited = [], ...moves } = movesOf(row);
  const clock = { ...moves, awaited: [...awaited, { what: "fee" as const, askedAt }] };
  const until = clockOf(inst, { ...row, clock: clock as never })?.withdrawnAt;
  const words = await inst.keys.commitment({ request: row.id }, because);
  const message = await newMessage(inst, { request: row.id, sender: "staff", ...account, text: because });
  const told = toldByLaw(inst, row, "cost", { ...of, by: rules });
  const mail = await mailTo(inst, row, (page) => ({ template: "fee", request: row.id, because, amount, until, page, ...told }));
  await inst.storage.transaction(async (tx) => {
    await changeRequest(tx, row, { fee, clock });
    await inst.ledger.append(tx, {
      kind: "request.fee-asked",
      body: {
        request: row.id,
        right: row.right,
        amount,
        ground: choice.ground,
        rules: rules.map(({ law, article }) => ({ law, article })),
        words,
        ...account,
      },
    });
    await message.add(tx);
    await mail?.add(tx);
  });
  await inst.ledger.sequence();
}

/** The person accepts what it costs, or the company does it for nothing after all: then the work can begin. */
export async function settleFee(
  inst: Installation,
  input: { readonly request: string; readonly how: "accepted" | "waived"; readonly account?: string },
): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const fee = feeOf(row);
  if (fee === undefined || !isFeeOpen(fee) || isEnded(row.state as RequestState))
    return no("state", `request ${row.id} has no fee that is open`);
  const at = new Date(inst.surroundings.now()).toISOString();
  const { awaited = [], ...moves } = movesOf(row);
  const clock = { ...moves, awaited: awaited.map((one) => (one.what === "fee" ? { ...one, givenAt: at } : one)) };
  const settled: Fee = { ...fee, ...(input.how === "accepted" ? { acceptedAt: at } : { waivedAt: at }) };
  await inst.storage.transaction(async (tx) => {
    await changeRequest(tx, row, { fee: settled, clock });
    await inst.ledger.append(tx, {
      kind: `request.fee-${input.how}`,
      body: { request: row.id, amount: fee.amount, ...(input.account === undefined ? {} : { account: input.account }) },
    });
  });
  await inst.ledger.sequence();
  return { kind: "done", value: await viewRequest(inst, row.id) };
}
