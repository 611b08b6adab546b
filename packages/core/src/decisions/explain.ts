// A decision as the walk that led to it, for people who want to see why.
import type { Law, Program } from "../program/index.ts";
import type { Decision, DecisionSource, Doubt } from "./decision.ts";
import { identifiesNobody } from "./forms.ts";
import { decideNaively } from "./naive.ts";
import { readCase } from "./naive-case.ts";
import { RULES } from "./naive-rules.ts";
import { type DenialRule, PRECEDENCE, sentenceOf } from "./precedence.ts";
import type { Known, Question } from "./question.ts";

/** What a row of the table came to. `waived`: it says no, and the program lets the purpose go on about nobody. */
export interface ExplainedRow {
  readonly rule: DenialRule;
  readonly asks: string;
  readonly came: "passed" | "denied" | "waived" | "not asked";
  readonly because: string | undefined;
  readonly source: Partial<DecisionSource> | undefined;
  readonly doubt: Doubt | undefined;
}

/** A decision and every row that was asked, in their order. */
export interface Explanation {
  readonly decision: Decision;
  /** What the rows went by; absent where a name of the question is not known. */
  readonly went: { readonly laws: readonly Law[]; readonly as: readonly string[]; readonly data: readonly string[] } | undefined;
  readonly rows: readonly ExplainedRow[];
}

/** Walks the table as `decideNaively` does, and keeps what it saw. */
export function explainDecision(program: Program, question: Question, known: Known): Explanation {
  const decision = decideNaively(program, question, known);
  const read = readCase(program, question, known);
  if ("unknown" in read) return { decision, went: undefined, rows: PRECEDENCE.map(({ id, asks }) => unread(id, asks, decision)) };
  let over = false;
  const rows = PRECEDENCE.map(({ id, asks }): ExplainedRow => {
    const none = { rule: id, asks, because: undefined, source: undefined, doubt: undefined };
    if (over) return { ...none, came: "not asked" };
    const denial = id === "known-names" ? undefined : RULES[id](read);
    if (denial === undefined) return { ...none, came: "passed" };
    const waived = denial.stoppable === true && read.purpose.otherwise === "anonymous" && identifiesNobody(read.form);
    over = !waived;
    const { names, source, doubt } = denial;
    return { rule: id, asks, came: waived ? "waived" : "denied", because: sentenceOf(id, names), source, doubt };
  });
  const as = read.people.chosen.length > 0 ? read.people.chosen : read.people.possible;
  return { decision, went: { laws: read.laws, as, data: read.data.map(({ id }) => id) }, rows };
}

const unread = (rule: DenialRule, asks: string, decision: Decision): ExplainedRow => ({
  rule,
  asks,
  came: rule === "known-names" ? "denied" : "not asked",
  because: rule === "known-names" ? decision.because : undefined,
  source: undefined,
  doubt: rule === "known-names" ? decision.doubt : undefined,
});
