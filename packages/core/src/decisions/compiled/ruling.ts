// What a row of the table comes to, for one shape of question and one context: nothing, a no, or something to ask of the person.
import type { Law, PurposeRule } from "../../program/index.ts";
import type { DecisionSource, Doubt } from "../decision.ts";
import type { Asked } from "./asked.ts";
import type { Clients } from "./clients.ts";
import type { Context } from "./contexts.ts";
import type { Origins } from "./origins.ts";
import type { People } from "./people.ts";
import type { ProgramTables } from "./program-tables.ts";
import type { PublishedNotices } from "./published-notices.ts";
import type { Shape } from "./shape.ts";

/** Why the answer is no. */
export interface No {
  readonly names: readonly string[];
  readonly source?: Partial<DecisionSource> | undefined;
  readonly doubt?: Doubt | undefined;
}

/** What is asked of the person each time. */
export interface Check {
  /** True: no; `a` and `b` say what it is about. */
  readonly saysNo: (asked: Asked) => boolean;
  readonly no: (a: number, b: number) => No;
  /** Flags of a record of which one must be there; 0: it is asked of everybody. */
  readonly wakes: number;
  /** The person's own stop. */
  readonly stoppable?: boolean;
}

/** A row whose no is its flag alone. */
export const always: Check["saysNo"] = () => true;

export type Ruling = No | Check | undefined;

/** What a ruling rests on. */
export interface Ground extends ProgramGround {
  readonly purpose: PurposeRule;
  readonly context: Context;
  readonly laws: readonly Law[];
  readonly people: People;
}

/** What rests on the program alone. */
export interface ProgramGround {
  readonly tables: ProgramTables;
  readonly origins: Origins;
  readonly clients: Clients;
  readonly notices: PublishedNotices;
  readonly shape: Shape;
}

/** A row of the table. */
export type RuleOf<G extends ProgramGround = Ground> = (ground: G) => Ruling;

/** The first no that a rule has for a kind of data. */
export function firstOf<T>(items: readonly T[], rule: (item: T) => No | undefined): No | undefined {
  for (const item of items) {
    const no = rule(item);
    if (no !== undefined) return no;
  }
  return undefined;
}
