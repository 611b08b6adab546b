// Decisions: an answer in words. Each is put into words once, but for a yes that ends.
import type { Decision } from "../decision.ts";
import type { Question } from "../question.ts";
import { answer, type Moving, makeTurn, type Outcome, type Turn } from "./answer.ts";
import type { Asked } from "./asked.ts";
import type { MemoryGround } from "./memory.ts";
import type { Plan } from "./plan.ts";
import { numberOf, tellOften } from "./told.ts";
import { denialOf, unknownNameIn } from "./word-decision.ts";

/** Answers questions. */
export interface Decider {
  readonly decide: (question: Question) => Decision;
  readonly allows: (question: Question) => boolean;
}

/**
 * A decider. Total: a question that throws when it is looked at (a getter, a proxy) cannot be read, and is denied. One that asks
 * another while it is read does not get that one's answer: the other has a turn of its own.
 */
export function deciderOf(ground: MemoryGround, moving: Moving): Decider {
  const usual = makeTurn(ground, moving);
  const turnOf = (): Turn => {
    if (usual.busy) return makeTurn(ground, moving);
    usual.busy = true;
    return usual;
  };
  return {
    decide: (question) => {
      const turn = turnOf();
      try {
        return wordOf(turn, answer(turn, question), question);
      } catch {
        return unknownNameIn(ground.tables, question);
      } finally {
        turn.busy = false;
      }
    },
    allows: (question) => {
      const turn = turnOf();
      try {
        const outcome = answer(turn, question);
        return outcome === "yes" || outcome === "goes on";
      } catch {
        return false;
      } finally {
        turn.busy = false;
      }
    },
  };
}

function wordOf({ row, asked, ground }: Turn, outcome: Outcome, question: Question): Decision {
  if (outcome === "no clock") return NO_CLOCK;
  if (outcome === "unreadable") return unknownNameIn(ground.tables, question);
  const { plan } = asked;
  if (outcome === "no") return wordedNo(plan, row, asked);
  if (outcome === "end") return wordedEnd(plan);
  const yes = outcome === "yes" ? plan.yes : plan.goesOn;
  if (yes === undefined) return unknownNameIn(ground.tables, question);
  const until = plan.ends === undefined ? Number.POSITIVE_INFINITY : plan.ends.of(asked, outcome === "goes on");
  return until === Number.POSITIVE_INFINITY ? yes : endingYes(yes, until);
}

/** Where it cannot be told what time it is, nothing is fresh. */
const NO_CLOCK = denialOf("fresh", { names: [], doubt: "stale" }, []);

/** What a row says no with, each put into words once. */
function wordedNo(plan: Plan, index: number, { a, b }: Asked): Decision {
  const { places } = plan.steps;
  const list = plan.toldOften;
  const number = numberOf(index, a, b);
  const place = number < 0 ? 0 : (places.of[number] ?? 0);
  const before = number < 0 ? plan.told.get(index, a, b) : place < list.length ? list[place] : undefined;
  if (before !== undefined) return before;
  const row = plan.rows[index];
  if (row === undefined) return NO_CLOCK;
  const made = denialOf(row.rule, row.no(a, b), row.stoppable === true ? plan.otherwise : []);
  if (number < 0) plan.told.set(index, a, b, made);
  else tellOften({ places, list }, number, made);
  return made;
}

function wordedEnd(plan: Plan): Decision {
  if (plan.ended !== undefined) return plan.ended;
  if (plan.end === undefined) return NO_CLOCK;
  plan.ended = denialOf(plan.end.rule, plan.end.no, []);
  return plan.ended;
}

const endingYes = ({ rule, because, source, obligations }: Decision, until: number): Decision => ({
  allowed: true,
  rule,
  because,
  source,
  doubt: undefined,
  until,
  obligations,
});
