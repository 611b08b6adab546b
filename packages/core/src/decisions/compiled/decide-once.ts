// One question to an engine that is opened for it.
import type { Program } from "../../program/index.ts";
import type { Decision } from "../decision.ts";
import type { Known, Question } from "../question.ts";
import { open } from "./engine.ts";

/** The engine's answer out of what is known, asked as the plain version is: what holds the two together uses it. */
export function decideOnce(program: Program, question: Question, known: Known): Decision {
  const { person, browser, clients, notices, now, stale } = known;
  const engine = open({
    program,
    state: {
      program: program.hash,
      people: question.person === undefined || person === undefined ? [] : [[question.person, person]],
      browsers: question.browser === undefined || browser === undefined ? [] : [[question.browser, browser]],
      clients: Object.entries(clients),
      asOf: stale ? now - 1 : now,
    },
    notices,
    now: () => now,
    freshFor: 0,
  });
  return engine.decide(question);
}
