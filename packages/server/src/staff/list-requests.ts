import { type Clock, readClock } from "@troth/core/jurisdictions";
import { isRight } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { answerBy, clockOf } from "../requests/index.ts";
import { momentIn } from "../words/index.ts";
import { type ListedRow, openRows } from "./store.ts";

/** Who has to do something next. */
export type WaitsFor = "us" | "running" | "stuck" | "closed";

/** A request in a list: its clock, whom it waits for, and where it stands in words. */
export interface Listed {
  readonly id: string;
  readonly right: ListedRow["right"];
  readonly receivedAt: string;
  readonly takenBy: string;
  readonly verified: boolean;
  readonly clock: Clock | undefined;
  /** Our own target, for a question. */
  readonly answerBy: string | undefined;
  readonly waits: WaitsFor;
  readonly now: string;
  /** Of the stores that are acted on: how many are done. */
  readonly running: { readonly done: number; readonly of: number } | undefined;
  readonly closedAt: string | undefined;
}

/** Every open request, what must be answered first on top, by law or by our own target; without either, the oldest below. */
export async function listOpen(inst: Installation): Promise<Listed[]> {
  const rows = (await openRows(inst.storage.db)).map((row) => listedOf(inst, row));
  const key = (one: Listed): string => dueOf(one) ?? `later ${one.receivedAt}`;
  return rows.sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

const dueOf = (one: Listed): string | undefined => one.clock?.dueAt ?? one.answerBy;

/** One row as the list shows it. */
export function listedOf(inst: Installation, row: ListedRow): Listed {
  const { zone } = inst.program;
  const clock = clockOf(inst, row);
  const { waits, now } = standing(row, zone, inst.surroundings.now());
  return {
    id: row.id,
    right: row.right,
    receivedAt: row.received_at,
    takenBy: row.taken_by,
    verified: row.verified,
    clock,
    answerBy: answerBy(inst, row),
    waits,
    now,
    running: row.state === "executing" ? { done: row.stores_done, of: row.stores } : undefined,
    closedAt: row.closed_at ?? undefined,
  };
}

interface Standing {
  readonly waits: WaitsFor;
  readonly now: string;
}

function standing(row: ListedRow, zone: string, nowMs: number): Standing {
  switch (row.state) {
    case "received":
      return received(row);
    case "planned":
      return planned(row);
    case "approved":
      return row.cooling_until !== null && Date.parse(row.cooling_until) > nowMs
        ? { waits: "running", now: `cools off until ${momentIn("en", row.cooling_until, zone)}` }
        : { waits: "running", now: "approved, about to run" };
    case "appealed":
      return { waits: "us", now: "an appeal is to be decided" };
    case "executing":
      return { waits: "running", now: `running, ${row.stores_done} of ${row.stores} stores done` };
    case "open":
      return open(row);
    default:
      return { waits: "closed", now: row.state };
  }
}

function received(row: ListedRow): Standing {
  if (!isRight(row.right)) return { waits: "us", now: "waits for an answer" };
  return row.because === null ? { waits: "running", now: "is being planned" } : { waits: "stuck", now: row.because };
}

function planned(row: ListedRow): Standing {
  if (row.can_be_approved === false) return { waits: "stuck", now: "findings stand in the way of the plan" };
  if (row.signatures > 0) return { waits: "us", now: "signed, waits for another signature" };
  return { waits: "us", now: row.because === null ? "plan ready, sign it" : `planned again: ${row.because}` };
}

function open(row: ListedRow): Standing {
  const stuck = row.stores === 0 || row.stores_done < row.stores;
  return stuck || row.untold === 0
    ? { waits: "stuck", now: row.because ?? "stands open" }
    : { waits: "us", now: row.because ?? "recipients are to be told" };
}

/** `31 are open. One is late, 5 end within three days, one is stuck.` */
export function listInWords(all: readonly Listed[], now: number): string {
  if (all.length === 0) return "Nothing is open.";
  const readings = all.flatMap((one) => (one.clock === undefined ? [] : [readClock(one.clock, now)]));
  const late = readings.filter((one) => one.state === "late").length;
  const soon = readings.filter(
    (one) => one.state !== "late" && (one.left.unit === "hours" ? one.left.count < 72 : one.left.count < 3),
  );
  const stuck = all.filter((one) => one.waits === "stuck").length;
  const parts = [
    late > 0 ? `${late} ${late === 1 ? "is" : "are"} late` : "none is late",
    ...(soon.length > 0 ? [`${soon.length} ${soon.length === 1 ? "ends" : "end"} within three days`] : []),
    ...(stuck > 0 ? [`${stuck} ${stuck === 1 ? "is" : "are"} stuck`] : []),
  ];
  const said = parts.join(", ");
  return `${all.length === 1 ? "One is" : `${all.length} are`} open. ${said[0]?.toUpperCase()}${said.slice(1)}.`;
}
