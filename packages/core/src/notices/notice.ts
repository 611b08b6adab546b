import type { Program } from "../program/index.ts";

/** A notice as data: what the program says, in the order in which a person is told. Pages put it into words. */
export interface Notice {
  /** The program's hash that it was made from. */
  readonly program: string;
  readonly organization: Program["organization"];
}

/** Draws up the notice of a program. */
export const drawUpNotice = (program: Program): Notice => ({ program: program.hash, organization: program.organization });
