import { dayIn, type Language, momentIn } from "../words/index.ts";
import { say } from "./words.ts";

/** Where a program's clock stands, for people: `Stockholm`. */
export const placeOf = (zone: string): string => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

/** The last moment of something: its day where the period runs to the day's end, the hour too where it does not. */
export function lastMomentIn(language: Language, iso: string, zone: string): string {
  const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: zone }).format(new Date(iso));
  return clock === "23:59:59"
    ? dayIn(language, iso, zone)
    : say(language, "moment", { moment: momentIn(language, iso, zone), place: placeOf(zone) });
}

/** A day: of a moment in the zone, or one that was given as a day and lies in no zone. */
export const dayOf = (language: Language, iso: string, zone: string): string =>
  dayIn(language, iso, iso.length === 10 ? "UTC" : zone);
