// One way from the text of a program and what was told to an answer. What answers stands here alone, in `answer`.
import assert from "node:assert/strict";
import {
  type Decision,
  decideNaively,
  decideOnce,
  knownFromFacts,
  type NoticeStated,
  type Question,
  type Told,
} from "@troth/core/decisions";
import { type Fact, factSchema } from "@troth/core/facts";
import { compileProgram, type Program } from "@troth/core/program";

/** A fact as a test writes it: about the person who is asked about, in March 2026, unless it says otherwise. */
export type TestFact = Readonly<Record<string, unknown>>;

/** What else is so when a question is asked. */
export interface Beside {
  readonly now?: string;
  readonly stale?: boolean;
  readonly notices?: Readonly<Record<string, NoticeStated["purposes"]>>;
}

/** A company that lives by a program. */
export interface DecidingCompany {
  readonly program: Program;
  /** The whole answer. */
  readonly decide: (question: Question, facts?: readonly TestFact[], beside?: Beside) => Promise<Decision>;
  /** `yes`, or `no: <rule>`. */
  readonly ask: (question: Question, facts?: readonly TestFact[], beside?: Beside) => Promise<string>;
}

/** What `troth check` finds in the text of a program: `error contradiction 12: ...`. */
export function checked(text: string): { readonly program: Program | undefined; readonly findings: readonly string[] } {
  const { program, findings } = compileProgram({
    file: "troth.yaml",
    read: (path) => (path === "troth.yaml" ? text : undefined),
    match: () => [],
    today: "2026-06-01",
  });
  return { program, findings: findings.map(({ level, code, place, says }) => `${level} ${code} ${place?.line}: ${says}`) };
}

/** Opens a company by the text of its program, which passes the check. */
export function openCompany(text: string): DecidingCompany {
  const { program, findings } = checked(text);
  if (program === undefined) throw new Error(findings.join("\n"));
  const decide: DecidingCompany["decide"] = async (question, facts = [], beside = {}) => {
    const { now = "2026-06-01T12:00:00Z", stale = false, notices = {} } = beside;
    const stated = Object.entries(notices).map(([version, purposes]) => [version, { version, purposes }] as const);
    const told = facts.map((fact, index) => whole(question, fact, index));
    return answer(program, question, { facts: told, notices: Object.fromEntries(stated), stale, now: Date.parse(now) });
  };
  const ask: DecidingCompany["ask"] = async (...asked) => {
    const { allowed, rule } = await decide(...asked);
    return allowed ? "yes" : `no: ${rule}`;
  };
  return { program, decide, ask };
}

/** The answer of the engine, which runs; it is no answer where the plain version says anything else. */
async function answer(program: Program, question: Question, told: Told): Promise<Decision> {
  const known = knownFromFacts(program, question, told);
  const decision = decideOnce(program, question, known);
  assert.deepEqual(decision, decideNaively(program, question, known), "the engine and the plain version answer differently");
  return decision;
}

function whole({ person, browser }: Question, fact: TestFact, index: number): Fact {
  const named = ["person", "browser", "client"].some((key) => key in fact);
  const who = named ? {} : person === undefined ? { browser } : { person };
  return factSchema.parse({ id: `f${index}`, at: "2026-03-01T09:00:00Z", origin: "app", ...who, ...fact });
}
