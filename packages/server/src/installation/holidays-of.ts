import { noHolidays, type PlaceHolidays } from "@troth/core/jurisdictions";

/**
 * The public holidays of a country, all of it: those of its parts alone are not among them, which can only make a period
 * shorter. None of a country that the calendar does not know.
 *
 * Data: date-holidays (ISC; its data CC-BY-3.0).
 */
export async function holidaysOf(country: string): Promise<PlaceHolidays> {
  const { default: Holidays } = await import("date-holidays");
  const calendar = new Holidays();
  if (!Object.hasOwn(calendar.getCountries(), country)) return noHolidays;
  calendar.init(country);
  const years = new Map<number, ReadonlySet<string>>();
  return (day) => {
    const year = Number(day.slice(0, 4));
    const known = years.get(year) ?? daysOf(calendar.getHolidays(year));
    years.set(year, known);
    return known.has(day);
  };
}

/** The days of public holidays, as `2026-12-25`. */
const daysOf = (holidays: readonly { readonly date: string; readonly type: string }[]): ReadonlySet<string> =>
  new Set(holidays.filter(({ type }) => type === "public").map(({ date }) => date.slice(0, 10)));
