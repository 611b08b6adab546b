import {
  type Asked,
  type AskedRecord,
  compareAnswers,
  type Known,
  type NoticeStated,
  questionsOf,
  type WhatIf,
} from "@troth/core/decisions";
import { readClientState, readPersonState } from "@troth/core/facts";
import type { Program } from "@troth/core/program";
import { lookUpSubjects, type SubjectLine, sampleStates } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";

/** Which answers another program would give about people who are known now. */
export interface ProgramsCompared extends WhatIf {
  /** People and browsers that were asked about, and how many there are. */
  readonly sampled: number;
  readonly there: number;
  /** The record whose questions were asked; absent: every question that either program gives rise to. */
  readonly recorded?: Pick<AskedRecord, "since" | "more" | "unknown"> & { readonly shapes: number; readonly times: number };
}

/**
 * Asks the program in force and another one the questions of a record, or every one that either gives rise to, about as many people as `most` says, spread
 * over all who are known; where nobody is, about somebody of whom nothing is. Each program is asked by what facts come to under it.
 */
export async function comparePrograms(
  inst: Installation,
  after: Program,
  at: { readonly most: number; readonly record?: AskedRecord | undefined },
): Promise<ProgramsCompared> {
  const { most, record } = at;
  const { there, lines } = await sampleStates(inst, most);
  const { lines: linesAfter } = await sampleStates({ program: after, storage: inst.storage, keys: inst.keys }, most);
  const { notices } = await lookUpSubjects(inst, []);
  const known = {
    notices: Object.fromEntries(notices.map((one): [string, NoticeStated] => [one.version, one])),
    now: inst.surroundings.now(),
  };
  const questions = record?.shapes.map((shape) => ({ question: shape.question, shape })) ?? toAsk(inst.program, after);
  const compared = compareAnswers(inst.program, after, askedAbout(questions, { lines, linesAfter }, known));
  return { ...compared, ...saidOf(record), sampled: lines.filter(({ k }) => k !== "client").length, there };
}

type ToAsk = Pick<Asked, "question" | "shape">;

const toAsk = (before: Program, after: Program): readonly ToAsk[] => questionsOf(before, after).map((question) => ({ question }));

function saidOf(record: AskedRecord | undefined): Pick<ProgramsCompared, "recorded"> {
  if (record === undefined) return {};
  const { since, more, unknown, shapes } = record;
  return { recorded: { since, more, unknown, shapes: shapes.length, times: shapes.reduce((sum, { times }) => sum + times, 0) } };
}

function* askedAbout(
  questions: readonly ToAsk[],
  { lines, linesAfter }: { readonly lines: readonly SubjectLine[]; readonly linesAfter: readonly SubjectLine[] },
  at: Pick<Known, "notices" | "now">,
): Generator<Asked> {
  const clients = Object.fromEntries(
    lines.flatMap(({ s, k, state }) => (k === "client" && state ? [[s, readClientState(state)]] : [])),
  );
  const ground = { ...at, clients, stale: false };
  const statesAfter = new Map(linesAfter.map(({ s, state }) => [s, state]));
  for (const { s, k, state } of lines) {
    if (k === "client" || !state) continue;
    const knownBy = (of: NonNullable<SubjectLine["state"]>): Known =>
      k === "person"
        ? { ...ground, person: readPersonState(of), browser: undefined }
        : { ...ground, person: undefined, browser: readPersonState(of) };
    const known = knownBy(state);
    const knownAfter = knownBy(statesAfter.get(s) ?? state);
    const as = [known, knownAfter].map(({ person, browser }) => (person ?? browser)?.as ?? []);
    for (const { question, shape } of questions)
      if (shape !== undefined || as.some((one) => couldBe(one, question.as)))
        yield { question: { ...question, [k]: s }, known, knownAfter, shape };
  }
  if (lines.some(({ k }) => k !== "client")) return;
  for (const { question, shape } of questions)
    yield { question: { ...question, browser: "nobody" }, known: { ...ground, person: undefined, browser: undefined }, shape };
}

/** Of a record all is asked; of our own questions none as a kind of people that somebody is known not to be. */
const couldBe = (known: readonly string[], as: string | undefined): boolean =>
  as === undefined || known.length === 0 || known.includes(as);
