import type { CaptureQuery, Cell } from "./captured.ts";

type Answer = readonly (readonly Cell[])[];

interface Known {
  readonly columns: readonly string[];
  readonly answer: Answer;
}

/**
 * Asks each question once, though a foreign key often asks what a link has asked: the rows of a capture come from one
 * snapshot, or are locked. An answer with more columns answers for fewer.
 */
export function* askOnce<T>(asking: Generator<CaptureQuery, T, Answer>): Generator<CaptureQuery, T, Answer> {
  const known = new Map<string, Known>();
  let step = asking.next();
  while (step.done !== true) {
    const { columns, ...question } = step.value;
    const name = JSON.stringify(question);
    const had = known.get(name);
    let answer = had && narrowed(had, columns);
    if (answer === undefined) {
      answer = yield step.value;
      known.set(name, { columns, answer });
    }
    step = asking.next(answer);
  }
  return step.value;
}

function narrowed(known: Known, columns: readonly string[]): Answer | undefined {
  const at = columns.map((name) => known.columns.indexOf(name));
  if (at.includes(-1)) return undefined;
  return known.answer.map((row) => at.map((index) => row[index] ?? null));
}
