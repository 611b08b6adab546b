// Values made coarser: a date its year, an address its network, a place its region, a number its band.
import type { Cell } from "./captured.ts";
import type { PlannedChange } from "./plan.ts";

/** A value made coarser in the form in which it was written. What cannot be made coarser is emptied. */
export function coarser(cell: Cell, change: PlannedChange): Cell {
  if (cell === null || cell === "" || !change.to) return cell;
  const nothing = change.nullable === false ? "" : null;
  const { to } = change;
  switch (to.unit) {
    case "year":
    case "month":
      return (typeof cell === "string" ? coarserDate(cell, to.unit) : undefined) ?? nothing;
    case "network":
      return (typeof cell === "string" ? networkOf(cell) : undefined) ?? nothing;
    case "region":
    case "country":
      return (typeof cell === "string" ? coarserPlace(cell, to.unit) : undefined) ?? nothing;
    case "band":
      return bandOf(cell, to.size, change.family !== "number") ?? nothing;
  }
}

/** The first day of the year or month, at midnight where a time stood. */
function coarserDate(text: string, unit: "year" | "month"): string | undefined {
  const found = /^(\s*)(\d{4})-(\d{2})(?:-\d{2}(?:([T ])\d{2}:\d{2}(:\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?)?\s*$/.exec(
    text,
  );
  if (!found) return /^\s*\d{4}\s*$/.test(text) && unit === "year" ? text : undefined;
  const [, , year, month, between, seconds, zone = ""] = found;
  const day = /^\s*\d{4}-\d{2}\s*$/.test(text) ? "" : "-01";
  const time = between === undefined ? "" : `${between}00:00${seconds === undefined ? "" : ":00"}${zone}`;
  return `${year}-${unit === "year" ? "01" : month}${day}${time}`;
}

/** IPv4 without its last 8 bits, IPv6 without its last 80. */
function networkOf(text: string): string | undefined {
  const [address = ""] = text.trim().split(/[/%]/);
  const four = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/i.exec(address)?.slice(1);
  if (four) return four.every((part) => Number(part) < 256) ? `${four.slice(0, 3).map(Number).join(".")}.0` : undefined;
  const parts = sixParts(address);
  if (!parts) return undefined;
  const kept = parts.slice(0, 3).map((part) => Number.parseInt(part, 16).toString(16));
  while (kept.at(-1) === "0") kept.pop();
  return kept.length === 0 ? "::" : `${kept.join(":")}::`;
}

function sixParts(address: string): readonly string[] | undefined {
  const halves = address.split("::");
  if (halves.length > 2 || !address.includes(":")) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const parts = [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  return parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part)) ? parts : undefined;
}

/** The last two parts of a place, or the last: `1 Quay, Dublin, Leinster, Ireland` is in `Leinster, Ireland`. */
function coarserPlace(text: string, unit: "region" | "country"): string | undefined {
  const parts = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  // One part alone does not say how coarse it is.
  if (parts.length < 2) return undefined;
  return (unit === "country" || parts.length === 2 ? parts.slice(-1) : parts.slice(-2)).join(", ");
}

/** The lower end of the band in a column of numbers, `30-39` in one of texts. */
function bandOf(cell: Cell, size: number, said: boolean): Cell | undefined {
  const text = String(cell).trim();
  if (!/^-?\d{1,15}(?:\.\d+)?$/.test(text)) return undefined;
  const low = Math.floor(Number(text) / size) * size;
  const exact = Number(low.toFixed(6));
  if (!said) return exact;
  return Number.isInteger(size) && size > 1 ? `${exact}-${exact + size - 1}` : String(exact);
}
