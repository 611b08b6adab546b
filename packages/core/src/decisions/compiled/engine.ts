// The compiled engine: the program becomes tables once, a person a few words, and a decision some lookups.
import { type ClientState, type PersonState, turnHash } from "../../facts/index.ts";
import { HASH_KEY_BYTES, hasherOf } from "../../foundation/index.ts";
import type { Program } from "../../program/index.ts";
import type { Decision } from "../decision.ts";
import type { NoticeStated, Question } from "../question.ts";
import type { Moving } from "./answer.ts";
import { deciderOf } from "./decide.ts";
import { internQuestions } from "./intern-question.ts";
import { loadLines } from "./load-lines.ts";
import { type Memory, type MemoryGround, makeMemory, type StateOf, type SubjectKind, setState } from "./memory.ts";
import { tablesOf } from "./program-tables.ts";
import { publishedNotices } from "./published-notices.ts";
import { StateError } from "./state-error.ts";
import { youngAt } from "./young.ts";
import { daysOf } from "./zone-days.ts";

/** What is known when an engine is opened. */
export interface EngineState {
  /** The hash of the program under which it was made. */
  readonly program: string;
  readonly people?: Iterable<readonly [id: string, state: PersonState]>;
  readonly browsers?: Iterable<readonly [id: string, state: PersonState]>;
  readonly clients?: Iterable<readonly [id: string, state: ClientState]>;
  /** Up to when it is complete, in milliseconds since 1970. */
  readonly asOf?: number;
}

/** How an engine is opened. */
export interface EngineOptions {
  readonly program: Program;
  readonly state?: EngineState;
  /** Every version of the notice that was published, under its name. */
  readonly notices?: Readonly<Record<string, NoticeStated>>;
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  /** 16 bytes that nobody else knows; absent: 16 of the program's hash, which is enough where ids are not chosen by others. */
  readonly hashKey?: Uint8Array;
  /** What states name clients and linked browsers by; absent: ids. `hashes`: 32 digits in hex, as `hashOf` gives them. */
  readonly named?: "ids" | "hashes";
  /** What is known is too old after so many milliseconds; absent: it never is. */
  readonly freshFor?: number;
  /** Whether what is known is too old now: for whoever measures that by a clock of their own, in place of `freshFor`. */
  readonly isStale?: () => boolean;
}

/** A change of one subject, by the application's id, or by the hash that `hashOf` gives for it. */
export type Change = StateOf & ({ readonly id: string } | { readonly hash: Uint8Array });

/** How much is known, and what it takes. */
export interface EngineSize {
  readonly people: number;
  readonly browsers: number;
  readonly clients: number;
  /** Of people and browsers, in bytes, their hashes included. */
  readonly bytes: number;
}

/**
 * What `filter` asks of each row: whose it is, and of texts that are published the hash of each. Without `data`: whether the purpose may
 * use all that it lists.
 */
export type RowQuestion<Row> = Omit<Question, "person" | "content" | "data"> & {
  readonly data?: Question["data"];
  readonly person: (row: Row) => string | undefined;
  readonly content?: (row: Row) => string | undefined;
};

/** Answers for one program. */
export interface Engine {
  /** Never throws. An answer is the same object each time, and frozen, but for a yes that ends. */
  readonly decide: (question: Question) => Decision;
  /** The same, yes or no alone: no object is made, at most a moment is boxed. */
  readonly allows: (question: Question) => boolean;
  /** Those rows that the purpose may use. */
  readonly filter: <Row>(rows: Iterable<Row>, asked: RowQuestion<Row>) => Iterable<Row>;
  /** @throws StateError where a hash is none. */
  readonly apply: (change: Change) => void;
  /**
   * Takes a whole state, line by line, in place of what is known; all of it or, where a line is wrong, nothing.
   * The first line is `{"program": <hash>, "asOf": <ms>}`, each after it a change as JSON, its hash in hex.
   *
   * @throws StateError
   */
  readonly load: (lines: Iterable<string>) => void;
  /** Versions of the notice, in place of those before. */
  readonly publish: (notices: Readonly<Record<string, NoticeStated>>) => void;
  /** What is known is complete up to a moment, in milliseconds since 1970. */
  readonly freshAt: (asOf: number) => void;
  /** Under which hash somebody is known. */
  readonly hashOf: (kind: SubjectKind, id: string) => Uint8Array;
  readonly size: () => EngineSize;
  /** The kinds of data that a purpose lists; none of one that the program has not. */
  readonly dataOf: (purpose: string) => readonly string[];
}

/**
 * Opens an engine.
 *
 * @throws StateError where the state was made under another program, or the key has another length.
 */
export function open(options: EngineOptions): Engine {
  const { program, state, now, freshFor } = options;
  if (state !== undefined) checkProgram(program, state.program);
  const dayOf = daysOf(program.zone);
  const ground: MemoryGround = {
    tables: tablesOf(program),
    hash: hasherOf(keyOf(options)),
    named: options.named ?? "ids",
    dayOf,
    young: youngAt(dayOf, now),
  };
  let notices = options.notices ?? {};
  let asOf = state?.asOf ?? Number.NEGATIVE_INFINITY;
  const moving: Moving = {
    memory: makeMemory(ground, notices),
    version: 0,
    now,
    isStale: options.isStale ?? ((at) => freshFor !== undefined && !(at - asOf <= freshFor)),
  };
  const { decide, allows } = deciderOf(ground, moving);
  const dataOf = (purpose: string) =>
    Object.hasOwn(program.purposes, purpose) ? (program.purposes[purpose]?.uses ?? []).map(({ id }) => id) : [];
  const scratch = new Int32Array(4);
  const apply = (change: Change): void => {
    moving.version++;
    if ("hash" in change) readHash(change.hash, scratch);
    else {
      ground.hash(change.id, scratch);
      turnHash(change.kind, scratch);
    }
    setState(moving.memory, change, scratch);
  };
  applyAll(state, apply);
  return {
    decide,
    allows,
    filter: (rows, asked) => filterRows({ allows, dataOf }, rows, asked),
    dataOf,
    apply,
    load: (lines) => {
      const before = moving.memory;
      moving.version++;
      moving.memory = makeMemory(ground, notices);
      try {
        asOf = loadLines(lines, (hash) => checkProgram(program, hash), apply) ?? asOf;
      } catch (error) {
        moving.memory = before;
        throw error;
      }
    },
    publish: (published) => {
      notices = published;
      moving.version++;
      const { memory } = moving;
      memory.notices = publishedNotices(memory.origins, notices);
      // Plans rest on what the notices state.
      memory.interned = internQuestions();
    },
    freshAt: (at) => {
      asOf = at;
    },
    hashOf: (kind, id) => {
      ground.hash(id, scratch);
      turnHash(kind, scratch);
      return new Uint8Array(scratch.slice().buffer);
    },
    size: () => sizeOf(moving.memory),
  };
}

function applyAll(state: EngineState | undefined, apply: (change: Change) => void): void {
  for (const [id, known] of state?.clients ?? []) apply({ kind: "client", id, state: known });
  for (const [id, known] of state?.people ?? []) apply({ kind: "person", id, state: known });
  for (const [id, known] of state?.browsers ?? []) apply({ kind: "browser", id, state: known });
}

function checkProgram({ hash }: Program, made: string): void {
  if (made === hash) return;
  throw new StateError("the state was made under another program", {
    advice: "make it again under this program, from the facts",
  });
}

function keyOf({ program, hashKey }: EngineOptions): Uint8Array {
  const key =
    hashKey ?? Uint8Array.from(program.hash.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)).subarray(0, HASH_KEY_BYTES);
  if (key.length === HASH_KEY_BYTES) return key;
  throw new StateError(`a hash key has ${HASH_KEY_BYTES} bytes, and this one has ${key.length}`, {
    advice: `give ${HASH_KEY_BYTES} random bytes, the same each time the same hashes are to be found`,
  });
}

function readHash(hash: Uint8Array, out: Int32Array): void {
  if (hash.length !== HASH_KEY_BYTES)
    throw new StateError(`a hash has ${HASH_KEY_BYTES} bytes, and this one has ${hash.length}`, {
      advice: "give what `hashOf` gave",
    });
  new Uint8Array(out.buffer).set(hash);
}

/** Those rows that a purpose may use, each asked about when its turn comes. */
export function* filterRows<Row>(
  { allows, dataOf }: Pick<Engine, "allows" | "dataOf">,
  rows: Iterable<Row>,
  asked: RowQuestion<Row>,
): Iterable<Row> {
  const { person: personOf, content: contentOf, ...rest } = asked;
  const question: { person: string | undefined; content?: string | undefined } & Omit<Question, "person" | "content"> = {
    ...rest,
    data: rest.data ?? dataOf(rest.purpose),
    person: undefined,
  };
  for (const row of rows) {
    question.person = personOf(row);
    if (contentOf !== undefined) question.content = contentOf(row);
    if (allows(question)) yield row;
  }
}

function sizeOf({ table, clients, browsers }: Memory): EngineSize {
  return { people: table.size() - browsers, browsers, clients: clients.size(), bytes: table.bytes() };
}
