import { type Decision, decideNaively, type Explanation, explainDecision, type Question } from "@troth/core/decisions";
import type { Installation } from "../installation/index.ts";
import { readKnown } from "./read-known.ts";

/** Answers questions by the program in force and by what is known now. Each is answered, whatever was asked. */
export async function answerQuestions(inst: Installation, questions: readonly Question[]): Promise<readonly Decision[]> {
  const placed = await readKnown(inst, questions);
  return placed.map(({ question, known }) => decideNaively(inst.program, question, known));
}

/** The same for one, with every row of the table that was asked. */
export async function explainQuestion(inst: Installation, question: Question): Promise<Explanation> {
  const [placed] = await readKnown(inst, [question]);
  if (placed === undefined) throw new Error("bug: a question came to nothing");
  return explainDecision(inst.program, placed.question, placed.known);
}
