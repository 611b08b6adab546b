// For callers that hold few people at a time, such as a function that starts, answers and ends: looked up when asked, and kept.
import type { Decision, Question } from "@troth/core/decisions";
import type { Fact, FactSubject } from "@troth/core/facts";
import { callForJson, type Server } from "./calls.ts";
import type { FactsTold } from "./connect.ts";
import { type HeldState, holdState } from "./held-state.ts";
import { readProgram } from "./read-program.ts";
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
const KINDS = ["person", "browser", "client"] as const;

/** Reads the program, and nobody's state. @throws CallError @throws UnreachableError @throws WireError */
export async function connectForFew(options: FewOptions): Promise<TrothForFew> {
  const { freshFor = FRESH_FOR_MS, most = MOST } = options;
  let held = await begin(options);
  /** Subjects as `kind` and id, and when they were looked up, the oldest first. */
  const known = new Map<string, { readonly subject: FactSubject; readonly at: number }>();
  const forget = (name: string, { subject }: { readonly subject: FactSubject }): void => {
    held.forget(subject);
    known.delete(name);
  };
  /** The oldest stand first, also where somebody is looked at again. */
  const remember = (subject: FactSubject, at: number): void => {
    const name = nameOf(subject);
    known.delete(name);
    known.set(name, { subject, at });
  };
  const forgetOld = (): void => {
    for (const [name, one] of known) {
      if (performance.now() - one.at <= freshFor && known.size <= most) return;
      forget(name, one);
    }
  };
  const lookUp = async (subjects: readonly FactSubject[]): Promise<void> => {
    const at = performance.now();
    const body = { subjects: subjects.map(({ kind, id }) => ({ [kind]: id })) };
    const answer = await callForJson<Omit<SnapshotHead, "kind"> & { readonly notices: unknown[]; readonly subjects: unknown[] }>(
      options,
      "/v1/state/subject",
      body,
    );
    if (answer.program !== held.program) {
      held = await begin(options);
      known.clear();
    }
    for (const notice of answer.notices) held.notice(readNotice(notice));
    for (const line of answer.subjects) held.subject(readSubjectLine(line));
    for (const subject of subjects) remember(subject, at);
  };
  const decide = (question: Question): Decision => {
    forgetOld();
    return held.engine.decide(question);
  };
  return {
    decide,
    ask: async (question) => {
      forgetOld();
      const missing = subjectsOf(question).filter((subject) => !known.has(nameOf(subject)));
      if (missing.length > 0) await lookUp(missing);
      return held.engine.decide(question);
    },
    facts: async (facts) => {
      const { token, ...told } = await callForJson<FactsTold & { readonly token: unknown }>(options, "/v1/facts", { facts });
      const { subjects } = readToken(token);
      const at = performance.now();
      for (const line of subjects) held.subject(line);
      for (const fact of facts)
        for (const kind of KINDS) {
          const id = fact[kind];
          if (id !== undefined) remember({ kind, id }, at);
        }
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

const nameOf = ({ kind, id }: FactSubject): string => `${kind}\n${id}`;

/** Whom a question is about; what is no id is left for the decision to name. */
const subjectsOf = (question: Question): readonly FactSubject[] =>
  KINDS.flatMap((kind) => {
    const id: unknown = question?.[kind];
    return typeof id === "string" && id !== "" ? [{ kind, id }] : [];
  });
