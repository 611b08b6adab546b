import type { Cell } from "@troth/core/subject-graph";
import { comparable } from "./new-cells.ts";

const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?(?:\.(\d+))? ?(Z|[+-]\d\d(?::?\d\d)?)?)?$/;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Whether a store gave back what was written: days and times in its own spelling too (`2000-01-01` as
 * `2000-01-01 00:00:00+00`; sessions are in UTC), and uuids in its own case.
 */
export function isSameValue(cell: Cell, expected: Cell): boolean {
  if (comparable(cell) === comparable(expected)) return true;
  if (typeof cell !== "string" || typeof expected !== "string") return false;
  if (UUID.test(expected)) return cell.toLowerCase() === expected.toLowerCase();
  const moment = momentOf(expected);
  return moment !== undefined && moment === momentOf(cell);
}

/** A point in time, to what fraction of a second it says; undefined where a text is none. */
function momentOf(text: string): string | undefined {
  const [, day, minute = "00:00", second = ":00", fraction = "", zone = "Z"] = MOMENT.exec(text.trim()) ?? [];
  if (day === undefined) return undefined;
  const [, sign, hours = "0", minutes = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  const ahead = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
  return `${Date.parse(`${day}T${minute}${second}Z`) - ahead * 60_000}.${fraction.replace(/0+$/, "")}`;
}
