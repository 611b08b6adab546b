import { type Fact, foldClientFacts, foldFacts, subjectOfFact } from "../facts/index.ts";
import type { Program } from "../program/index.ts";
import type { Known, Question } from "./question.ts";

/** Facts about anybody, and what else is known, when a question is asked. */
export interface Told extends Pick<Known, "notices" | "stale" | "now"> {
  readonly facts: readonly Fact[];
}

/** All that is known for a question, out of facts as they were told. */
export function knownFromFacts(program: Program, question: Question, told: Told): Known {
  const about = (kind: "person" | "browser" | "client", id: string | undefined): readonly Fact[] =>
    told.facts.filter((fact) => {
      const subject = subjectOfFact(fact);
      return subject?.kind === kind && subject.id === id;
    });
  const person = about("person", question.person);
  const browser = about("browser", question.browser);
  const clients = new Set(told.facts.flatMap(({ client }) => (client === undefined ? [] : [client])));
  return {
    person: person.length === 0 ? undefined : foldFacts(program, person),
    browser: browser.length === 0 ? undefined : foldFacts(program, browser),
    clients: Object.fromEntries([...clients].map((id) => [id, foldClientFacts(about("client", id))])),
    notices: told.notices,
    stale: told.stale,
    now: told.now,
  };
}
