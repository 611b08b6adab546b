// For callers that hold few people at a time, such as a function that starts, answers and ends: looked up when asked, and kept.
import type { PageAsked } from "@troth/core/consent";
import type { Decision, Question } from "@troth/core/decisions";
import type { Fact, FactSubject } from "@troth/core/facts";
import { callForJson, originOf, type Server } from "./calls.ts";
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
  /** Answers by what was looked up and is fresh; of a question about anybody else that is not so, as its purpose's `doubt` says. Never throws, never waits. */
  decide(question: Question): Decision;
  /** The value of `Content-Security-Policy` for one page and its visitor, as `connect` gives it. @throws PageError */
  csp(page: PageAsked): string;
  /** Tells facts, and knows them at once. @throws CallError @throws UnreachableError */
  facts(facts: readonly Fact[]): Promise<FactsTold>;
}

/** An opt-out that was told elsewhere counts here within a second, too. */
const FRESH_FOR_MS = 1_000;
const MOST = 10_000;
/** What is looked up for a question may be too old, or under another program, by the time that the rest of it is here: so often once more. */
const MOST_LOOKS = 3;

/** Reads the program, and nobody's state. @throws CallError @throws UnreachableError @throws WireError */
export async function connectForFew(options: FewOptions): Promise<TrothForFew> {
  const { freshFor = FRESH_FOR_MS, most = MOST } = options;
  /** The question that is answered names somebody who was not looked up, or too long ago: what they said is not known, and may be a no. */
  let isMissing = false;
  const isStale = (): boolean => isMissing;
  let held = await begin(options, isStale);
  const known = keepLookedUp(() => held, freshFor, most);
  const isKnown = ({ kind, id }: FactSubject): boolean =>
    known.isKnown(Buffer.from(held.engine.hashOf(kind, id)).toString("hex"));
  const beginUnder = async (program: string): Promise<void> => {
    if (program === held.program) return;
    held = await begin(options, isStale);
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
  /** Whoever came late may be too old behind others who are not, so that each is looked at. */
  const missingOf = (question: Question): readonly FactSubject[] => {
    known.forgetOld();
    return subjectsOfQuestion(question).filter((subject) => !isKnown(subject));
  };
  const decide = (question: Question): Decision => {
    try {
      isMissing = missingOf(question).length > 0;
    } catch {
      // What throws when it is looked at is for the decision to name.
    }
    return held.engine.decide(question);
  };
  return {
    decide,
    ask: async (question) => {
      for (let looks = 0; looks < MOST_LOOKS; looks++) {
        const missing = missingOf(question);
        if (missing.length === 0) break;
        await lookUp(missing);
      }
      return decide(question);
    },
    csp: (page) => held.policies({ troth: originOf(options), ...page }, Date.now()),
    facts: async (facts) => {
      // What it came to is as old as the call: it may have been held up on its way back.
      const at = performance.now();
      const { token, ...told } = await callForJson<FactsTold & { readonly token: unknown }>(options, "/v1/facts", { facts });
      const { program, subjects } = readToken(token);
      await beginUnder(program);
      const until = performance.now();
      for (const line of subjects) known.take(line, at, until);
      known.forgetOld();
      return told;
    },
  };
}

/** The program, and how the server names people; nobody is looked up yet. */
async function begin(server: Server, isStale: () => boolean): Promise<HeldState> {
  const [program, head] = await Promise.all([
    readProgram(server),
    callForJson<Omit<SnapshotHead, "kind">>(server, "/v1/state/subject", { subjects: [{ client: "of nobody" }] }),
  ]);
  return holdState(program, head, { now: Date.now, isStale });
}
