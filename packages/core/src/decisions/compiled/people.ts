// As which kinds of people a question is about somebody: of the kinds that they are known to be, those that the purpose is for.
import type { DataForm, PurposeRule } from "../../program/index.ts";
import { strictest } from "../forms.ts";
import type { ProgramTables, SubjectFlags } from "./program-tables.ts";

/** These kinds. */
export interface People {
  readonly chosen: readonly SubjectFlags[];
  readonly possible: readonly SubjectFlags[];
  /** Nothing says which kind of person it is. */
  readonly guessed: boolean;
  /** The data is held for a client. */
  readonly held: boolean;
  readonly form: DataForm;
}

/** Of the kinds (numbers) that somebody is known to be; none: any that the program has. */
export function peopleOf({ subjects }: ProgramTables, purpose: PurposeRule, kinds: readonly number[]): People {
  const guessed = kinds.length === 0;
  const possible = guessed ? subjects : kinds.flatMap((number) => subjects[number] ?? []);
  const forAll = Object.keys(purpose.of).length === 0;
  const isFor = ({ id, held }: SubjectFlags): boolean => Object.hasOwn(purpose.of, id) || (forAll && !held);
  const listed = possible.filter(isFor);
  const chosen = guessed ? listed : ofOneCapacity(listed, purpose.basis === "instruction");
  return {
    chosen,
    possible,
    guessed,
    held: chosen.length > 0 ? chosen.some(({ held }) => held) : possible.length > 0 && possible.every(({ held }) => held),
    form: strictest(chosen.map(({ id }) => (Object.hasOwn(purpose.of, id) ? (purpose.of[id] ?? "any") : "any"))),
  };
}

/** Somebody who is ours as well as a client's is ours for a purpose of our own, and the client's for an instruction. */
function ofOneCapacity(listed: readonly SubjectFlags[], instruction: boolean): readonly SubjectFlags[] {
  const own = listed.filter(({ held }) => !held);
  return instruction || own.length === 0 ? listed.filter(({ held }) => held) : own;
}
