// A code for an address that is added to a standing request: whoever asked shows that it is theirs, before anything is done by it.
import type { Installation } from "../installation/index.ts";
import { clearDue } from "../jobs/index.ts";
import {
  type Answer,
  codeThatWaits,
  findRequest,
  mayAskWho,
  mayName,
  nameFurther,
  planRequest,
  type RequestRow,
  type RequestView,
  type ShownBy,
  unknownRequest,
  viewRequest,
} from "../requests/index.ts";
import { readCode } from "./code.ts";
import { forgetAsk } from "./lapse-asks.ts";
import { prepareCode } from "./prepare-code.ts";
import { oncePerClick } from "./same-click.ts";
import { type AskFile, openAsk, sealAsk } from "./sealed-ask.ts";
import { sendCodeAgain } from "./send-code-again.ts";
import { type AskRow, findAsk, insertAsk, markLapsed, markShown } from "./store.ts";
import { type CodeRefused, CodeUsed, dead, tryCode, unknownCode } from "./try-code.ts";

/** Who of staff acts. */
interface ByStaff {
  readonly as: string;
  readonly account?: string;
}

/** The address has had its codes. */
class Limited extends Error {}

/**
 * Sends a code to an address that the person names later, to be entered on the request's page. Until then, or until staff
 * decide otherwise on record, nothing is done by that address: the plan stands without it, and cannot be signed.
 */
export async function sendIdentifyCode(
  inst: Installation,
  input: ByStaff & { readonly request: string; readonly email: string },
): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const refused = await whyNot(inst, row, input.email);
  if (refused) return refused;
  const { surroundings, keys } = inst;
  const ask = `A-${surroundings.id()}`;
  const now = surroundings.now();
  const asker = keys.identifierHash("email", input.email);
  await keys.ensure({ request: ask });
  const by: ByStaff = { as: input.as, ...(input.account === undefined ? {} : { account: input.account }) };
  const sealed = await sealAsk(inst, ask, { email: input.email, by });
  const language = row.language === "id" ? "id" : "en";
  const code = await prepareCode(inst, {
    ask,
    kind: "identify",
    email: input.email,
    asker,
    network: networkOf(inst, row.id),
    language,
    askedBy: "staff",
  });
  try {
    await planRequest(inst, row.id, "one more address waits for its code", {
      within: async (tx) => {
        await clearDue(tx, row.id, now, ["cooling.end"]);
        if (!(await code.send(tx))) throw new Limited();
        await insertAsk(tx, {
          ...{ id: ask, kind: "identify", state: "waiting", language, sealed, asker },
          ...{ code_hash: code.hash, code_expires_at: code.expires, request_id: row.id },
          received_at: new Date(now).toISOString(),
        });
        await inst.ledger.append(tx, {
          kind: "request.code-sent",
          body: { request: row.id, identifier: "email", ...onRecord(by) },
        });
      },
    });
  } catch (error) {
    await keys.forget({ request: ask });
    if (error instanceof Limited) return limited;
    throw error;
  }
  return { kind: "done", value: await viewRequest(inst, row.id) };
}

async function whyNot(inst: Installation, row: RequestRow, email: string): Promise<Answer<never> | undefined> {
  const may = await mayName(inst, row, { kind: "email", value: email });
  if (may.kind === "refused") return may;
  const decide = "add it with what you have seen of it";
  if (!mayAskWho(inst, row))
    return no("law", `no law of the program lets a company ask who it is that asks for ${row.right}`, decide);
  if (row.asker === null || !(await inst.keys.has({ request: row.id })))
    return no("no-page", `whoever made request ${row.id} has no page on which to enter a code`, decide);
  if ((await codeThatWaits(inst.storage.db, row.id)) !== undefined)
    return no("waits", `request ${row.id} waits for a code already`, "settle it first: one address at a time");
  return undefined;
}

const no = (reason: string, says: string, advice: string): Answer<never> => ({ kind: "refused", reason, says, advice });
const limited = no("limited", "this address has had its codes", "have one sent in an hour");
const noCode = (request: string): Answer<never> => ({
  kind: "refused",
  reason: "no-code",
  says: `request ${request} waits for no code`,
});

/** Codes of one request count together, wherever they are asked for: staff's own network would be used up by others' requests. */
const networkOf = ({ keys }: Installation, request: string): string => keys.identifierHash("network", request);

const onRecord = ({ as, account }: ByStaff) => ({ role: as, ...(account === undefined ? {} : { account }) });

async function waitingAsk(inst: Installation, request: string): Promise<AskRow | undefined> {
  const waits = await codeThatWaits(inst.storage.db, request);
  return waits && findAsk(inst.storage.db, waits.id);
}

/** Sends a new code to the same address, which ends the one before. Where the address has had its codes, the last one lives on. */
export async function sendIdentifyCodeAgain(inst: Installation, request: string): Promise<Answer<undefined>> {
  const row = await waitingAsk(inst, request);
  if (!row) return noCode(request);
  const answer = await sendCodeAgain(inst, { ask: row.id, network: networkOf(inst, request) });
  return answer.kind === "done" ? { kind: "done", value: undefined } : answer.reason === "limited" ? limited : noCode(request);
}

/** What became of a code that was typed on the request's page. `not-now`: it was right, and the request cannot take the address. */
export type IdentifyAnswer =
  | { readonly kind: "done" }
  | CodeRefused
  | { readonly kind: "refused"; readonly reason: "not-now"; readonly says: string };

/**
 * Takes the code that whoever asked has typed. If it is right the address counts as theirs, and the request is planned by it too.
 * Twice at the same moment is once.
 */
export const enterIdentifyCode = (
  inst: Installation,
  at: { readonly request: string; readonly code: string },
): Promise<IdentifyAnswer> =>
  oncePerClick(inst, { form: at.request, code: readCode(at.code) ?? at.code }, () => enterOnce(inst, at));

async function enterOnce(inst: Installation, at: { readonly request: string; readonly code: string }): Promise<IdentifyAnswer> {
  const row = await waitingAsk(inst, at.request);
  if (!row) return unknownCode;
  const tried = await tryCode(inst, row, at.code);
  if (tried.kind === "refused") return tried;
  const { email, by } = await openAsk(inst, row);
  try {
    const answer = await nameFurther(inst, {
      ...{ request: at.request, identifier: { kind: "email", value: email }, shownBy: "code", ...byOf(by) },
      within: async (tx) => {
        if (!(await markShown(tx, { ask: row.id, hash: tried.value, request: at.request }))) throw new CodeUsed();
      },
    });
    if (answer.kind === "refused") return { kind: "refused", reason: "not-now", says: answer.says };
  } catch (error) {
    if (error instanceof CodeUsed) return dead;
    throw error;
  }
  await inst.surroundings.passing("ask.shown");
  await forgetAsk(inst, row.id);
  return { kind: "done" };
}

const byOf = (by: AskFile["by"]): ByStaff => by ?? { as: "staff" };

/**
 * Decides, on record, what a code was to show: that the address needs none, by what staff have seen of it, and the request is
 * planned by it; or that it is taken back, and nothing is done by it.
 */
export async function settleIdentifyCode(
  inst: Installation,
  input: ByStaff & { readonly request: string; readonly by: ShownBy | "taken-back" },
): Promise<Answer<RequestView>> {
  const row = await waitingAsk(inst, input.request);
  if (!row) return noCode(input.request);
  const { request, by, ...staff } = input;
  if (by === "taken-back") {
    const done = await inst.storage.transaction(async (tx) => {
      if (!(await markLapsed(tx, row.id))) return false;
      await inst.ledger.append(tx, { kind: "request.code-ended", body: { request, ...onRecord(staff) } });
      return true;
    });
    if (!done) return noCode(request);
    await inst.ledger.sequence();
  } else {
    const { email } = await openAsk(inst, row);
    const answer = await nameFurther(inst, { request, identifier: { kind: "email", value: email }, shownBy: by, ...staff });
    if (answer.kind === "refused") return answer;
  }
  await forgetAsk(inst, row.id);
  return { kind: "done", value: await viewRequest(inst, request) };
}
