import { type Fact, foldClientFacts, foldFacts, type WrittenState, withHashes, writeState } from "@troth/core/facts";
import { hashOf } from "@troth/core/foundation";
import { ownYesFrom } from "@troth/core/jurisdictions";
import type { Program } from "@troth/core/program";
import type { Installation } from "../installation/index.ts";
import type { UnlockedKey } from "../keys/index.ts";
import { openFact } from "./sealed-fact.ts";
import type { FactRow, SubjectRow } from "./store.ts";
import { subjectKey } from "./subjects.ts";

/** A subject as states are told of: by its hash. `v` grows with every change; `state` null: nobody of this id is known. */
export interface SubjectLine {
  readonly s: string;
  readonly k: SubjectRow["kind"];
  readonly v: number;
  readonly state: WrittenState | null;
}

const contextOf = (hash: string): string => `fact.state\n${hash}`;

const grounds = new WeakMap<Program, string>();

/** How facts come to a state. Raise it with whatever `foldFacts` makes of the same facts otherwise: states of before are folded anew. */
const FOLD = 5;

/** The hash of what a state rests on beside its facts: what the program says where a fact leaves it out, and how they are folded. */
export function groundOf(program: Program): string {
  const had = grounds.get(program);
  if (had !== undefined) return had;
  const points = Object.fromEntries(Object.entries(program.collection).map(([id, { of }]) => [id, of]));
  const ground = hashOf({ fold: FOLD, points, ownYesFrom: ownYesFrom(program), zone: program.zone });
  grounds.set(program, ground);
  return ground;
}

/** What the facts about a subject come to, without any id of the application in it. */
export function foldState(
  inst: Pick<Installation, "program" | "keys">,
  kind: SubjectRow["kind"],
  facts: readonly Fact[],
): WrittenState {
  const key = subjectKey(inst);
  const hashed = facts.map((fact) => withHashes(key, fact));
  return writeState(kind === "client" ? foldClientFacts(hashed) : foldFacts(inst.program, hashed));
}

/** Seals a state under its person's data key. */
export const sealState = (key: UnlockedKey, hash: string, state: WrittenState): Uint8Array =>
  key.seal(contextOf(hash), new TextEncoder().encode(JSON.stringify(state)));

/** Opens a state. @throws KeysError `keys.damaged` */
export const openState = (key: UnlockedKey, hash: string, sealed: Uint8Array): WrittenState =>
  JSON.parse(new TextDecoder().decode(key.open(contextOf(hash), sealed))) as WrittenState;

/** The facts of some rows that count, as they were told. */
export const countingFacts = (key: UnlockedKey, rows: readonly FactRow[]): readonly Fact[] =>
  rows.flatMap((row) => openFact(key, row).fact ?? []);
