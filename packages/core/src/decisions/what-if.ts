// Which answers another program would give.
import type { Program, PurposeRule } from "../program/index.ts";
import type { AskedRecord } from "./asked-questions.ts";
import { decideNaively } from "./naive.ts";
import type { RuleId } from "./precedence.ts";
import type { Known, Question } from "./question.ts";

/** A question with what is known of its subject. */
export interface Asked {
  readonly question: Question;
  readonly known: Known;
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

/** Asks both programs each question and compares. */
export function compareAnswers(before: Program, after: Program, asked: Iterable<Asked>): WhatIf {
  const flips = new Map<string, Flip>();
  const shapes = new Map<string, Set<NonNullable<Asked["shape"]>>>();
  let count = 0;
  let otherReason = 0;
  let unknown = 0;
  for (const { question, known, shape } of asked) {
    count += 1;
    const from = decideNaively(before, question, known);
    const to = decideNaively(after, question, known);
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

/** The questions that two programs give rise to: each purpose, by each of its parts, with each of its data, alone and for each of its recipients. */
export function questionsOf(...programs: readonly Program[]): readonly Omit<Question, "person" | "browser">[] {
  const questions = new Map<string, Omit<Question, "person" | "browser">>();
  const add = (question: Omit<Question, "person" | "browser">) => questions.set(JSON.stringify(question), question);
  for (const program of programs) {
    for (const purpose of Object.values(program.purposes)) {
      const to = Object.values(program.recipients).filter(({ purposes }) => purposes.includes(purpose.id));
      for (const part of partsOf(purpose)) {
        for (const { id } of purpose.uses) add({ purpose: purpose.id, data: [id], ...part });
        for (const { id: recipient, uses } of to)
          for (const { id } of uses) add({ purpose: purpose.id, data: [id], recipient, ...part });
      }
    }
  }
  return [...questions.values()];
}

/** Each channel and each topic once: a no to one and a no to the other hang on nothing of each other. */
function partsOf({ channels, topics }: PurposeRule): readonly Pick<Question, "channel" | "topic">[] {
  const [first, ...others] = Object.keys(topics);
  const withTopic = (topic: string | undefined) => (topic === undefined ? {} : { topic });
  if (channels.length === 0) return [first, ...others].map(withTopic);
  return [
    ...channels.map((channel) => ({ channel, ...withTopic(first) })),
    ...others.map((topic) => ({ channel: channels[0], topic })),
  ];
}
