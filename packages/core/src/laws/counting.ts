// How laws count. A law's clock names two readings of its text: the earlier is our own target, the later the outer limit.

/** A way to count a period. */
export interface Counting {
  readonly article: string;
  /** Whether the day of the event is the first day of a period in days, weeks, months or years. */
  readonly dayOfEvent: "out" | "in";
  /** Whether a period in hours begins with the event, or with the end of its hour. */
  readonly hourOfEvent: "out" | "in";
  /** On which days no period ends, but on the next that is none of them. Never of one in hours. */
  readonly rolls: DaysOff;
  /** Which days are no business days. */
  readonly off: DaysOff;
}

/** Days of the week, and holidays. */
export interface DaysOff {
  readonly saturday: boolean;
  readonly sunday: boolean;
  /** `place`: those of the controller's place. Otherwise a law's own list. */
  readonly holidays: "place" | "none" | readonly HolidayRule[];
}

/** A holiday by its rule: a day of a month, or the n-th weekday of one (`-1`: the last; Monday is 1). */
export type HolidayRule = { readonly name: string; readonly article: string; readonly verified: boolean } & (
  | { readonly month: number; readonly day: number }
  | { readonly month: number; readonly nth: number; readonly weekday: number }
);

/** The earlier reading and the later. */
export interface Readings {
  readonly target: Counting;
  readonly limit: Counting;
}

/** A text that leaves one reading. */
export const one = (counting: Counting): Readings => ({ target: counting, limit: counting });

const NEVER: DaysOff = { saturday: false, sunday: false, holidays: "none" };
const WEEKEND_AND_HOLIDAYS: DaysOff = { saturday: true, sunday: true, holidays: "place" };

/**
 * The hour of the event is not counted, and what is left of it is not given away: the earlier reading begins with the event.
 *
 * @source Regulation (EEC, Euratom) No 1182/71 Art. 3(1), 3(2)(c), 3(4)
 */
const UNION: Counting = {
  article: "Reg. 1182/71 Art. 3(1), (2), (4)",
  dayOfEvent: "out",
  hourOfEvent: "out",
  rolls: WEEKEND_AND_HOLIDAYS,
  off: WEEKEND_AND_HOLIDAYS,
};

/** The law of the Union, and of the United Kingdom since it took it over. */
export const union: Readings = { target: { ...UNION, hourOfEvent: "in" }, limit: UNION };

/** `Beginning with` a day, taken literally: that day is the first, and nothing rolls. Against the counting of the Union. */
export const beginningWith = (article: string): Readings => ({
  target: { article, dayOfEvent: "in", hourOfEvent: "in", rolls: NEVER, off: WEEKEND_AND_HOLIDAYS },
  limit: UNION,
});

/** A text that says nothing of how it counts: no day rolls; business days are Monday to Friday. */
export const plain = (article: string): Readings =>
  one({ article, dayOfEvent: "out", hourOfEvent: "in", rolls: NEVER, off: { saturday: true, sunday: true, holidays: "place" } });
