import type { Known, NoticeStated, Question } from "@troth/core/decisions";
import { type FactSubject, type PersonState, readClientState, readPersonState } from "@troth/core/facts";
import { hashOfSubject, lookUpHashes, type SubjectLine } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import type { Reader } from "./store.ts";

/** A question as states know its subjects, a hash where the application has an id, and what is known of them. */
export interface Placed {
  readonly question: Question;
  readonly known: Known;
}

type States = Map<string, SubjectLine["state"]>;

/** What is known of the subjects of some questions, looked up once for all. Ids that are no texts are left for the decision to name. `db`: the transaction that reads them. */
export async function readKnown(
  inst: Installation,
  questions: readonly Question[],
  db: Reader = inst.storage.db,
): Promise<readonly Placed[]> {
  const now = inst.surroundings.now();
  const placed = questions.map((question) => hashed(inst, question));
  const { notices, subjects } = await lookUpHashes(inst, placed.flatMap(hashesOf), db);
  const states: States = new Map(subjects.map(({ s, state }) => [s, state]));
  // Whose client's data it is may stand in the person's state alone.
  const clients = [...new Set(placed.flatMap((question) => personAt(states, question.person)?.clients ?? []))];
  for (const { s, state } of (
    await lookUpHashes(
      inst,
      clients.map((s) => ({ k: "client", s })),
      db,
    )
  ).subjects)
    states.set(s, state);
  const stated = Object.fromEntries(notices.map((notice): [string, NoticeStated] => [notice.version, notice]));
  return placed.map((question) => ({
    question,
    known: {
      person: personAt(states, question.person),
      browser: personAt(states, question.browser),
      clients: clientsAt(states, [...clients, ...(typeof question.client === "string" ? [question.client] : [])]),
      notices: stated,
      stale: false,
      now,
    },
  }));
}

const KINDS = ["person", "browser", "client"] as const;
const isId = (id: unknown): id is string => typeof id === "string" && id !== "";

function hashed(inst: Installation, question: Question): Question {
  if (typeof question !== "object" || question === null) return question;
  const hashes = KINDS.flatMap((kind) => {
    const id: unknown = question[kind];
    return isId(id) ? [[kind, hashOfSubject(inst, { kind, id })]] : [];
  });
  return { ...question, ...Object.fromEntries(hashes) };
}

const hashesOf = (question: Question): readonly { readonly k: FactSubject["kind"]; readonly s: string }[] =>
  KINDS.flatMap((k) => {
    const s: unknown = question?.[k];
    return isId(s) ? [{ k, s }] : [];
  });

function personAt(states: States, hash: unknown): PersonState | undefined {
  const state = isId(hash) ? states.get(hash) : undefined;
  return state ? readPersonState(state) : undefined;
}

const clientsAt = (states: States, hashes: readonly string[]): Known["clients"] =>
  Object.fromEntries(
    hashes.flatMap((hash) => {
      const state = states.get(hash);
      return state ? [[hash, readClientState(state)]] : [];
    }),
  );
