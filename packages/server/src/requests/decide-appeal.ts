import type { Program } from "@troth/core/program";
import { after, isRight, type RequestState } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { accountsWith, settleAppeal } from "./appeal-store.ts";
import { sealWords } from "./appeals.ts";
import { movesOf } from "./clock-of.ts";
import { denialOf } from "./denial-ground.ts";
import { RequestError } from "./errors.ts";
import { forgetPerson, forgetWhenDone } from "./forget-person.ts";
import { mailTo } from "./mail-person.ts";
import { unknownRequest } from "./plan-request.ts";
import { changeRequest, findRequest, type RequestRow } from "./store.ts";
import { toldByLaw } from "./told-by-law.ts";
import { viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

/** What somebody decides about an appeal. */
export interface AppealDecision {
  readonly request: string;
  readonly outcome: "granted" | "refused";
  /** What explains it to the person. */
  readonly because: string;
  readonly account?: string;
}

const no = (reason: string, says: string, advice?: string): Answer<never> => ({
  kind: "refused",
  reason,
  says,
  ...(advice === undefined ? {} : { advice }),
});

/** Decides an appeal: granted, the request is received anew, on its old day; refused, it stays denied. The person is told why. */
export async function decideAppeal(inst: Installation, input: AppealDecision): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const state = after(row.state as RequestState, input.outcome === "granted" ? "grant" : "uphold");
  if (state === undefined) return no("state", `request ${row.id} is ${row.state}: there is no appeal to decide`);
  const because = input.because.trim();
  if (because === "") return no("because", "the person must be told why", 'say why: `--because "..."`');
  const second = await whyAnother(inst, row, input.account);
  if (second !== undefined) return second;
  if (input.outcome === "granted" && !(await inst.keys.has({ person: row.person_id })))
    return no("forgotten", "the person was erased meanwhile: there is nothing left to do for it", "refuse it, and say so");
  await record(inst, row, { ...input, because, state });
  await inst.ledger.sequence();
  if (input.outcome === "refused") await forgetPerson(inst, row.person_id);
  return { kind: "done", value: await viewRequest(inst, row.id) };
}

/**
 * Whoever denied it does not decide the appeal where somebody else may. At the command line nobody knows who it is: where
 * there are two accounts, it is decided from the staff's pages.
 */
async function whyAnother(inst: Installation, row: RequestRow, account: string | undefined): Promise<Answer<never> | undefined> {
  const may = await accountsWith(inst.storage.db, rolesThatDecide(inst.program, row.right));
  if (may.length < 2) return undefined;
  if (account === undefined)
    return no(
      "account",
      "two accounts or more may decide it, and the command line does not know whose it is",
      "decide it on its page",
    );
  return denialOf(row)?.account === account
    ? no("same", "you denied this request: somebody else decides the appeal against it")
    : undefined;
}

/** Whether an account may decide the appeal against a denial, by who denied it. */
export const mayDecideAppeal = async (inst: Installation, row: RequestRow, account: string): Promise<boolean> =>
  (await whyAnother(inst, row, account)) === undefined;

const rolesThatDecide = ({ staff, approval }: Program, right: string): readonly string[] =>
  Object.entries(staff).flatMap(([role, rule]) => {
    const signs =
      (right === "access" || right === "erasure") && (rule.approves.includes(right) || approval[right].includes(role));
    return rule.is === "officer" || signs ? [role] : [];
  });

async function record(
  inst: Installation,
  row: RequestRow,
  { outcome, because, account, state }: AppealDecision & { readonly state: RequestState },
): Promise<void> {
  const at = new Date(inst.surroundings.now()).toISOString();
  const words = await sealWords(inst, row.id, because);
  const commitment = await inst.keys.commitment({ request: row.id }, because);
  const { appealed: _, ...moves } = movesOf(row);
  const told = toldByLaw(inst, row, "appeal", { state: denialOf(row)?.state });
  const mail = await mailTo(inst, row, (page) => ({ template: `appeal-${outcome}`, request: row.id, because, page, ...told }));
  await inst.storage.transaction(async (tx) => {
    await changeRequest(
      tx,
      row,
      outcome === "granted"
        ? { state, clock: moves, because: null, denial: null, file: null }
        : { state, clock: moves, because: "denied; the words are in the request's file", closed_at: at },
    );
    if (!(await settleAppeal(tx, { request_id: row.id, decided_at: at, outcome, account_id: account ?? null, words })))
      throw new RequestError(
        "requests.raced",
        `the appeal of ${row.id} was decided by somebody else meanwhile`,
        "look at it again",
      );
    await inst.ledger.append(tx, {
      kind: "request.appeal-decided",
      body: { request: row.id, right: row.right, outcome, words: commitment, ...(account === undefined ? {} : { account }) },
    });
    await mail?.add(tx);
    if (outcome === "granted" && isRight(row.right)) await inst.jobs.enqueue(tx, { kind: "request.advance", request: row.id });
    if (outcome === "refused") await forgetWhenDone(inst, tx, { request: row.id, person: row.person_id });
  });
}
