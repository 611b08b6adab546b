import { type Clock as LegalClock, readClock } from "@troth/core/jurisdictions";
import { dayIn, type Language } from "../words/index.ts";
import { Icon } from "./icon.tsx";
import { say } from "./words.ts";

/** Of a clock what is shown of it. */
export type ShownClock = Pick<LegalClock, "startsAt" | "dueAt" | "period" | "zone">;

interface ClockProps {
  /** Absent: no law of the program sets a time. */
  readonly clock: ShownClock | undefined;
  /** Milliseconds since 1970: `inst.surroundings.now()`. */
  readonly now: number;
  readonly language?: Language;
  /** The request has ended: nothing runs any more. */
  readonly ended?: boolean;
}

/** How much is left in words, in the clock's own unit: `16 days left`, `1 day late`. */
export function clockWords(language: Language, clock: ShownClock, now: number): string {
  const { state, left } = readClock(clock, now);
  return say(language, `clock.${state === "late" ? "late" : "left"}.${left.unit}`, { count: left.count });
}

const AROUND = 2 * Math.PI * 7;

const ShareRing = ({ share }: { readonly share: number }) => (
  <svg class="ring" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
    <circle cx="9" cy="9" r="7" />
    <circle
      class="run"
      cx="9"
      cy="9"
      r="7"
      stroke-dasharray={`${(share * AROUND).toFixed(1)} ${AROUND.toFixed(2)}`}
      transform="rotate(-90 9 9)"
    />
  </svg>
);

/** A clock in a line or a list: a ring with the share of the time that is gone, what is left, and when it ends. */
export const Clock = ({ clock, now, language = "en", ended = false }: ClockProps) => {
  if (clock === undefined || ended) {
    return (
      <span class="clock" data-state="stopped">
        <Icon name="stopped" size={18} />
        {say(language, ended ? "clock.answered" : "clock.none")}
      </span>
    );
  }
  const { state, share } = readClock(clock, now);
  const day = dayIn(language, clock.dueAt, clock.zone);
  return (
    <span class="clock" data-state={state}>
      {state === "late" ? <Icon name="bang" size={18} /> : <ShareRing share={share} />}
      {clockWords(language, clock, now)} <small>{say(language, state === "late" ? "clock.was-due" : "clock.due", { day })}</small>
    </span>
  );
};

/** The clock as the first thing of a page: large words, and how much of the time is gone. */
export const LargeClock = ({ clock, now, language = "en", ended = false }: ClockProps) => {
  if (clock === undefined || ended) return <Clock clock={clock} now={now} language={language} ended={ended} />;
  const { state, share } = readClock(clock, now);
  const percent = Math.round(share * 100);
  return (
    <div class="clock-large" data-state={state}>
      <p class="left">{clockWords(language, clock, now)}</p>
      <progress max="100" value={percent} aria-label={say(language, "clock.gone", { percent })} />
    </div>
  );
};
