import type { Answer, Asking } from "./capture-state.ts";
import type { CaptureQuery } from "./captured.ts";

interface Known {
  readonly columns: readonly string[];
  readonly answer: Answer;
}

/**
 * Asks each question once, though a foreign key often asks what a link has asked: the rows of a capture come from one
 * snapshot, or are locked. An answer with more columns answers for fewer.
 */
export function* askOnce<T>(asking: Asking<T>): Asking<T> {
  const known = new Map<string, Known>();
  let step = asking.next();
  while (step.done !== true) {
    const asked = step.value.map((query) => ({ query, name: nameOf(query) }));
    const open = new Map<string, CaptureQuery>();
    for (const { query, name } of asked)
      if (answerOf(known, name, query) === undefined) open.set(name, widest(open.get(name), query));
    const queries = [...open.entries()];
    const answers = queries.length > 0 ? yield queries.map(([, query]) => query) : [];
    for (const [at, [name, query]] of queries.entries()) known.set(name, { columns: query.columns, answer: answers[at] ?? [] });
    step = asking.next(asked.map(({ query, name }) => answerOf(known, name, query) ?? []));
  }
  return step.value;
}

function nameOf({ columns: _, ...question }: CaptureQuery): string {
  return JSON.stringify(question);
}

/** Two that ask the same at once, and want different columns, are one question for all of these. */
const widest = (had: CaptureQuery | undefined, query: CaptureQuery): CaptureQuery =>
  had === undefined ? query : { ...had, columns: [...new Set([...had.columns, ...query.columns])] };

function answerOf(known: ReadonlyMap<string, Known>, name: string, query: CaptureQuery): Answer | undefined {
  const had = known.get(name);
  return had && narrowed(had, query.columns);
}

function narrowed(known: Known, columns: readonly string[]): Answer | undefined {
  const at = columns.map((name) => known.columns.indexOf(name));
  if (at.includes(-1)) return undefined;
  return known.answer.map((row) => at.map((index) => row[index] ?? null));
}
