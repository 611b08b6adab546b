// Questions that do something while they are read: each has its own answer, or none.
import { expect, test } from "vitest";
import { NO_STATE, type PersonState } from "../../facts/index.ts";
import { compileProgram } from "../../program/index.ts";
import type { Question } from "../question.ts";
import { type Engine, open } from "./engine.ts";

const NOW = Date.UTC(2026, 10, 22, 12);
const said = (given: boolean): PersonState => ({
  ...NO_STATE,
  as: ["customer"],
  consents: { newsletter: { given, at: 0, explicit: false, confirmed: true, by: "person" } },
});
const { program } = compileProgram({
  data: {
    troth: 1,
    organization: { name: "Company", country: "NL", contact: "privacy@company.example" },
    laws: ["gdpr"],
    subjects: ["customer"],
    purposes: { newsletter: { basis: "consent", data: ["contact.email"] } },
  },
});

function opened(now: (engine: () => Engine | undefined) => number = () => NOW): Engine {
  if (program === undefined) throw new Error("the program is not sound");
  let engine: Engine | undefined;
  const people = [["yes", said(true)] as const, ["no", said(false)] as const];
  engine = open({ program, now: () => now(() => engine), state: { program: program.hash, people } });
  return engine;
}

const OF_YES: Question = { person: "yes", purpose: "newsletter", data: ["contact.email"] };
const OF_NO: Question = { ...OF_YES, person: "no" };

/** The question with a part that does something whenever it is looked at. */
function acting(question: Question, part: string, act: () => void): Question {
  const value = question[part as keyof Question];
  return Object.defineProperty({ ...question }, part, {
    enumerable: true,
    get() {
      act();
      return value;
    },
  });
}

const PARTS = ["person", "purpose", "data", "recipient", "form", "content", "browser", "client", "automated", "place", "signals"];

test.each(PARTS)("a question whose `%s` asks about somebody who agreed is answered about its own person", (part) => {
  const engine = opened();
  const asks = acting(OF_NO, part, () => expect(engine.decide(OF_YES).allowed).toBe(true));
  expect(engine.decide(asks)).toMatchObject({ allowed: false, rule: "consent" });
  expect(engine.allows(asks)).toBe(false);
  const other = acting(OF_YES, part, () => expect(engine.allows(OF_NO)).toBe(false));
  expect(engine.decide(other).allowed).toBe(true);
});

test("a clock that asks gives nobody else's answer", () => {
  let within = false;
  const engine = opened((itself) => {
    if (!within && itself() !== undefined) {
      within = true;
      expect(itself()?.allows(OF_YES)).toBe(true);
      within = false;
    }
    return NOW;
  });
  expect(engine.decide(OF_NO).rule).toBe("consent");
});

test.each(PARTS)("a question whose `%s` changes what is known cannot be read, and the next one can", (part) => {
  const engine = opened();
  const changes = acting(OF_YES, part, () => engine.apply({ kind: "person", id: "yes", state: said(false) }));
  expect(engine.decide(changes).allowed).toBe(false);
  const back = acting(OF_NO, part, () => {
    engine.apply({ kind: "person", id: "yes", state: said(true) });
    engine.apply({ kind: "person", id: "no", state: undefined });
  });
  expect(engine.allows(back)).toBe(false);
  expect([engine.allows(OF_YES), engine.decide(OF_NO).rule]).toEqual([true, "person-known"]);
});

test("one that throws leaves the next its turn", () => {
  const engine = opened();
  const throws = acting(OF_YES, "purpose", () => {
    throw new Error("no");
  });
  expect([engine.decide(throws).rule, engine.allows(throws), engine.allows(OF_YES)]).toEqual(["known-names", false, true]);
});
