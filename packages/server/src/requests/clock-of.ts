// The clock of a request as it stands: by the laws of the program, with what has moved it.
import {
  type Awaited,
  appealClock,
  type Clock,
  type Extending,
  judgeExtending,
  periodEnd,
  type Received,
  responseClock,
} from "@troth/core/jurisdictions";
import type { Law } from "@troth/core/program";
import { ANSWER_WITHIN, isRight } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import type { RequestRow } from "./store.ts";

/** What moves a clock: when the person was told that it takes longer, and what they were asked for. */
export interface ClockMoves {
  /** ISO 8601 in UTC. */
  readonly extended?: string;
  readonly awaited?: readonly Awaited[];
  /** While an appeal is to be decided: when it came, and in which state the person lives where the denial rests on that. */
  readonly appealed?: { readonly at: string; readonly state?: string };
}

type Timed = Pick<RequestRow, "right" | "received_at" | "clock" | "laws">;

/** The laws by which a request is judged: those of where the person said that they live, or all of the program. */
export function lawsOf({ program }: Pick<Installation, "program">, row: Pick<RequestRow, "laws">): readonly Law[] {
  const own = program.laws.filter((law) => row.laws?.includes(law));
  return own.length > 0 ? own : program.laws;
}

export const movesOf = (row: Pick<RequestRow, "clock">): ClockMoves => (row.clock as unknown as ClockMoves | null) ?? {};

type Judging = Pick<Installation, "program" | "holidays">;

/** The clock of a right; a question has none. */
export function clockOf(inst: Judging, row: Timed): Clock | undefined {
  const { appealed } = movesOf(row);
  if (appealed !== undefined) return appealClockOf(inst, row, appealed);
  const received = receivedOf(inst, row);
  return received && responseClock(received);
}

/** By when an appeal is decided: of the laws of the request, the clock that ends first. */
export function appealClockOf(inst: Judging, row: Timed, { at, state }: NonNullable<ClockMoves["appealed"]>): Clock | undefined {
  if (!isRight(row.right)) return undefined;
  const { right, received_at: receivedAt } = row;
  const { zone } = inst.program;
  return appealClock({ laws: lawsOf(inst, row), right, receivedAt, zone, holidays: inst.holidays, appealedAt: at, state });
}

/** Whether a right may take longer, told now; a question has no time to be made longer. */
export function extendingOf(inst: Judging & Pick<Installation, "surroundings">, row: Timed): Extending {
  const received = receivedOf(inst, row);
  if (received === undefined) return { can: false, because: "no-clock" };
  return judgeExtending(received, new Date(inst.surroundings.now()).toISOString());
}

function receivedOf(inst: Judging, row: Timed): Received | undefined {
  if (!isRight(row.right)) return undefined;
  const { extended, awaited, appealed } = movesOf(row);
  if (appealed !== undefined) return undefined;
  return {
    laws: lawsOf(inst, row),
    right: row.right,
    receivedAt: row.received_at,
    zone: inst.program.zone,
    holidays: inst.holidays,
    ...(extended === undefined ? {} : { extended: [extended] }),
    ...(awaited === undefined ? {} : { awaited }),
  };
}

/** By when a question should have its answer; undefined for a right. */
export const answerBy = (
  inst: Pick<Installation, "program">,
  row: Pick<RequestRow, "right" | "received_at">,
): string | undefined => (isRight(row.right) ? undefined : periodEnd(row.received_at, ANSWER_WITHIN, inst.program.zone));

/** The moves of a clock once the person has written again: what was awaited has come. Undefined where nothing was. */
export function movesOnAnswer(row: Pick<RequestRow, "clock">, at: string): ClockMoves | undefined {
  const { awaited = [], ...moves } = movesOf(row);
  // Words accept no fee: that is done where its amount stands.
  const isGiven = ({ what, givenAt }: Awaited) => givenAt === undefined && what !== "fee";
  if (!awaited.some(isGiven)) return undefined;
  return { ...moves, awaited: awaited.map((one) => (isGiven(one) ? { ...one, givenAt: at } : one)) };
}
