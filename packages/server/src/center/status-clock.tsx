import { readClock } from "@troth/core/jurisdictions";
import { isEnded, isRight } from "@troth/core/requests";
import { LargeClock } from "../pages/index.ts";
import type { RequestView } from "../requests/index.ts";
import { dayIn } from "../words/index.ts";
import { citeIn } from "./cite-in.ts";
import { periodIn, type Saying } from "./status-words.ts";
import { say } from "./words.ts";

/** By when the law wants an answer, and how sure we are of that number. Nothing once there is one. */
export const StatusClock = ({ view, at }: { readonly view: RequestView; readonly at: Saying }) => {
  const { language, now, zone } = at;
  const { clock, right } = view;
  if (isEnded(view.state)) return null;
  if (clock === undefined || !isRight(right))
    return (
      <p class="lead">
        {view.answerBy === undefined
          ? say(language, "clock.none")
          : say(language, "clock.question", { day: dayIn(language, view.answerBy, zone) })}
      </p>
    );
  const late = readClock(clock, now).state === "late";
  const longer = view.extendedAt;
  const values = {
    ...(longer === undefined ? {} : { told: dayIn(language, longer, zone) }),
    day: dayIn(language, clock.dueAt, zone),
    period: periodIn(language, clock.period),
    article: citeIn(language, clock.article),
  };
  return (
    <section class="card" aria-label={say(language, "status.clock")}>
      <div class="body">
        <LargeClock clock={clock} now={now} language={language} />
        <p>
          {say(
            language,
            view.state === "appealed"
              ? "clock.appeal"
              : late
                ? "clock.late"
                : longer === undefined
                  ? `clock.due.${right}`
                  : "clock.longer",
            values,
          )}
        </p>
        {clock.verified ? null : <p class="small quiet">{say(language, "clock.unverified")}</p>}
      </div>
    </section>
  );
};
