import { expect, test } from "vitest";
import { NO_STATE, type PersonState } from "../../facts/index.ts";
import { compileProgram } from "../../program/index.ts";
import { decideNaively } from "../naive.ts";
import { open } from "./engine.ts";
import { NO_CHILD } from "./young.ts";

const OPENED = Date.UTC(2026, 10, 22, 12);
const years = (count: number): number => Date.UTC(2026 + count, 10, 22, 12);

/** Everybody agreed themselves; nothing else hinders a letter. */
const bornOn = (born: string): PersonState => ({
  ...NO_STATE,
  as: ["customer"],
  born,
  consents: { newsletter: { given: true, at: 0, explicit: false, confirmed: false, by: "person" } },
});

function companyThatServes(under: number) {
  const { program, findings } = compileProgram({
    data: {
      troth: 1,
      organization: { name: "Company", country: "NL", contact: "privacy@company.example" },
      laws: ["gdpr"],
      subjects: ["customer"],
      minors: { under: { gdpr: under } },
      purposes: { newsletter: { basis: "consent", data: ["contact.email"] } },
    },
  });
  if (program === undefined) throw new Error(JSON.stringify(findings));
  return program;
}

/** What the engine says, opened then and asked at these moments one after the other; the plain version must agree. */
function answersOf(under: number, born: string, moments: readonly number[]): readonly boolean[] {
  const program = companyThatServes(under);
  const state = bornOn(born);
  let now = OPENED;
  const engine = open({ program, now: () => now, state: { program: program.hash, people: [["u_42", state]] } });
  return moments.map((moment) => {
    now = moment;
    const question = { person: "u_42", purpose: "newsletter", data: ["contact.email"] };
    const known = { person: state, browser: undefined, clients: {}, notices: {}, stale: false, now };
    const { allowed } = engine.decide(question);
    expect(allowed).toBe(decideNaively(program, question, known).allowed);
    return allowed;
  });
}

test("a child grows up while an engine runs", () => {
  expect(answersOf(18, "2009-06-01", [OPENED, years(1)])).toEqual([false, true]);
});

test("whoever is no child when it is opened was one before: a clock may go back", () => {
  expect(answersOf(18, "2005-11-22", [OPENED, years(-4), OPENED])).toEqual([true, false, true]);
});

test("a program may call people minors who are older than any law's", () => {
  expect(answersOf(NO_CHILD + 4, "2003-06-01", [OPENED, years(3)])).toEqual([false, true]);
});

test("without a clock when it is opened everybody's age is looked at", () => {
  const program = companyThatServes(18);
  let now = Number.NaN;
  const engine = open({ program, now: () => now, state: { program: program.hash, people: [["u_42", bornOn("2015-01-01")]] } });
  now = OPENED;
  expect(engine.decide({ person: "u_42", purpose: "newsletter", data: ["contact.email"] }).rule).toBe("minor");
});
