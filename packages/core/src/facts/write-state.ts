// A state as it is kept and sent: without what is nothing.
import { type ClientState, NO_CLIENT, NO_STATE, type PersonState } from "./state.ts";

/** A state without its empty fields. */
export type WrittenState = Readonly<Record<string, unknown>>;

/** Leaves out what is as of somebody of whom nothing is known. */
export const writeState = (state: PersonState | ClientState): WrittenState =>
  Object.fromEntries(Object.entries(state).filter(([, value]) => !isNothing(value)));

/** The whole state of a person or a browser. */
export const readPersonState = (written: WrittenState): PersonState => ({ ...NO_STATE, ...written });

/** The whole state of a client. */
export const readClientState = (written: WrittenState): ClientState => ({ ...NO_CLIENT, ...written });

function isNothing(value: unknown): boolean {
  if (value === undefined || value === false || value === null) return true;
  return typeof value === "object" && (Array.isArray(value) ? value : Object.keys(value)).length === 0;
}
