import type { ExcusedRow, Place } from "./store.ts";

/** Why a place may hold a value of somebody erased. */
export const EXCUSES = ["another-person", "legal-keep", "rotating-log"] as const;
export type Excuse = (typeof EXCUSES)[number];

/** Whether an excuse holds for a place today: a log that was to rotate by a day is not excused after it. */
export const isExcused = (excuse: ExcusedRow, place: Place, today: string): boolean =>
  excuse.store === place.store &&
  excuse.dataset === place.dataset &&
  excuse.column === place.column &&
  (excuse.until === null || today <= excuse.until);
