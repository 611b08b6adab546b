// Which answers another program would give.
import type { Program } from "../program/index.ts";
import type { AskedRecord } from "./asked-questions.ts";
import { open } from "./compiled/engine.ts";
import type { Decision } from "./decision.ts";
import type { RuleId } from "./precedence.ts";
import type { Known, Question } from "./question.ts";

/** A question with what is known of its subject. */
export interface Asked {
  readonly question: Question;
  readonly known: Known;
  /** What the same facts come to under the other program; absent: the same. */
  readonly knownAfter?: Known | undefined;
  /** Of a record: the kind of question that this is one of. */
  readonly shape?: AskedRecord["shapes"][number] | undefined;
}

/** Answers that turn for the same reason: how many of those asked, and one of them as an example. */
export interface Flip {
  readonly purpose: string;
  readonly data: readonly string[];
  readonly recipient: string | undefined;
  readonly from: { readonly allowed: boolean; readonly rule: RuleId; readonly because: string };
  readonly to: { readonly allowed: boolean; readonly rule: RuleId; readonly because: string };
  readonly count: number;
  /** Of a record: how often the questions were asked that turn for somebody. */
  readonly times?: number;
}

/** What becomes of questions under another program. */
export interface WhatIf {
  readonly asked: number;
  /** From yes to no and from no to yes; the most first. */
  readonly flips: readonly Flip[];
  /** The answer stays and another rule gives it. */
  readonly otherReason: number;
  /** Of those asked, the ones with a name that neither program has: of what was meant, nothing was tried. */
  readonly unknown: number;
}

type Answering = (question: Question, known: Known) => Decision;

/** Answers by what is known of whoever each question is about, by the compiled engine: about each there may be tens of thousands. */
function answersBy(program: Program): Answering {
  let now = 0;
  let stale = false;
  const engine = open({ program, now: () => now, isStale: () => stale });
  let held: { readonly known: Known; readonly person: string | undefined; readonly browser: string | undefined } | undefined;
  const forget = ({ known, person, browser }: NonNullable<typeof held>): void => {
    if (person !== undefined && known.person !== undefined) engine.apply({ kind: "person", id: person, state: undefined });
    if (browser !== undefined && known.browser !== undefined) engine.apply({ kind: "browser", id: browser, state: undefined });
  };
  return (question, known) => {
    const { person, browser } = question;
    if (known !== held?.known || person !== held.person || browser !== held.browser) {
      if (held !== undefined) forget(held);
      if (known.notices !== held?.known.notices) engine.publish(known.notices);
      if (known.clients !== held?.known.clients)
        for (const [id, state] of Object.entries(known.clients)) engine.apply({ kind: "client", id, state });
      if (person !== undefined && known.person !== undefined) engine.apply({ kind: "person", id: person, state: known.person });
      if (browser !== undefined && known.browser !== undefined)
        engine.apply({ kind: "browser", id: browser, state: known.browser });
      held = { known, person, browser };
      now = known.now;
      stale = known.stale;
    }
    return engine.decide(question);
  };
}

/** Asks both programs each question and compares. Those about one person follow each other, with one object of what is known. */
export function compareAnswers(before: Program, after: Program, asked: Iterable<Asked>): WhatIf {
  const flips = new Map<string, Flip>();
  const shapes = new Map<string, Set<NonNullable<Asked["shape"]>>>();
  let count = 0;
  let otherReason = 0;
  let unknown = 0;
  const [answersBefore, answersAfter] = [answersBy(before), answersBy(after)];
  for (const { question, known, knownAfter = known, shape } of asked) {
    count += 1;
    const from = answersBefore(question, known);
    const to = answersAfter(question, knownAfter);
    if (from.allowed === to.allowed) {
      if (from.rule !== to.rule) otherReason += 1;
      else if (from.rule === "known-names") unknown += 1;
      continue;
    }
    const { purpose, data, recipient } = question;
    const key = JSON.stringify([purpose, data, recipient, from.rule, to.rule]);
    const had = flips.get(key);
    if (shape !== undefined) shapes.set(key, (shapes.get(key) ?? new Set()).add(shape));
    const said = ({ allowed, rule, because }: typeof from) => ({ allowed, rule, because });
    flips.set(
      key,
      had ? { ...had, count: had.count + 1 } : { purpose, data, recipient, from: said(from), to: said(to), count: 1 },
    );
  }
  const counted = [...flips].map(([key, flip]) => ({ ...flip, ...timesOf(shapes.get(key)) }));
  const most = counted.sort((a, b) => (b.times ?? 0) - (a.times ?? 0) || b.count - a.count);
  return { asked: count, flips: most, otherReason, unknown };
}

const timesOf = (shapes: ReadonlySet<NonNullable<Asked["shape"]>> | undefined): Pick<Flip, "times"> =>
  shapes === undefined ? {} : { times: [...shapes].reduce((sum, { times }) => sum + times, 0) };
