// Who may ask, and what may be asked of them: right by law by requester by data at stake.
import {
  type Demand,
  isInForce,
  type LawData,
  type MeasureWord,
  type RequesterRule,
  type VerificationRule,
} from "../../laws/index.ts";
import type { Asked } from "./asked.ts";

/** What must, may or must not be asked, with the rule that says so. */
export interface JudgedDemand {
  readonly measure: MeasureWord;
  readonly demand: Demand;
  readonly law: string;
  readonly article: string;
  readonly verified: boolean;
}

/** Of two rules that meet, the stronger word holds: a prohibition first, then a duty. */
const STRENGTH: readonly Demand[] = ["may", "must", "must-not"];

/** Of several demands of the same measure the strongest. */
export function strongest(demands: readonly JudgedDemand[]): readonly JudgedDemand[] {
  const by = new Map<MeasureWord, JudgedDemand>();
  for (const one of demands) {
    const other = by.get(one.measure);
    if (other === undefined || STRENGTH.indexOf(one.demand) > STRENGTH.indexOf(other.demand)) by.set(one.measure, one);
  }
  return [...by.values()];
}

/** What a law lets a company ask of whoever asks. What it does not name is not asked. */
export function judgeDemands(law: LawData, asked: Asked, day: string): readonly JudgedDemand[] {
  const rules = law.verification.filter((rule) => isInForce(rule, day) && isAbout(rule, asked));
  return strongest(
    rules.flatMap((rule) =>
      (Object.entries(rule.measures) as [MeasureWord, Demand][]).map(([measure, demand]) => ({
        measure,
        demand,
        law: law.id,
        article: rule.article,
        verified: rule.verified,
      })),
    ),
  );
}

function isAbout(rule: VerificationRule, asked: Asked): boolean {
  const { requester = "person", account = false, stake = "ordinary", doubt = false } = asked;
  return (
    rule.rights.includes(asked.right) &&
    rule.requesters.includes(requester) &&
    (rule.account === undefined || rule.account === account) &&
    (rule.stake === undefined || rule.stake.includes(stake)) &&
    (!rule.onDoubt || doubt)
  );
}

/** Whether a law lets somebody ask: it says so, says no, or says nothing of it. Everybody may ask for themselves. */
export function judgeRequester(law: LawData, asked: Asked, day: string): RequesterRule | "themselves" | "unregulated" {
  const { requester = "person", right } = asked;
  if (requester === "person") return "themselves";
  const rules = law.requesters.filter(
    (rule) => rule.requester === requester && rule.rights.includes(right) && isInForce(rule, day),
  );
  return rules.find(({ may, verified }) => !may && verified) ?? rules[0] ?? "unregulated";
}
