import type { LegalPeriod } from "@troth/core/program";
import { isEnded } from "@troth/core/requests";
import { LargeClock } from "../pages/index.ts";
import type { RequestPageData } from "./read-request.ts";
import { moment } from "./words.ts";

/** `1 month`, `10 business days`. */
const periodWords = ({ count, unit }: LegalPeriod): string => `${count} ${count === 1 ? unit.replace(/s$/, "") : unit}`;

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
                {periodWords(clock.period)}, {clock.article}.
                {ended ? "" : " The clock runs from the day of receipt and does not pause."}
              </p>
            </>
          )}
        </div>
      </div>
    </section>
  );
};
