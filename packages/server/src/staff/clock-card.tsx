import type { LegalPeriod } from "@troth/core/program";
import { isEnded } from "@troth/core/requests";
import { LargeClock } from "../pages/index.ts";
import type { RequestPageData } from "./read-request.ts";
import { lawName, moment } from "./words.ts";

/** `1 month`, `10 business days`. */
const periodWords = ({ count, unit }: LegalPeriod): string => `${count} ${count === 1 ? unit.replace(/s$/, "") : unit}`;

/** From when the clock runs, what it waits for, and what has moved it. */
function howItRuns({ view, zone }: RequestPageData): string {
  const { clock, awaited, extendedAt, receivedAt } = view;
  if (clock === undefined) return "";
  const open = awaited.find(({ givenAt }) => givenAt === undefined);
  const asked = open === undefined ? "" : ` They were asked ${ASKED[open.what]} on ${moment(open.askedAt, zone)}`;
  const waits =
    open === undefined
      ? ""
      : clock.waitsFor === undefined
        ? "; the clock goes on."
        : ": under this law the time has not begun; we count from receipt.";
  const from =
    clock.startsAt === receivedAt ? "It runs from the day of receipt." : `It runs from ${moment(clock.startsAt, clock.zone)}.`;
  if (view.state === "appealed") return "It runs from the appeal.";
  const longer = extendedAt === undefined ? "" : ` Made longer on ${moment(extendedAt, zone)}.`;
  const limit =
    clock.limitAt === undefined || clock.limitAt === clock.dueAt
      ? ""
      : ` Another reading of the text ends on ${moment(clock.limitAt, clock.zone)}.`;
  return `${from}${longer}${asked}${waits}${limit}`;
}

const ASKED = { identity: "who they are", clarification: "what they want", fee: "for money" } as const;

/** How long is left, until when, and by which rule: the first card of every request. */
export const ClockCard = ({ data }: { readonly data: RequestPageData }) => {
  const { view, now, zone } = data;
  const { clock } = view;
  const ended = isEnded(view.state);
  return (
    <section class="card" aria-label="Clock">
      <div class="body clockline">
        <LargeClock clock={clock} now={now} ended={ended} />
        <div>
          {clock === undefined ? (
            <p>
              {view.answerBy === undefined || ended ? null : (
                <>
                  Answer by <strong>{moment(view.answerBy, zone)}</strong>: our own target, 10 business days.{" "}
                </>
              )}
              No law of the program sets a time for a {view.right}. Received {moment(view.receivedAt, zone)}.
            </p>
          ) : (
            <>
              <p>
                {ended ? "Was due" : "Due"} <strong>{moment(clock.dueAt, clock.zone)}</strong> in {clock.zone}. Received{" "}
                {moment(view.receivedAt, zone)}
                {ended && view.closedAt !== undefined ? `, closed ${moment(view.closedAt, zone)}` : ""}.
              </p>
              <p class="small quiet">
                {view.laws.length > 1 ? `Of ${view.laws.map(lawName).join(", ")}: ` : ""}
                {periodWords(clock.period)}, {clock.article}.{ended ? "" : ` ${howItRuns(data)}`}
              </p>
            </>
          )}
        </div>
      </div>
    </section>
  );
};
