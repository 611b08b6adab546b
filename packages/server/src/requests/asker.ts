// Who asks, what they have shown, and what the laws of their request say to it.
import { type JudgedAsking, judgeAsking, lawOf } from "@troth/core/jurisdictions";
import type { MeasureWord, RequesterWord, StakeWord } from "@troth/core/laws";
import { isRight } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { lawsOf } from "./clock-of.ts";
import type { MadePlan } from "./make-view.ts";
import type { RequestRow } from "./store.ts";

/** A measure that was shown: which, when, and who saw it. Never what was shown itself. */
export interface Shown {
  readonly measure: MeasureWord;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** The role that saw it; `code`: a code that was sent to the address by which the data is found. */
  readonly by: string;
  readonly account?: string;
  /** Of points that matched: their categories. */
  readonly points?: readonly string[];
}

/** What a request says of who asks, as it is stored. */
export interface Asking {
  readonly requester: RequesterWord;
  /** What staff have said of it, over what the plan found. */
  readonly account?: boolean;
  readonly stake?: StakeWord;
  readonly shown: readonly Shown[];
  /** When it was told, on a parent's word, that nothing more is collected. */
  readonly stopped?: string;
  /** When it was told that they want no marketing. */
  readonly marketingStopped?: string;
}

/** Of a request about which nothing is said: the person asks. */
export const askingOf = (row: Pick<RequestRow, "asking">): Asking => ({
  ...{ requester: "person", shown: [] },
  ...(row.asking as unknown as Partial<Asking> | null),
});

/** Who asks for a right, judged; as staff and pages see it. */
export interface AskerView extends Asking {
  /** What staff have said, or what the plan found; missing where neither knows. */
  readonly account?: boolean;
  readonly stake?: StakeWord;
  readonly judged: JudgedAsking;
}

type Asked = Pick<RequestRow, "right" | "received_at" | "laws" | "asking" | "verified" | "plan">;

/**
 * By what the code of the privacy center counts. It goes to the address by which the data is found: whoever has it can have
 * the password of an account there set anew, and it is what tells them apart from a stranger where there is none.
 */
const BY_CODE: readonly MeasureWord[] = ["sign-in", "more-information"];

/** Who asks, judged by the laws of the request; undefined for a question, and for a batch, for which nobody asks. */
export function askerOf(inst: Pick<Installation, "program">, row: Asked): AskerView | undefined {
  const made = row.plan as unknown as MadePlan | null;
  if (!isRight(row.right) || made?.view.people !== undefined) return undefined;
  const asking = askingOf(row);
  const { account = made?.atStake?.account, stake = made?.atStake?.stake } = asking;
  const byCode = row.verified && asking.requester === "person";
  const shown: readonly Shown[] = [
    ...(byCode ? BY_CODE.map((measure) => ({ measure, at: row.received_at, by: "code" })) : []),
    ...asking.shown,
  ];
  const judged = judgeAsking(
    lawsOf(inst, row).map(lawOf),
    { right: row.right, receivedAt: row.received_at, zone: inst.program.zone },
    { requester: asking.requester, account, stake, shown: shown.map(({ measure }) => measure) },
  );
  return {
    ...{ ...asking, shown, judged },
    ...(account === undefined ? {} : { account }),
    ...(stake === undefined ? {} : { stake }),
  };
}

/**
 * The same as whoever asks is told of it before they are proven: without what the plan found or staff have said, since whether
 * there is an account is told by what is asked.
 */
export const askerAsTold = (inst: Pick<Installation, "program">, row: Asked): AskerView | undefined => {
  const { requester, shown } = askingOf(row);
  const asking = { requester, shown } as unknown as Asked["asking"];
  return askerOf(inst, { ...row, plan: null, asking });
};

/** Whether whoever asked may be told what is personal. A batch is answered to nobody. */
export const isProven = (inst: Pick<Installation, "program">, row: Asked): boolean => askerOf(inst, row)?.judged.proven ?? true;
