import { type Call, type Route, refuse } from "../http/index.ts";
import { isSettledBy } from "../requests/index.ts";
import {
  carryOutWithdrawals,
  countOpenWithdrawals,
  openWithdrawals,
  openWithdrawnText,
  settleWithdrawal,
} from "../withdrawals/index.ts";
import { needOf } from "./need-to-know.ts";
import { staffOfCall } from "./staff-of-call.ts";
import { WithdrawalPage, WithdrawalsPage } from "./withdrawals-page.tsx";

const PATH = "/staff/withdrawals";

/** Of more a store is away, or in shadow: what they wait for is the same. */
const ON_A_PAGE = 100;

/** Texts whose approval was taken back and that are not off yet: seen by all of staff, opened and settled by an officer. */
export const withdrawalsRoutes = (): Route[] => [
  {
    method: "get",
    path: PATH,
    who: "staff",
    kind: "page",
    says: "Texts whose approval was taken back, and whose rows are not changed yet",
    handle: list,
  },
  {
    method: "post",
    path: PATH,
    who: "officer",
    kind: "page",
    says: "Tries each of them again, now",
    handle: async (call) => {
      await carryOutWithdrawals(call.inst, { all: true });
      return call.c.redirect(PATH, 303);
    },
  },
  {
    method: "get",
    path: `${PATH}/:text`,
    who: "officer",
    kind: "page",
    says: "One such text, for whoever takes it off by hand",
    handle: (call) => one(call),
  },
  {
    method: "post",
    path: `${PATH}/:text`,
    who: "officer",
    kind: "page",
    says: "Says that a text is off, and by what that is known",
    handle: settle,
  },
];

async function list(call: Call): Promise<Response> {
  const { c, inst } = call;
  const officer = needOf(inst.program, staffOfCall(call).role).manages;
  const withdrawals = await openWithdrawals(inst, { limit: ON_A_PAGE });
  const data = { withdrawals, count: await countOpenWithdrawals(inst.storage.db), officer, zone: inst.program.zone };
  return c.html(<WithdrawalsPage call={call} data={data} />);
}

function textOf({ c }: Call): string {
  const id = c.req.param("text") ?? "";
  return /^C-[0-9a-f-]{36}$/.test(id) ? id : refuse("not-found");
}

/** Whoever opens a text is on the ledger before it is opened. */
async function one(call: Call, wrong: { readonly error?: string } = {}): Promise<Response> {
  const { c, inst } = call;
  const view = (await openWithdrawals(inst, { content: textOf(call) }))[0];
  if (view === undefined) return refuse("not-found");
  const { account, role } = staffOfCall(call);
  if (!needOf(inst.program, role).opensPerson) refuse("forbidden", "your role has no task that needs this text");
  await inst.storage.transaction((tx) =>
    inst.ledger.append(tx, { kind: "withdrawal.looked-at", body: { content: view.id, account } }),
  );
  await inst.ledger.sequence();
  const text = await openWithdrawnText(inst, view.id);
  if (text === undefined) return refuse("not-found");
  const data = { view, text, zone: inst.program.zone };
  return c.html(<WithdrawalPage call={call} data={data} error={wrong.error} />, wrong.error === undefined ? 200 : 422);
}

async function settle(call: Call): Promise<Response> {
  const { c, inst, form } = call;
  const { knownBy = "" } = form;
  if (!isSettledBy(knownBy)) return one(call, { error: "Say how you know that it is off." });
  const { account, role } = staffOfCall(call);
  await settleWithdrawal(inst, { id: textOf(call), by: knownBy, as: role, account });
  // Off already, by the store or by somebody else: the list says so.
  return c.redirect(PATH, 303);
}
