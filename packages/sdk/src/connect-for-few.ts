// For callers that hold few people at a time, such as a function that starts, answers and ends: looked up when asked, and kept.
import type { Decision, Question } from "@troth/core/decisions";
import type { Fact, FactSubject } from "@troth/core/facts";
import { callForJson, type Server } from "./calls.ts";
import type { FactsTold } from "./connect.ts";
import { type HeldState, holdState } from "./held-state.ts";
import { keepLookedUp } from "./looked-up.ts";
import { readProgram } from "./read-program.ts";
import { subjectsOfQuestion } from "./subjects.ts";
import { readNotice, readSubjectLine, readToken, type SnapshotHead } from "./wire.ts";

/** How such a caller connects. */
export interface FewOptions extends Server {
  /** How long what was looked up is taken for true, in milliseconds. */
  readonly freshFor?: number;
  /** How many subjects are kept. */
  readonly most?: number;
}

/** Answers by what is looked up. */
export interface TrothForFew {
  /** Looks up whom the question is about, unless that was done just now, and answers. @throws CallError @throws UnreachableError: then it is no */
  ask(question: Question): Promise<Decision>;
  /** Answers by what was looked up and is fresh: of others nothing is known. Never throws, never waits. */
  decide(question: Question): Decision;
  /** Tells facts, and knows them at once. @throws CallError @throws UnreachableError */
  facts(facts: readonly Fact[]): Promise<FactsTold>;
}

const FRESH_FOR_MS = 5_000;
const MOST = 10_000;

/** Reads the program, and nobody's state. @throws CallError @throws UnreachableError @throws WireError */
export async function connectForFew(options: FewOptions): Promise<TrothForFew> {
  const { freshFor = FRESH_FOR_MS, most = MOST } = options;
  let held = await begin(options);
  const known = keepLookedUp(() => held, freshFor, most);
  const isKnown = ({ kind, id }: FactSubject): boolean =>
    known.isKnown(Buffer.from(held.engine.hashOf(kind, id)).toString("hex"));
  const beginUnder = async (program: string): Promise<void> => {
    if (program === held.program) return;
    held = await begin(options);
    known.clear();
  };
  const lookUp = async (subjects: readonly FactSubject[]): Promise<void> => {
    const at = performance.now();
    const body = { subjects: subjects.map(({ kind, id }) => ({ [kind]: id })) };
    const answer = await callForJson<Omit<SnapshotHead, "kind"> & { readonly notices: unknown[]; readonly subjects: unknown[] }>(
      options,
      "/v1/state/subject",
      body,
    );
    await beginUnder(answer.program);
    for (const notice of answer.notices) held.notice(readNotice(notice));
    for (const line of answer.subjects) known.take(readSubjectLine(line), at);
  };
  const decide = (question: Question): Decision => {
    known.forgetOld();
    try {
      // Whoever came late may be too old behind others who are not.
      for (const subject of subjectsOfQuestion(question)) isKnown(subject);
    } catch {
      // What throws when it is looked at is for the decision to name.
    }
    return held.engine.decide(question);
  };
  return {
    decide,
    ask: async (question) => {
      const missing = subjectsOfQuestion(question).filter((subject) => !isKnown(subject));
      if (missing.length > 0) await lookUp(missing);
      return decide(question);
    },
    facts: async (facts) => {
      const { token, ...told } = await callForJson<FactsTold & { readonly token: unknown }>(options, "/v1/facts", { facts });
      const { program, subjects } = readToken(token);
      await beginUnder(program);
      const at = performance.now();
      for (const line of subjects) known.take(line, at);
      return told;
    },
  };
}

/** The program, and how the server names people; nobody is looked up yet. */
async function begin(server: Server): Promise<HeldState> {
  const [program, head] = await Promise.all([
    readProgram(server),
    callForJson<Omit<SnapshotHead, "kind">>(server, "/v1/state/subject", { subjects: [{ client: "of nobody" }] }),
  ]);
  // What is too old is forgotten: nothing that is held is stale.
  return holdState(program, head, { now: Date.now, isStale: () => false });
}
