import { type Counting, type DaysOff, type HolidayRule, one, type Readings } from "../counting.ts";

type Day =
  | { readonly month: number; readonly day: number }
  | { readonly month: number; readonly nth: number; readonly weekday: number };

const holiday = (name: string, day: Day, verified = true): HolidayRule => ({
  name,
  article: "Cal. Gov. Code 6700(a)",
  verified,
  ...day,
});

const MONDAY = 1;
const THURSDAY = 4;
const FRIDAY = 5;

const thanksgiving = holiday("Thanksgiving Day", { month: 11, nth: 4, weekday: THURSDAY });

/**
 * The whole days of the list, as it stood in 2016 to 2019; Juneteenth and Genocide Remembrance Day came later. Not here: days by
 * other calendars (Lunar New Year, Diwali), the three hours of Good Friday, and the Mondays of § 6701. All of them could only
 * make a period longer. The Friday after Thanksgiving is in no text.
 */
const holidays: readonly HolidayRule[] = [
  holiday("1 January", { month: 1, day: 1 }),
  holiday("Dr. Martin Luther King, Jr. Day", { month: 1, nth: 3, weekday: MONDAY }),
  holiday("Lincoln Day", { month: 2, day: 12 }),
  holiday("The third Monday in February", { month: 2, nth: 3, weekday: MONDAY }),
  holiday("31 March", { month: 3, day: 31 }),
  holiday("Genocide Remembrance Day", { month: 4, day: 24 }, false),
  holiday("The last Monday in May", { month: 5, nth: -1, weekday: MONDAY }),
  holiday("Juneteenth", { month: 6, day: 19 }),
  holiday("4 July", { month: 7, day: 4 }),
  holiday("The first Monday in September", { month: 9, nth: 1, weekday: MONDAY }),
  holiday("Admission Day", { month: 9, day: 9 }),
  holiday("Native American Day", { month: 9, nth: 4, weekday: FRIDAY }),
  holiday("Columbus Day", { month: 10, nth: 2, weekday: MONDAY }),
  holiday("Veterans Day", { month: 11, day: 11 }),
  thanksgiving,
  holiday("25 December", { month: 12, day: 25 }),
];

const NO_DAY: DaysOff = { saturday: false, sunday: false, holidays: "none" };

/** Saturdays are business days, Sundays are none; nothing rolls. Of the holidays, what the evidence of the field holds. */
const EARLIER: Counting = {
  article: "Cal. Civ. Code 7, 9; Gov. Code 6700(a)",
  dayOfEvent: "out",
  hourOfEvent: "in",
  rolls: NO_DAY,
  off: { saturday: false, sunday: true, holidays: [thanksgiving] },
};

/** Monday to Friday, without every holiday of the list; a last day that is a Sunday or a holiday is not counted. */
const LATER: Counting = {
  article: "Cal. Gov. Code 6800, 6700(a)",
  dayOfEvent: "out",
  hourOfEvent: "in",
  rolls: { saturday: false, sunday: true, holidays },
  off: { saturday: true, sunday: true, holidays },
};

/** By when something is to be done. The regulations define no business day. */
export const california: Readings = { target: EARLIER, limit: LATER };

/** How long something is kept, or left: nothing has to be done at its end, and nothing rolls. */
export const span: Readings = one({ ...EARLIER, article: "Cal. Gov. Code 6800: it is about acts that are to be done" });
