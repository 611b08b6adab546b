// A moment as somebody writes it: read, or said what is wrong with it. Dates are where clocks begin to count wrong.
import { Temporal } from "temporal-polyfill";

/** Why a text is no moment that something can be reckoned from. */
export interface MomentFault {
  readonly because: "no-zone" | "no-such-day" | "no-moment" | "future" | "too-old";
  readonly says: string;
  readonly advice: string;
}

/** A moment in UTC, ISO 8601; or what is wrong. */
export type ReadMoment = { readonly at: string } | MomentFault;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LOCAL = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
/** Nobody asked a company anything under these laws before; whoever writes such a day has mistyped it. */
const FIRST_DAY = "2000-01-01";

const fault = (because: MomentFault["because"], says: string, advice: string): MomentFault => ({ because, says, advice });

/** What is wrong with a moment that has to have a zone; undefined: nothing. */
export function momentFault(text: string): MomentFault | undefined {
  if (LOCAL.test(text) || DAY.test(text))
    return fault("no-zone", "the moment has no zone: it is another one in each place", `write \`${withZone(text)}\``);
  if (!MOMENT.test(text)) return fault("no-moment", "this is no moment", "write it as in `2026-11-18T09:30:00+07:00`");
  return isDay(text.slice(0, 10)) && canRead(text) ? undefined : noSuchDay(text);
}

/**
 * Reads when something came in: a moment with its zone, or a day of the calendar in `zone`, of which noon is taken, or now
 * where it is today. What has not been yet is none, and neither is 29 February where there is none.
 */
export function readReceived(text: string, at: { readonly zone: string; readonly now: number }): ReadMoment {
  const now = Temporal.Instant.fromEpochMilliseconds(at.now);
  const today = now.toZonedDateTimeISO(at.zone).toPlainDate().toString();
  const read = DAY.test(text) ? dayIn(text, { ...at, today }) : momentIn(text);
  if ("because" in read) return read;
  const moment = Temporal.Instant.from(read.at);
  if (Temporal.Instant.compare(moment, now) > 0 && !(DAY.test(text) && text === today))
    return fault(
      "future",
      "it has not come yet: that lies in the future",
      "write when it came in; leave it out where that is now",
    );
  if (text.slice(0, 10) < FIRST_DAY)
    return fault("too-old", `it is before ${FIRST_DAY}, when none of these laws was there`, "see that the year is right");
  return read;
}

function momentIn(text: string): ReadMoment {
  const wrong = momentFault(text);
  return wrong ?? { at: new Date(Temporal.Instant.from(text.replace(" ", "T")).epochMilliseconds).toISOString() };
}

function dayIn(
  text: string,
  { zone, today, now }: { readonly zone: string; readonly today: string; readonly now: number },
): ReadMoment {
  if (!isDay(text)) return noSuchDay(text);
  if (text === today) return { at: new Date(now).toISOString() };
  const noon = Temporal.PlainDate.from(text).toZonedDateTime({ timeZone: zone, plainTime: "12:00" });
  return { at: new Date(noon.epochMilliseconds).toISOString() };
}

const noSuchDay = (text: string): MomentFault =>
  fault(
    "no-such-day",
    `there is no such day or time as ${text.slice(0, 16)}`,
    "look at a calendar: 29 February is in leap years alone",
  );

function isDay(text: string): boolean {
  return canRead(`${text}T00:00:00Z`);
}

function canRead(text: string): boolean {
  try {
    Temporal.Instant.from(text.replace(" ", "T"));
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const withZone = (text: string): string => (DAY.test(text) ? `${text}T12:00:00Z` : `${text.replace(" ", "T")}Z`);

/** A moment without a zone, or none at all, given to the engine: a mistake of the code that calls it. */
export class MomentError extends Error {
  readonly code = "jurisdictions.moment";
  readonly advice: string;
  constructor(field: string, { says, advice }: MomentFault) {
    super(`${field}: ${says}`);
    this.name = "MomentError";
    this.advice = advice;
  }
}

/** @throws MomentError where it is no moment with a zone. */
export function requireMoment(field: string, text: string): void {
  const wrong = momentFault(text);
  if (wrong !== undefined) throw new MomentError(field, wrong);
}
