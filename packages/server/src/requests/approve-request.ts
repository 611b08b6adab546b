import type { Program } from "@troth/core/program";
import type { Installation } from "../installation/index.ts";
import { askerOf } from "./asker.ts";
import { lackingAdvice, lackingSays, refusedSays } from "./asker-words.ts";
import { feeOf, isFeeOpen } from "./fee.ts";
import type { MadePlan } from "./make-view.ts";
import { unknownRequest } from "./plan-request.ts";
import { recordApproval } from "./record-approval.ts";
import { countSigners, isSameSigner, type Signature, signaturesOf } from "./signatures.ts";
import { codeThatWaits, findRequest, type RequestRow } from "./store.ts";
import { viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

/** Fewer digits of a hash could be guessed or mistaken. */
const LEAST_HASH_DIGITS = 12;

/** A signature to be put under a plan. */
export interface ApprovalInput {
  readonly request: string;
  /** The plan's hash, or its head. */
  readonly plan: string;
  /** The role that signs. */
  readonly as: string;
  /** The account of staff that signs; absent at the command line, where a role is all that is known. */
  readonly account?: string;
}

/** Signs a plan: this hash, with these counts. When all who must have signed, the request is approved and queued. */
export async function approveRequest(inst: Installation, input: ApprovalInput): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const refused = refusal(inst.program, row, input) ?? refusedAsker(inst, row) ?? (await waiting(inst, row));
  if (refused) return refused;
  const made = row.plan as unknown as MadePlan;
  const at = new Date(inst.surroundings.now()).toISOString();
  const by = input.account === undefined ? {} : { account: input.account };
  const signatures: Signature[] = [...signaturesOf(row), { role: input.as, at, ...by }];
  const complete = missingSigners(inst.program, made, signatures).length === 0;
  await recordApproval(inst, { row, made, signatures, role: input.as, ...by, complete });
  return { kind: "done", value: await viewRequest(inst, row.id) };
}

/** Who still has to sign: the roles that the program names, and one more where the blast radius asks for it. */
export function missingSigners(program: Program, made: MadePlan, signatures: readonly Signature[]): string[] {
  const signed = new Set(signatures.map((one) => one.role));
  const named = program.approval[made.plan.right].filter((role) => role !== "none" && !signed.has(role));
  const signers = countSigners(signatures);
  const second = made.view.needsSecondApprover && signers < 2 && named.length + signers < 2;
  return second ? [...named, "a second approver"] : named;
}

function refusal(program: Program, row: RequestRow, input: ApprovalInput): Answer<never> | undefined {
  const no = (reason: string, says: string, advice?: string): Answer<never> => ({
    kind: "refused",
    reason,
    says,
    ...(advice ? { advice } : {}),
  });
  const made = row.plan as unknown as MadePlan | null;
  const given = input.plan.replaceAll(/\s/g, "").toLowerCase();
  if (row.state !== "planned" || !made || row.plan_hash === null) {
    return no("state", `request ${row.id} is ${row.state}: only a planned request can be approved`);
  }
  if (!mayApprove(program, input.as, made.plan.right)) {
    const roles = Object.keys(program.staff).filter((role) => mayApprove(program, role, made.plan.right));
    return no("role", `\`${input.as}\` may not approve ${row.right}`, `one of: ${roles.join(", ")}`);
  }
  if (given.length < LEAST_HASH_DIGITS || !/^[0-9a-f]+$/.test(given)) {
    return no(
      "hash",
      `a plan's hash has at least ${LEAST_HASH_DIGITS} hexadecimal digits`,
      `\`troth status ${row.id}\` shows it`,
    );
  }
  if (!row.plan_hash.startsWith(given))
    return no("stale", "this is not the plan that stands", `\`troth status ${row.id}\` shows the one that does`);
  if (made.plan.program !== program.hash)
    return no("stale", "the program has changed since this was planned", `\`troth resume ${row.id}\` plans it again`);
  if (isFeeOpen(feeOf(row)))
    return no(
      "fee",
      "the person has not accepted what it costs",
      `wait for that, or do it for nothing: \`troth fee waive ${row.id}\``,
    );
  const blocking = made.view.findings.filter((finding) => finding.blocks);
  if (blocking.length > 0)
    return no("findings", `the plan cannot be approved: ${blocking.map((one) => one.says).join("; ")}`, blocking[0]?.advice);
  return refusedSigner(row, input);
}

/** Until whoever asks has shown what must be shown, and that they may ask, nothing is signed. */
function refusedAsker(inst: Installation, row: RequestRow): Answer<never> | undefined {
  const judged = askerOf(inst, row)?.judged;
  if (judged === undefined) return undefined;
  const no = (says: string, advice: string): Answer<never> => ({ kind: "refused", reason: "asker", says, advice });
  if (judged.refused)
    return no(
      judged.refusedBy.map(refusedSays).join("; "),
      `deny it with this article: \`troth deny ${row.id} --because "..."\``,
    );
  const [first] = judged.lacking;
  return first && no(judged.lacking.map(lackingSays).join("; "), lackingAdvice(row.id, first));
}

// What was left out of a plan by a code that came a day later would be left out for good.
const waiting = async (inst: Installation, row: RequestRow): Promise<Answer<never> | undefined> =>
  (await codeThatWaits(inst.storage.db, row.id)) === undefined
    ? undefined
    : {
        kind: "refused",
        reason: "code",
        says: `request ${row.id} waits for the code that was sent to one more address`,
        advice: "wait for it, decide on record that it needs none, or take the address back",
      };

// Two signatures are two people: the same account does not count twice, whatever its role is called meanwhile.
function refusedSigner(row: RequestRow, input: ApprovalInput): Answer<never> | undefined {
  const by = { role: input.as, ...(input.account === undefined ? {} : { account: input.account }) };
  const before = signaturesOf(row).find((one) => isSameSigner(one, by));
  if (!before) return undefined;
  const says =
    before.account !== undefined && before.account === input.account
      ? "this account has signed already; another must sign too"
      : `\`${input.as}\` has signed already; another role must sign too`;
  return { kind: "refused", reason: "signed", says };
}

/** Whether a role may sign plans of a right. */
export const mayApprove = (program: Program, role: string, right: "access" | "erasure"): boolean => {
  const staff = program.staff[role];
  return (
    staff !== undefined && (program.approval[right].includes(role) || staff.approves.includes(right) || staff.is === "officer")
  );
};
