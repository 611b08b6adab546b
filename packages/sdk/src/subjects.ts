import type { Question } from "@troth/core/decisions";
import type { Fact, FactSubject } from "@troth/core/facts";

const KINDS = ["person", "browser", "client"] as const;

/** Whom something names. What is no id is left for whoever reads it to tell. */
const subjectsIn = (value: unknown): readonly FactSubject[] => {
  const named = Object(value) as Readonly<Record<string, unknown>>;
  return KINDS.flatMap((kind) => {
    const id = named[kind];
    return typeof id === "string" && id !== "" ? [{ kind, id }] : [];
  });
};

/** Whom facts name. */
export const subjectsOfFacts = (facts: readonly Fact[]): readonly FactSubject[] =>
  Array.isArray(facts) ? facts.flatMap(subjectsIn) : [];

/** Whom a question is about. */
export const subjectsOfQuestion = (question: Question): readonly FactSubject[] => subjectsIn(question);
